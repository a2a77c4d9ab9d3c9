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
    private const decimal MinutesPerDay = 1_440m;

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
        var orders = book.Orders.Where(order => order.Instrument is { IsDelivered: false, Contract.IsInverse: false }).ToList();
        var parts = live.Select(position => position.Unit).Concat(orders.Select(order => order.Instrument.Unit)).Distinct().Order()
            .Select(unit => CoreOf(unit, [.. live.Where(position => position.Unit == unit)], [.. orders.Where(order => order.Instrument.Unit == unit)]))
            .Where(part => part.Initial > Usd.Zero)
            .ToList();
        var funding = Math.Max(0m, live.Sum(FundingOf));
        var fees = live.Sum(position => Math.Abs(position.Size) * FeeOf(position.Instrument));
        var orderFees = orders.Sum(order => order.Quantity * order.Instrument.Contract.Multiplier * FeeOf(order.Instrument));
        Usd equity = Usd.Down(_coins.ValueOf(book, afterHaircuts: true) + ProfitsInOtherCoins(book, known) + known.Sum(position => position.OptionValue));
        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = equity,
            Components =
            [
                .. parts,
                .. fees + orderFees > 0 ? [new ModelComponent("fee provision", string.Empty, Usd.Up(fees + orderFees), Usd.Up(fees))] : Array.Empty<ModelComponent>(),
                .. funding > 0 ? [new ModelComponent("funding provision", string.Empty, Usd.Up(funding), Usd.Up(funding))] : Array.Empty<ModelComponent>(),
            ],
            Binding = parts.MaxBy(part => part.Initial) is { } largest ? $"{largest.Of}: {largest.Working}" : string.Empty,
            Action = new ModelAction("partial liquidation by the insurance fund", 1m),
            NotCovered =
            [
                .. book.Positions.Where(position => position.Contract.IsInverse)
                    .Select(position => new ModelGap(position.Name, "the venue has no inverse contracts; its risk and an option's value are in no figure")),
                .. book.Orders.Where(order => order.Instrument.Contract.IsInverse)
                    .Select(order => new ModelGap($"order {order.Instrument.Contract.Id}@{order.Venue}", "the venue has no inverse contracts; it is in no figure")),
                .. _coins.NotTaken(book),
            ],
            NotModelled =
            [
                .. Provenance.Missing,
                .. book.Unknown,
                .. live.Where(position => position.IsPerpetual && position.Instrument.Mark.PredictedFunding is null)
                    .Select(position => new ModelGap(position.Name, "no predicted funding; none is provided for")),
            ],
        };
    }

    /// <summary>Orders are in the initial requirement alone.</summary>
    private ModelComponent CoreOf(RiskUnit unit, IReadOnlyList<ModelPosition> positions, IReadOnlyList<ModelOrder> orders)
    {
        var deltas = positions.Select(position => position.Delta).ToList();
        var (scan, scenario) = ScanOf(positions, orders);
        var least = _rules.MinimumDelta.Of(deltas, [.. orders.Select(order => order.Signed * order.Instrument.Delta)]);
        var held = Math.Max(ScanOf(positions, []).Loss, _rules.MinimumDelta.Of(deltas));
        return new ModelComponent(
            scan >= least ? "scan" : "minimum delta",
            unit.Code,
            Usd.Up(Math.Max(scan, least)),
            Usd.Up(_rules.MaintenanceShare * held),
            scan >= least
                ? $"price {scenario.Move:+0.##%;-0.##%;0%}, volatility {scenario.Volatility:+0.##%;-0.##%;0%}, weight {scenario.Weight:0.##%}"
                : $"minimum delta above a scan of {scan:0.##}");
    }

    private (decimal Loss, ScanScenario Scenario) ScanOf(IReadOnlyList<ModelPosition> positions, IReadOnlyList<ModelOrder> orders)
    {
        var (worst, scenario) = _rules.Scenarios
            .Select(each => (
                Profit: each.Weight * (positions.Sum(position => position.Quantity * ProfitOf(position.Instrument, each)) - orders.Sum(order => LossOf(order, each))),
                Scenario: each))
            .MinBy(each => each.Profit);
        return (Math.Max(0m, -worst), scenario);
    }

    /// <summary>What a fill at the limit would lose in the scenario: a bid above the price that holds there, an ask below it. A gain counts nothing, for it may not fill.</summary>
    private decimal LossOf(ModelOrder order, ScanScenario scenario)
    {
        var instrument = order.Instrument;
        var (mark, quote) = instrument is PricedOptionContract option
            ? (option.Value, option.Inputs.QuoteInUsd)
            : (((PricedFuture)instrument).Price * ((PricedFuture)instrument).QuoteInUsd, ((PricedFuture)instrument).QuoteInUsd);
        var entry = order.Signed * instrument.Contract.Multiplier * ((order.Limit * quote) - mark) * OpenShareOf(instrument);
        return Math.Max(0m, entry - (order.Signed * ProfitOf(instrument, scenario)));
    }

    /// <summary>Of one contract.</summary>
    private decimal ProfitOf(PricedInstrument instrument, ScanScenario scenario)
    {
        if (instrument is not PricedOptionContract option)
        {
            return instrument.Delta * scenario.Move;
        }

        var days = Math.Max(option.DaysToExpiry, (double)_rules.LeastDays);
        var term = VolatilityTerm.Scale(days, (double)_rules.ShortTermPower, (double)_rules.LongTermPower);
        var volatility = option.Inputs.Volatility * (1 + ((double)scenario.Volatility * term));
        var shocked = scenario.Volatility > 0 ? Math.Max(volatility, (double)_rules.LeastUpVolatility) : volatility;
        var value = RepricedOption.ValueAt(option, option.Inputs.Forward * (1m + scenario.Move), shocked, option.DaysToExpiry);
        return OpenShareOf(option) * option.Contract.Multiplier * (value - RepricedOption.ValueNow(option));
    }

    /// <summary>What of an option's settlement price is still open: all of it until the average begins, nothing at expiry.</summary>
    private decimal OpenShareOf(PricedInstrument instrument) => instrument is PricedOptionContract option
        ? Math.Clamp((decimal)option.DaysToExpiry * MinutesPerDay / _rules.AveragingMinutes, 0m, 1m)
        : 1m;

    /// <summary>What a payment of funding takes; negative: it brings.</summary>
    private static decimal FundingOf(ModelPosition position) =>
        position.IsPerpetual ? position.Delta * (position.Instrument.Mark.PredictedFunding?.Value ?? 0m) : 0m;

    /// <summary>Per unit of the underlying.</summary>
    private decimal FeeOf(PricedInstrument instrument) => instrument is PricedOptionContract option
        ? _rules.Fees.OfOption(option.UsdPerCoin, option.Value)
        : _rules.Fees.OfFuture(((PricedFuture)instrument).Price * ((PricedFuture)instrument).QuoteInUsd);

    /// <summary>The venue settles everything in USDC: profit in another dollar is profit here, though that coin is no collateral.</summary>
    private decimal ProfitsInOtherCoins(ModelBook book, IReadOnlyList<ModelPosition> known) => known
        .Where(position => !_coins.Takes(position.Contract.Settlement) && book.BalanceOf(position.Contract.Settlement).Value > 0)
        .Sum(position => position.UnrealisedProfit * (book.BalanceOf(position.Contract.Settlement).Mark ?? 0m));
}
