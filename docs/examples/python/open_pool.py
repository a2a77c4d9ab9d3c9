"""A mutation, its repetition and its refusal:  open_pool.py 127.0.0.1:7171 SOUTH/alpha basis"""
import sys

import contract
import grpc

address, account, pool = sys.argv[1:]
v1 = contract.load(grpc.insecure_channel(address))
me = [("x-mvm-principal", "desk@acme")]

request = v1.OpenPoolRequest(request_id=f"open-{pool}", account=account, pool=pool, purpose="cash and carry")
for attempt in ("asked", "asked again"):
    print(attempt, "version", v1.AccountService.OpenPool(request, metadata=me, timeout=5).change.version)

request.request_id = f"open-{pool}-anew"
try:
    v1.AccountService.OpenPool(request, metadata=me, timeout=5)
except grpc.RpcError as error:
    status = v1.rpc.Status.FromString(dict(error.trailing_metadata())["grpc-status-details-bin"])
    info = v1.rpc.ErrorInfo()
    if any(detail.Unpack(info) for detail in status.details):
        print("refused", error.code().name, info.reason)
