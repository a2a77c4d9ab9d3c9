"""The margin of an account:  margin.py 127.0.0.1:7171 SOUTH/alpha"""
import sys

import contract
import grpc
from google.protobuf.json_format import MessageToDict

address, account = sys.argv[1:]
v1 = contract.load(grpc.insecure_channel(address))
answer = v1.MarginService.GetMargin(
    v1.GetMarginRequest(account=account), metadata=[("x-mvm-principal", "desk@acme")], timeout=5)

for pool in answer.margin.report.pools:
    figures = MessageToDict(pool.figures, preserving_proto_field_name=True)
    print(account, figures["pool"], figures["state"], "equity", figures["worst_equity"], "maintenance", figures["maintenance_margin"])
