using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Collateral;

/// <summary>Equity at its three ends (MARGIN §2): counted lines, option value, and what age and spread may cost the positions.</summary>
internal static class Equity
{
    public static EquityReport Of(
        PoolHoldings holdings, CollateralValuation worst, CollateralValuation likely, CollateralValuation best, RuleSet rules)
    {
        var options = OptionValues(holdings, rules);
        var optionValue = Usd.Sum(options.Select(option => option.Counted));
        var staleByUnit = Stale(holdings);
        var stale = Usd.Sum(staleByUnit.Select(unit => unit.Amount));
        var rawLines = worst.Lines.Where(line => line.Held.Counts).Sum(line => Kernel.OnGrid(line.Held.Raw));
        return new EquityReport
        {
            Raw = new Usd(rawLines) + Usd.Sum(options.Select(option => Usd.Down(option.Net.Amount))),
            Adjusted = new Usd(worst.Total) + optionValue - stale,
            Likely = new Usd(likely.Total) + optionValue,
            Best = new Usd(best.Total) + optionValue + stale,
            Stale = stale,
            StaleByUnit = staleByUnit,
            Lines = worst.Lines.Select((line, i) => Report(line, likely.Lines[i], best.Lines[i])).ToList(),
            OptionValues = options,
            Caps = [.. worst.Caps, .. likely.Caps, .. best.Caps],
        };
    }

    /// <summary>Options at their marks, netted per location; a positive net bears the location's haircut.</summary>
    private static List<OptionValueReport> OptionValues(PoolHoldings holdings, RuleSet rules)
    {
        var reports = new List<OptionValueReport>();
        foreach (var location in holdings.Positions
            .Where(position => position.AsOption is not null)
            .GroupBy(position => position.Venue)
            .OrderBy(group => group.Key))
        {
            var net = location.Sum(position => position.OptionValue);
            // A place without terms has no credit, as for any other collateral there.
            var kept = rules.Locations.TryGetValue(location.Key, out var terms) ? 1 - terms.Haircut : 0m;
            var counted = Usd.Down(net > 0 ? net * kept : net);
            reports.Add(new OptionValueReport
            {
                Location = location.Key,
                Positions = location.Select(position => Report(position, position.AsOption!)).ToList(),
                Net = new Usd(net),
                LocationStep = counted - new Usd(net),
                Counted = counted,
            });
        }

        return reports;
    }

    /// <summary>STALE: |Σ Δ$·u| per unit.</summary>
    private static List<StaleReport> Stale(PoolHoldings holdings) => holdings.Positions
        .GroupBy(position => position.Instrument.Unit)
        .OrderBy(group => group.Key)
        .Select(group => new StaleReport(
            group.Key, Usd.Up(Math.Abs(group.Sum(position => position.Delta * position.Uncertainty)))))
        .Where(unit => unit.Amount != Usd.Zero)
        .ToList();

    private static OptionPositionReport Report(HeldPosition position, PricedOptionContract option) => new()
    {
        Position = position.Name,
        Instrument = position.Id,
        Venue = position.Venue,
        Amount = new Usd(position.OptionValue),
        IsMarked = option.IsMarked,
        Forward = option.Inputs.Forward,
        ForwardSource = option.Inputs.ForwardSource,
        Volatility = Kernel.ToDecimal(option.Inputs.Volatility),
        VolatilitySource = option.Inputs.VolatilitySource,
    };

    private static LineReport Report(CountedLine worst, CountedLine likely, CountedLine best) => new()
    {
        Line = worst.Held.Line,
        Name = worst.Held.Name,
        Amount = worst.Held.Amount,
        Mark = worst.Held.Mark,
        Uncertainty = worst.Held.Uncertainty,
        Raw = new Usd(worst.Held.Counts ? Kernel.OnGrid(worst.Held.Raw) : 0m),
        PriceStep = new Usd(worst[CollateralStep.Price]),
        LocationStep = new Usd(worst[CollateralStep.Location]),
        BridgeStep = new Usd(worst[CollateralStep.Bridge]),
        OwnTokenStep = new Usd(worst[CollateralStep.OwnToken]),
        FinalityStep = new Usd(worst[CollateralStep.Finality]),
        AssetStep = new Usd(worst[CollateralStep.Asset]),
        AssetCapStep = new Usd(worst[CollateralStep.AssetCap]),
        IssuerCapStep = new Usd(worst[CollateralStep.IssuerCap]),
        VenueCapStep = new Usd(worst[CollateralStep.VenueCap]),
        Rounding = new Usd(worst.Rounding),
        Hedge = new Usd(worst.Hedge),
        AssetHaircut = worst.HaircutRate,
        Counted = new Usd(worst.Counted),
        CountedLikely = new Usd(likely.Counted),
        CountedBest = new Usd(best.Counted),
    };
}
