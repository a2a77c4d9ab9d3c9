"""What happens to margin calls, from where it was left:  watch_calls.py 127.0.0.1:7171 cursor.txt"""
import pathlib
import sys
import time

import contract
import grpc
from google.protobuf.json_format import MessageToDict

address, kept = sys.argv[1], pathlib.Path(sys.argv[2])
v1 = contract.load(grpc.insecure_channel(address))
while True:
    try:
        new = []
        request = v1.WatchMarginCallsRequest(cursor=kept.read_text() if kept.exists() else "")
        for message in v1.MarginCallService.WatchMarginCalls(request, metadata=[("x-mvm-principal", "desk@acme")]):
            if message.HasField("call"):
                new.append(MessageToDict(message.call))
            if message.cursor:  # Everything up to here has come.
                for call in new:
                    print(call["call"], call["kind"], call.get("amount", ""), flush=True)
                new.clear()
                kept.write_text(message.cursor)
    except grpc.RpcError as error:
        if error.code() in (grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.OUT_OF_RANGE, grpc.StatusCode.UNAUTHENTICATED):
            raise
    time.sleep(1)
