using System.Collections.Concurrent;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Pricing;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.Statistics;

namespace MultiVenueMargin.Risk.Valuation;

/// <summary>
/// A market under a rule set, with every instrument priced once for all the accounts that hold it. Immutable to its users
/// and safe to share between threads; what nobody asks for is never priced.
/// </summary>
public sealed class PricedMarket
{
    private readonly ConcurrentDictionary<InstrumentId, Pricing> _instruments = new();
    private readonly ConcurrentDictionary<RiskUnit, UnitStatistics?> _statistics;
    private readonly ConcurrentDictionary<decimal, ScenarioSet> _scans;
    private readonly Lazy<ILookup<(RiskUnit, DateTimeOffset), DatedDerivative>> _dated;
    private readonly PricedMarket? _unshocked;

    /// <param name="market">What the market says.</param>
    /// <param name="rules">What the house makes of it.</param>
    /// <param name="unshocked">
    /// The market this one is a perturbation of: options then keep the difference between their mark and their model's value
    /// that they had there (MARGIN §6).
    /// </param>
    public PricedMarket(MarketSnapshot market, RuleSet rules, PricedMarket? unshocked = null)
    {
        Market = market;
        Rules = rules;
        _unshocked = unshocked;
        _dated = new(() => market.Instruments.Values.OfType<DatedDerivative>().ToLookup(dated => (dated.Unit, dated.Expiry)));
        // History and scenario sets stand still when a factor moves.
        _statistics = unshocked?._statistics ?? new ConcurrentDictionary<RiskUnit, UnitStatistics?>();
        _scans = unshocked?._scans ?? new ConcurrentDictionary<decimal, ScenarioSet>();
    }

    public MarketSnapshot Market { get; }

    public RuleSet Rules { get; }

    public DateTimeOffset AsOf => Market.AsOf;

    /// <summary>The USD consensus of an asset. The house currency is worth exactly one of itself, whether or not anybody quotes it.</summary>
    public AssetMark? FindMark(Asset asset) =>
        Market.Prices.TryGetValue(asset, out var mark) ? mark
        : asset == Asset.Usd ? new AssetMark { Mark = new Price(1m), AsOf = AsOf }
        : null;

    /// <summary>S: the unit's index in USD; absent where the coin has no price.</summary>
    public decimal? FindIndex(RiskUnit unit) => FindMark(unit.NativeCoin)?.Mark.Value;

    public UnitClass ClassOf(RiskUnit unit) => Rules.ClassOf(unit);

    public ScenarioSet ScanOf(RiskUnit unit) =>
        _scans.GetOrAdd(ClassOf(unit).Range, range => ScenarioSet.Scan(Rules.Scan, range));

    /// <summary>The unit's history, where one is loaded.</summary>
    public UnitStatistics? FindStatistics(RiskUnit unit) => _statistics.GetOrAdd(unit, Statistics);

    /// <summary>σ_day of a unit: the history's forecast, else the feed's figure, else the class' default.</summary>
    public decimal DailyVolatility(RiskUnit unit)
    {
        if (FindStatistics(unit) is { } statistics)
        {
            return Kernel.ToDecimal(statistics.DailyVolatility);
        }

        return Market.Units.TryGetValue(unit, out var stated) && stated.DailyVolatility is { } volatility
            ? Kernel.ToDecimal(volatility)
            : ClassOf(unit).DefaultDailyVolatility;
    }

    /// <summary>σ_day of an asset: its unit's; stablecoins and fiat have one of their own, and what moves with no unit is taken for the worst class.</summary>
    public decimal DailyVolatility(Asset asset) =>
        Rules.Collateral.UnitOf(asset) is { } unit ? DailyVolatility(unit)
        : Rules.Collateral.TermsOf(asset).Kind is AssetKind.Stablecoin or AssetKind.Fiat ? Rules.Uncertainty.StableDailyVolatility
        : Rules.UnitClasses[^1].DefaultDailyVolatility;

    /// <summary>ADV of a unit in coins; absent where nobody says.</summary>
    public decimal? FindDailyVolume(RiskUnit unit) =>
        Market.Units.TryGetValue(unit, out var stated) ? stated.AverageDailyVolume?.Value : null;

    /// <summary>Prices an instrument, or says why it cannot be.</summary>
    public bool TryPrice(InstrumentId id, out PricedInstrument? instrument, out string reason)
    {
        var pricing = _instruments.GetOrAdd(id, Price);
        (instrument, reason) = (pricing.Instrument, pricing.Reason);
        return instrument is not null;
    }

    /// <summary>A spot pair as the linear contract on one unit of its base that it moves like; absent where a price is missing.</summary>
    internal PricedFuture? PriceOfPair(Spot pair)
    {
        if (FindMark(pair.Base)?.Mark.Value is not > 0 || FindMark(pair.Quote)?.Mark.Value is not > 0)
        {
            return null;
        }

        var (index, quoteInUsd) = (FindMark(pair.Base)!.Mark.Value, FindMark(pair.Quote)!.Mark.Value);
        var mark = Market.Marks.GetValueOrDefault(pair.Id) ?? new InstrumentMark { AsOf = AsOf };
        var price = mark.Mark is { Value: > 0 } stated ? stated.Value : index / quoteInUsd;
        var unit = Rules.Collateral.UnitOf(pair.Base) ?? new RiskUnit(pair.Base.Code);
        return new PricedFuture(
            new Perpetual(pair.Id, unit, ContractStyle.Linear, pair.Quote, 1m), mark, price, quoteInUsd, index, AsOf, ScanOf(unit));
    }

    private UnitStatistics? Statistics(RiskUnit unit) =>
        Market.Units.TryGetValue(unit, out var stated) && stated.History is { PriceReturns.Count: > 0 } history
            ? UnitStatistics.From(history, Rules.Statistical)
            : null;

    private Pricing Price(InstrumentId id)
    {
        if (!Market.Instruments.TryGetValue(id, out var instrument))
        {
            return Pricing.Impossible("the instrument is not known");
        }

        if (instrument is not Derivative contract)
        {
            return Pricing.Impossible("a spot pair is not held as a position; give its balances as lines");
        }

        if (FindIndex(contract.Unit) is not { } index || index <= 0)
        {
            return Pricing.Impossible($"no price of its underlying {contract.Unit}");
        }

        var quote = contract.IsInverse ? 1m : FindMark(contract.Quote)?.Mark.Value;
        if (quote is not { } quoteInUsd || quoteInUsd <= 0)
        {
            return Pricing.Impossible($"no price of its quote currency {contract.Quote}");
        }

        var mark = Market.Marks.TryGetValue(id, out var stated) ? stated : new InstrumentMark { AsOf = AsOf };
        return contract is EuropeanOption option
            ? PriceOption(option, mark, index, quoteInUsd)
            : PriceFuture(contract, mark, index, quoteInUsd);
    }

    private Pricing PriceFuture(Derivative contract, InstrumentMark mark, decimal index, decimal quoteInUsd)
    {
        var delivered = contract is DatedDerivative dated && dated.IsExpiredAt(AsOf) ? mark.Delivery : null;
        var price = (delivered ?? mark.Mark)?.Value;
        return price is > 0
            ? Pricing.Of(new PricedFuture(contract, mark, price.Value, quoteInUsd, index, AsOf, ScanOf(contract.Unit)))
            : Pricing.Impossible("no mark");
    }

    private Pricing PriceOption(EuropeanOption option, InstrumentMark mark, decimal index, decimal quoteInUsd)
    {
        var years = option.YearsAt(AsOf);
        var expired = option.IsExpiredAt(AsOf);
        var rate = Market.Units.TryGetValue(option.Unit, out var unit) ? unit.InterestRate ?? 0 : 0;
        var (forward, forwardSource) = expired
            ? (index / quoteInUsd, ForwardSource.Index)
            : Forward(option, mark, index, quoteInUsd, years, rate);
        if (FindVolatility(option, mark, forward, years, expired) is not var (volatility, volatilitySource))
        {
            return Pricing.Impossible("no implied volatility: neither its own nor a smile of its underlying");
        }

        var discount = expired ? 1m
            : option.IsInverse ? index / forward
            : Kernel.ToDecimal(KernelMath.Exp(-rate * years));
        var inputs = new OptionInputs(
            forward,
            forwardSource,
            volatility,
            volatilitySource,
            discount,
            quoteInUsd,
            mark.Mark is { } marked ? marked.Value * (option.IsInverse ? index : quoteInUsd) : null);
        return Pricing.Of(new PricedOptionContract(
            option, mark, inputs, UnshockedOption(option.Id), index, Rules.Scan, AsOf, ScanOf(option.Unit)));
    }

    private PricedOptionContract? UnshockedOption(InstrumentId id) =>
        _unshocked is not null && _unshocked.TryPrice(id, out var instrument, out _) ? instrument as PricedOptionContract : null;

    /// <summary>
    /// F = the venue's forward, else a listed future of that expiry and currency, else the median of other venues' forwards,
    /// else the index carried at the rate: (S/X)·e^{rT}.
    /// </summary>
    private (decimal, ForwardSource) Forward(
        EuropeanOption option, InstrumentMark mark, decimal index, decimal quoteInUsd, double years, double rate)
    {
        if (mark.Forward is { Value: > 0 } stated)
        {
            return (stated.Value, ForwardSource.Venue);
        }

        var listed = new List<decimal>();
        var elsewhere = new List<decimal>();
        foreach (var other in _dated.Value[(option.Unit, option.Expiry)])
        {
            if (other.Quote != option.Quote || !Market.Marks.TryGetValue(other.Id, out var said))
            {
                continue;
            }

            if (other is DatedFuture && said.Mark is { Value: > 0 } marked)
            {
                listed.Add(marked.Value);
            }
            else if (other.Style == option.Style && said.Forward is { Value: > 0 } forward)
            {
                elsewhere.Add(forward.Value);
            }
        }

        if (listed.Count > 0)
        {
            return (Median(listed), ForwardSource.ListedFuture);
        }

        return elsewhere.Count > 0
            ? (Median(elsewhere), ForwardSource.OtherVenues)
            : (Kernel.ToDecimal(Kernel.ToDouble(index / quoteInUsd) * KernelMath.Exp(rate * years)), ForwardSource.Carry);
    }

    private static decimal Median(List<decimal> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /// <summary>σ: the mark's, else the smile of the expiry, else that of the nearest expiry T′ (the earlier of two) at k·√(T′/T).</summary>
    private (double, VolatilitySource)? FindVolatility(
        EuropeanOption option, InstrumentMark mark, decimal forward, double years, bool expired)
    {
        if (expired)
        {
            return (0, VolatilitySource.None);
        }

        if (mark.ImpliedVolatility is { } stated)
        {
            return (stated, VolatilitySource.Mark);
        }

        // In its last second T is 0 to the second, and a smile's volatility is a quotient by T: only the intrinsic value is left.
        if (years <= 0)
        {
            return (0, VolatilitySource.None);
        }

        if (!Market.Units.TryGetValue(option.Unit, out var unit) || unit.Smiles.Count == 0)
        {
            return null;
        }

        var moneyness = KernelMath.LogRatio((double)option.Strike.Value, Kernel.ToDouble(forward));
        if (unit.Smiles.TryGetValue(option.Expiry, out var own))
        {
            return (SmileVolatility.At(own, moneyness, years), VolatilitySource.Smile);
        }

        DateTimeOffset? nearest = null;
        foreach (var expiry in unit.Smiles.Keys.Where(expiry => DatedDerivative.YearsBetween(AsOf, expiry) > 0).Order())
        {
            if (nearest is not { } best || (expiry - option.Expiry).Duration() < (best - option.Expiry).Duration())
            {
                nearest = expiry;
            }
        }

        if (nearest is not { } chosen)
        {
            return null;
        }

        var chosenYears = DatedDerivative.YearsBetween(AsOf, chosen);
        var scaled = moneyness * Math.Sqrt(chosenYears / years);
        return (SmileVolatility.At(unit.Smiles[chosen], scaled, chosenYears), VolatilitySource.NearestExpiry);
    }

    private sealed record Pricing(PricedInstrument? Instrument, string Reason)
    {
        public static Pricing Of(PricedInstrument instrument) => new(instrument, string.Empty);

        public static Pricing Impossible(string reason) => new(null, reason);
    }
}
