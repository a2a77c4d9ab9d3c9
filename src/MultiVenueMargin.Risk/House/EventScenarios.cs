using System.Globalization;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Risk.House;

/// <summary>Something that happens rather than moves, and what each holding of the unit gains or loses by it.</summary>
internal sealed record EventScenario(string Id, IReadOnlyList<(string Name, LocationId Location, decimal Profit)> Losses);

/// <summary>
/// The optional scenarios of MARGIN §3 that are no price moves: loss of a venue, a depeg, a reorganisation. Each is in the
/// scan only where the rule set asks for it.
/// </summary>
internal static class EventScenarios
{
    public static List<EventScenario> Of(UnitHoldings holdings)
    {
        var rules = holdings.Market.Rules.Scan.Optional;
        var events = new List<EventScenario>();
        if (rules.VenueLoss)
        {
            events.AddRange(LocationsOf(holdings).Select(location => VenueLoss(holdings, location)));
        }

        if (rules.Depeg)
        {
            foreach (var stablecoin in StablecoinsOf(holdings))
            {
                events.AddRange(rules.DepegPrices.Select(price => Depeg(holdings, stablecoin, price)));
            }
        }

        if (rules.Reorganisation && Reorganisation(holdings) is { Losses.Count: > 0 } reorganisation)
        {
            events.Add(reorganisation);
        }

        return events;
    }

    /// <summary>
    /// Everything positive at the venue becomes nothing: its free collateral at what it counted, the coins that hedge, the net
    /// value of its options where that is positive. Debts there remain owed.
    /// </summary>
    private static EventScenario VenueLoss(UnitHoldings holdings, LocationId location)
    {
        var losses = new List<(string, LocationId, decimal)>();
        losses.AddRange(holdings.Free.Where(line => line.Location == location)
            .Select(line => (line.Name, location, -line.Gross * (1 - line.Haircut))));
        losses.AddRange(holdings.Coins.Where(coin => coin.Location == location && coin.Delta > 0)
            .Select(coin => (coin.Name, location, -coin.Delta)));
        var options = holdings.Positions.Where(position => position.Venue == location && position.AsOption is not null).ToList();
        if (options.Sum(position => position.OptionValue) > 0)
        {
            losses.AddRange(options.Select(position => (position.Name, location, -position.OptionValue)));
        }

        return new EventScenario($"VENUE-{location}", losses);
    }

    /// <summary>Lines that are not final are taken back by their chain.</summary>
    private static EventScenario Reorganisation(UnitHoldings holdings)
    {
        var losses = new List<(string, LocationId, decimal)>();
        losses.AddRange(holdings.Free.Where(line => !line.IsFinal)
            .Select(line => (line.Name, line.Location, -line.Gross * (1 - line.Haircut))));
        losses.AddRange(holdings.Coins.Where(coin => !coin.IsFinal)
            .Select(coin => (coin.Name, coin.Location, -coin.Delta)));
        return new EventScenario("REORG", losses);
    }

    /// <summary>
    /// A stablecoin falls to a share of its price while the underlying stands still in USD. A contract quoted in it is
    /// worth more of it, and each of it less: a long gains Δ$·(1 − share), a short loses as much.
    /// </summary>
    private static EventScenario Depeg(UnitHoldings holdings, Asset stablecoin, decimal share) => new(
        string.Create(CultureInfo.InvariantCulture, $"DEPEG-{stablecoin}@{share:0.00##}"),
        holdings.Positions
            .Where(position => position.Instrument.Contract.Quote == stablecoin)
            .Select(position => (position.Name, position.Venue, position.Delta * (1 - share)))
            .ToList());

    private static IEnumerable<LocationId> LocationsOf(UnitHoldings holdings) => holdings.Positions.Select(position => position.Venue)
        .Concat(holdings.Coins.Select(coin => coin.Location))
        .Concat(holdings.Free.Select(line => line.Location))
        .Distinct()
        .Order();

    private static IEnumerable<Asset> StablecoinsOf(UnitHoldings holdings) => holdings.Positions
        .Select(position => position.Instrument.Contract.Quote)
        .Where(quote => holdings.Market.Rules.Collateral.TermsOf(quote).Kind == AssetKind.Stablecoin)
        .Distinct()
        .Order();
}
