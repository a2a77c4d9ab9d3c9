using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Simulation.Auditing;

namespace MultiVenueMargin.Simulation.Actors;

/// <summary>Executors at the venues: prompt, slow, partial, too much, too late, or gone.</summary>
internal sealed class Executors(Random random, Clients clients, Setting setting)
{
    /// <summary>What one of them does about a request; absent where it does nothing.</summary>
    /// <param name="there">The venue account at which it trades; absent where there is none.</param>
    public (ReportLeg Report, FeedFact[] Facts)? Act(Leg leg, VenueAccount? there, decimal price)
    {
        if (there is null)
        {
            return null;
        }

        switch (setting.IsRuinous ? 9 : random.Next(10))
        {
            case 0:
                return (Report(leg, LegReport.Accepted), []);
            case 1:
                return (Report(leg, LegReport.Rejected, "not today"), []);
            case 2:
                return (Report(leg, LegReport.Done, "the book is thin"), []);
            case 3:
                return null;
            default:
                return Fill(leg, there, price);
        }
    }

    private (ReportLeg Report, FeedFact[] Facts) Fill(Leg leg, VenueAccount there, decimal price)
    {
        var open = Math.Max(leg.Quantity - leg.Filled, 0);
        var quantity = (setting.IsRuinous ? 5 : random.Next(6)) switch
        {
            0 => Math.Round(open / 3, 3),
            1 => leg.Quantity + 0.002m,
            _ => open,
        };
        if (quantity <= 0)
        {
            return (Report(leg, LegReport.Done, "there is nothing left"), []);
        }

        there.Trade(leg.Instrument, leg.Side == OrderSide.Ask ? -quantity : quantity, price);
        return (
            Report(leg, LegReport.Filled) with { Quantity = new Quantity(quantity), Price = new Price(price) },
            [there.Balance(Street.PerpetualOf(leg.Instrument).Settlement), there.Position(leg.Instrument)]);
    }

    private ReportLeg Report(Leg leg, LegReport report, string reason = "") =>
        new(leg.Id, report, default, null, reason) { Account = leg.Account, Request = clients.NextRequest(), By = Street.Executor };
}
