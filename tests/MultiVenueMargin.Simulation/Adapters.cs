using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Simulation.Actors;

namespace MultiVenueMargin.Simulation;

/// <summary>What happens at venues, and what their adapters make of it: frames over wires that may do anything to them.</summary>
internal sealed class Adapters(World world)
{
    private readonly Random _random = world.Random;

    /// <summary>Something happens at one of the venues.</summary>
    public void Tell()
    {
        var feed = world.Any(world.Feeds);
        var (venue, wire) = (feed.Venue, feed.Wire);
        var now = world.Process.Now;
        if (venue.NeedsSnapshot && _random.Next(3) > 0)
        {
            wire.Send(venue.Snapshot(now, _random));
        }

        switch (_random.Next(13))
        {
            case 0:
                wire.Break();
                wire.Send(venue.Snapshot(now, _random));
                break;
            case 1 or 2:
                wire.Send(venue.Heartbeat(now));
                break;
            case 3:
                wire.Send(venue.Trouble(now, _random.Next(3) == 0 ? null : "the venue does not answer"));
                break;
            case 4 or 5:
                var amount = _random.Next(-5, 40) * 1_000m + 500m;
                venue.Deposit(Street.Usdc, amount);
                wire.Send(venue.Delta(now, venue.Balance(Street.Usdc), venue.Movement(Street.Usdc, amount)));
                break;
            case 6:
                wire.Send(venue.Delta(now, venue.Order(_random, APerpetual().Id, world.Prices.Of(Street.Btc))));
                break;
            case 7 when _random.Next(4) == 0:
                Overfill(feed);
                break;
            case 8 when world.Setting.HasLoans:
                var asset = _random.Next(2) == 0 ? Street.Usdc : Street.Btc;
                venue.Borrow(asset, _random.Next(-20, 20) / 100m, world.Prices.Of(Street.Btc));
                wire.Send(venue.Delta(now, venue.Balance(asset), venue.Loan(asset)));
                world.Sometimes.Seen("venue: borrowed or repaid");
                break;
            default:
                var perpetual = APerpetual();
                var quantity = (_random.Next(-200, 201) / 1_000m) + 0.0005m;
                var price = world.Prices.Of(perpetual.Unit.NativeCoin);
                venue.Trade(perpetual.Id, perpetual.IsInverse ? Math.Round(quantity * price / perpetual.Multiplier, 3) : quantity, price);
                wire.Send(venue.Delta(now, venue.Position(perpetual.Id), venue.Balance(perpetual.Settlement)));
                break;
        }

        if (_random.Next(5) > 0)
        {
            Deliver(feed);
        }
    }

    public void Deliver(VenueFeed feed)
    {
        var frames = feed.Wire.Deliver(_random.Next(1, 6));
        if (frames.Count > 0)
        {
            Post(feed.Venue, frames);
        }
    }

    private Perpetual APerpetual() => world.Setting.HasInverse && _random.Next(3) == 0 ? Street.InversePerpetual : Street.BtcPerpetual;

    /// <summary>More frames at once than one may send.</summary>
    private void Overfill(VenueFeed feed)
    {
        var (venue, now) = (feed.Venue, world.Process.Now);
        Post(venue, [.. Enumerable.Repeat(new SentFrame(venue.Heartbeat(now), IsBad: false), Limits.FramesPerBatch + 1)]);
        feed.Wire.Break();
        venue.NeedsSnapshot = true;
    }

    private void Post(VenueAccount venue, List<SentFrame> frames)
    {
        Ask<AccountAnswer>? ask = null;
        ask = new Ask<AccountAnswer>(() =>
        {
            world.WasAnswered = true;
            venue.NeedsSnapshot |= ask!.Value is not FeedAnswer { NeedsSnapshot: false };
            world.Trace.Add($"answer {venue.Id}: {(ask.Value is FeedAnswer it ? $"{it.Epoch}/{it.Through} {it.NeedsSnapshot} {it.Refusals.Count}" : $"{ask.Value} {ask.Refused}")}");
        });
        world.Trace.Add($"{world.Process.Now:HH:mm:ss.fff} feed {venue.Id}: {string.Join(", ", frames.Take(20).Select(each => $"{each.Frame.Kind} {each.Frame.Epoch}/{each.Frame.Sequence}{(each.IsBad ? " bad" : "")}"))}");
        world.Auditor.OracleOf(venue.Id).Asked(frames, ask);
        world.Process.Node.Feed(new FeedBatch(venue.Account, venue.Id, [.. frames.Select(each => each.Frame)]), ask);
    }
}
