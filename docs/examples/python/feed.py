"""An adapter: tells what a venue says, and hears what is durable:  feed.py 127.0.0.1:7171 SOUTH/alpha BINANCE:alpha-2"""
import queue
import sys

import contract
import grpc

address, account, feed = sys.argv[1:]
v1 = contract.load(grpc.insecure_channel(address))
up = queue.SimpleQueue()
down = v1.FeedService.Connect(iter(up.get, None), metadata=[("x-mvm-principal", "adapter-1")])


def say(*frames):
    up.put(v1.ConnectRequest(account=account, feed=feed, frames=frames))
    answer = next(down)
    assert not (answer.refusals or answer.batch_refusal), answer
    return answer


def position(contracts):
    return v1.FeedFact(position=v1.PositionFact(instrument="BTC-USDC-PERP", quantity=str(contracts), average_entry="100000"))


epoch = say().epoch + 1  # Nothing said: where does the feed stand? A snapshot opens the next epoch.
balance = v1.FeedFact(balance=v1.BalanceFact(asset="USDC", balance="75000.50"))
snapshot = v1.FeedFrame(kind="FRAME_KIND_SNAPSHOT", epoch=epoch, sequence=0, facts=[balance, position(1)])
snapshot.complete.extend([1, 2, 3])  # Balances, positions and orders: what is not listed is none.
snapshot.said_at.GetCurrentTime()
print("epoch", epoch, "durable through", say(snapshot).through)

for sequence in (1, 2, 3):
    delta = v1.FeedFrame(kind="FRAME_KIND_DELTA", epoch=epoch, sequence=sequence, facts=[position(1 + sequence)])
    delta.said_at.GetCurrentTime()
    print("durable through", say(delta).through)
up.put(None)
