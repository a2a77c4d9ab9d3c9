using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Simulation.Actors;

/// <summary>The way from an adapter to the platform: it loses, doubles, swaps, repeats and spoils frames.</summary>
internal sealed class Wire(double faults, Random random, Sometimes sometimes)
{
    private readonly List<FeedFrame> _underWay = [];
    private readonly List<FeedFrame> _before = [];

    public int Count => _underWay.Count;

    public void Send(FeedFrame frame) => _underWay.Add(frame);

    /// <summary>The next frames, as they come out.</summary>
    public List<SentFrame> Deliver(int most)
    {
        var sent = new List<SentFrame>();
        for (; most > 0 && _underWay.Count > 0; most--)
        {
            var at = _underWay.Count > 1 && Occurs(0.3, "wire: reordered") ? 1 : 0;
            var frame = _underWay[at];
            _underWay.RemoveAt(at);
            if (Occurs(0.4, "wire: lost"))
            {
                continue;
            }

            if (Occurs(0.4, "wire: spoilt"))
            {
                var spoilt = Spoilt(frame);
                for (var times = random.Next(1, 5); times > 0; times--)
                {
                    sent.Add(new SentFrame(spoilt, IsBad: true));
                }
            }

            sent.Add(new SentFrame(frame, IsBad: false));
            _before.Add(frame);
            if (Occurs(0.5, "wire: doubled"))
            {
                sent.Add(new SentFrame(frame, IsBad: false));
            }

            if (Occurs(0.3, "wire: repeated much later"))
            {
                sent.Add(new SentFrame(_before[random.Next(_before.Count)], IsBad: false));
            }

            if (frame.Kind is FrameKind.Snapshot or FrameKind.Delta && Occurs(0.3, "wire: contradicted"))
            {
                sent.Add(new SentFrame(frame with { Facts = [new PositionFact(Street.BtcPerpetual.Id, new Quantity(777m), new Price(1m))] }, IsBad: false));
            }

            if (Occurs(0.2, "wire: an epoch that was not opened"))
            {
                sent.Add(new SentFrame(frame with { Kind = FrameKind.Delta, Complete = FeedParts.None, Epoch = frame.Epoch + 7, Trouble = null }, IsBad: false));
            }
        }

        return sent;
    }

    /// <summary>The connection breaks: what is on the way is gone.</summary>
    public void Break() => _underWay.Clear();

    private bool Occurs(double share, string what)
    {
        if (random.NextDouble() >= faults * share)
        {
            return false;
        }

        sometimes.Seen(what);
        return true;
    }

    /// <summary>A frame under the same number that nobody may take over.</summary>
    private FeedFrame Spoilt(FeedFrame frame)
    {
        FeedFrame With(params IReadOnlyList<FeedFact> facts) =>
            frame with { Kind = frame.Kind is FrameKind.Snapshot ? FrameKind.Snapshot : FrameKind.Delta, Complete = FeedParts.None, Facts = facts, Trouble = null };
        var usdc = new BalanceFact(Street.Usdc, false, new Quantity(1m), default, default, BridgeClass.Native, null);
        var perpetual = Street.BtcPerpetual.Id;
        return random.Next(14) switch
        {
            0 => With(usdc with { Balance = new Quantity(Quantity.Largest), Owed = new Quantity(Quantity.Largest) }),
            1 => With(usdc with { Asset = default }),
            2 => With(usdc, usdc with { Balance = new Quantity(2m) }),
            3 => With(usdc with { IsLoan = true, Balance = new Quantity(-5m) }),
            4 => With(new OrderFact("order-1", perpetual, OrderSide.Bid, new Quantity(-1m), new Price(5m))),
            5 => With(new OrderFact("order-1", perpetual, OrderSide.Unspecified, new Quantity(1m), new Price(5m))),
            6 => With(new PositionFact(default, new Quantity(1m), null)),
            7 => With(new PositionFact(perpetual, new Quantity(1m), new Price(0m))),
            8 => With(new StatementFact(new Usd(decimal.MaxValue), null, null)),
            9 => With(new MovementFact("gone", Street.Usdc, new Quantity(-1m), MovementDirection.Arrival)),
            10 => frame with { Kind = (FrameKind)77 },
            11 => frame with { Kind = FrameKind.Heartbeat, Complete = FeedParts.None, Facts = [usdc], Trouble = null },
            12 => frame with { Epoch = long.MinValue, Sequence = -1 },
            _ => With([.. Enumerable.Range(0, 600).Select(i => new MovementFact($"much-{i}", Street.Usdc, new Quantity(1m), MovementDirection.Arrival))]),
        };
    }
}
