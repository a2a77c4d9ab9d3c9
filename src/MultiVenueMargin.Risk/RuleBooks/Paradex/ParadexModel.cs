using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Collateral;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.Grids;

namespace MultiVenueMargin.Risk.RuleBooks.Paradex;

/// <summary>Paradex' portfolio margin: per underlying the larger of a weighted scan and a minimum for delta, and provisions for fees and funding.</summary>
public sealed class ParadexModel : IMarginModel
{
    private readonly ParadexParameters _rules;
    private readonly AcceptedCoins _coins;

    public ParadexModel(RuleBookDocument document)
    {
        Name = new ModelName(document.Model);
        Provenance = document.Provenance;
        _rules = document.ParametersAs<ParadexParameters>();
        _coins = new AcceptedCoins(_rules.Collateral, "Paradex");
    }

    public ModelName Name { get; }

    public ModelProvenance Provenance { get; }

    public ModelReport Evaluate(ModelBook book)
    {
        var known = book.Positions.Where(position => !position.Contract.IsInverse).ToList();
        var live = known.Where(position => !position.Instrument.IsDelivered).ToList();
        var parts = live.GroupBy(position => position.Unit).Select(unit => CoreOf(unit.Key, [.. unit])).ToList();
        var funding = Math.Max(0m, live.Sum(FundingOf));
        var fees = _rules.FeeRate * live.Sum(ValueOf);
        Usd equity = Usd.Down(_coins.ValueOf(book, afterHaircuts: true) + ProfitsInOtherCoins(book, known) + known.Sum(position => position.OptionValue));
        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = equity,
            Components =
            [
                .. parts,
                .. fees > 0 ? [new ModelComponent("fee provision", string.Empty, Usd.Up(fees), Usd.Up(fees))] : Array.Empty<ModelComponent>(),
                .. funding > 0 ? [new ModelComponent("funding provision", string.Empty, Usd.Up(funding), Usd.Up(funding))] : Array.Empty<ModelComponent>(),
            ],
            Binding = parts.MaxBy(part => part.Initial) is { } largest ? $"{largest.Of}: {largest.Working}" : string.Empty,
            Action = new ModelAction("partial liquidation by the insurance fund", 1m),
            NotCovered =
            [
                .. book.Positions.Where(position => position.Contract.IsInverse)
                    .Select(position => new ModelGap(position.Name, "the venue has no inverse contracts; its risk and an option's value are in no figure")),
                .. _coins.NotTaken(book),
            ],
            NotModelled =
            [
                .. BookGaps.Of(Provenance.Missing, book, "in portfolio margin how they count was not published; they are in no figure here"),
                .. live.Where(position => position.IsPerpetual && position.Instrument.Mark.PredictedFunding is null)
                    .Select(position => new ModelGap(position.Name, "no predicted funding; none is provided for")),
            ],
        };
    }

    private ModelComponent CoreOf(RiskUnit unit, IReadOnlyList<ModelPosition> positions)
    {
        var (worst, scenario) = _rules.Scenarios
            .Select(each => (Profit: each.Weight * positions.Sum(position => ProfitOf(position, each)), Scenario: each))
            .MinBy(each => each.Profit);
        var scan = Math.Max(0m, -worst);
        var least = _rules.MinimumDelta.Of([.. positions.Select(position => position.Delta)]);
        var core = Math.Max(scan, least);
        return new ModelComponent(
            scan >= least ? "scan" : "minimum delta",
            unit.Code,
            Usd.Up(core),
            Usd.Up(_rules.MaintenanceShare * core),
            scan >= least
                ? $"price {scenario.Move:+0.##%;-0.##%;0%}, volatility {scenario.Volatility:+0.##%;-0.##%;0%}, weight {scenario.Weight:0.##%}"
                : $"minimum delta above a scan of {scan:0.##}");
    }

    private decimal ProfitOf(ModelPosition position, ScanScenario scenario)
    {
        if (position.Option is not { } option)
        {
            return position.Delta * scenario.Move;
        }

        var days = Math.Max(option.DaysToExpiry, (double)_rules.LeastDays);
        var term = VolatilityTerm.Scale(days, (double)_rules.ShortTermPower, (double)_rules.LongTermPower);
        var volatility = option.IsExpired ? option.Inputs.Volatility : option.Inputs.Volatility * (1 + ((double)scenario.Volatility * term));
        var value = RepricedOption.ValueAt(option, option.Inputs.Forward * (1m + scenario.Move), volatility, option.DaysToExpiry);
        return position.Size * (value - RepricedOption.ValueNow(option));
    }

    /// <summary>What a payment of funding takes; negative: it brings.</summary>
    private static decimal FundingOf(ModelPosition position) =>
        position.IsPerpetual ? position.Delta * (position.Instrument.Mark.PredictedFunding?.Value ?? 0m) : 0m;

    private static decimal ValueOf(ModelPosition position) => position.Instrument is PricedOptionContract option
        ? Math.Abs(position.Size) * option.UsdPerCoin
        : Math.Abs(position.Delta);

    /// <summary>The venue settles everything in USDC: profit in another dollar is profit here, though that coin is no collateral.</summary>
    private decimal ProfitsInOtherCoins(ModelBook book, IReadOnlyList<ModelPosition> known) => known
        .Where(position => !_coins.Takes(position.Contract.Settlement) && book.BalanceOf(position.Contract.Settlement).Value > 0)
        .Sum(position => position.UnrealisedProfit * (book.BalanceOf(position.Contract.Settlement).Mark ?? 0m));
}
