using System.Collections.Concurrent;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Pricing;
using MultiVenueMargin.Risk.RuleBooks;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.Statistics;

namespace MultiVenueMargin.Risk.Valuation;

/// <summary>
/// A market under a rule set, with every instrument priced once for all the accounts that hold it. Immutable to its users
/// and safe to share between threads; what nobody asks for is never priced.
/// </summary>
public sealed class PricedMarket
{
    private readonly ConcurrentDictionary<InstrumentId, Pricing> _instruments;
    private readonly ConcurrentDictionary<(RiskUnit Unit, DateTimeOffset Expiry, Asset Quote, ContractStyle Style), ExpiryTerms> _expiries = new();
    private readonly ConcurrentDictionary<RiskUnit, UnitStatistics?> _statistics;
    private readonly ConcurrentDictionary<decimal, ScenarioSet> _scans;
    private readonly Lazy<ILookup<(RiskUnit, DateTimeOffset), DatedDerivative>> _dated;
    private readonly Lazy<ModelCatalogue> _models;
    private readonly PricedMarket? _unshocked;
    private readonly LastPrices? _last;

    /// <param name="market">What the market says.</param>
    /// <param name="rules">What the house makes of it.</param>
    /// <param name="unshocked">
    /// The market this one is a perturbation of: options then keep the difference between their mark and their model's value
    /// that they had there (MARGIN §6).
    /// </param>
    public PricedMarket(MarketSnapshot market, RuleSet rules, PricedMarket? unshocked = null)
        : this(market, rules, unshocked, unshocked?._scans ?? new ConcurrentDictionary<decimal, ScenarioSet>(), last: null, instruments: 0)
    {
    }

    private PricedMarket(
        MarketSnapshot market, RuleSet rules, PricedMarket? unshocked, ConcurrentDictionary<decimal, ScenarioSet> scans, LastPrices? last, int instruments,
        Lazy<ModelCatalogue>? models = null)
    {
        Market = market;
        Rules = rules;
        _unshocked = unshocked;
        _dated = new(() => market.Instruments.Values.OfType<DatedDerivative>().ToLookup(dated => (dated.Unit, dated.Expiry)));
        // History and scenario sets stand still when a factor moves.
        _statistics = unshocked?._statistics ?? new ConcurrentDictionary<RiskUnit, UnitStatistics?>();
        _scans = scans;
        _models = unshocked?._models ?? models ?? new(() => ModelCatalogue.Of(rules));
        _last = last;
        // As many as before will be asked for, and a few more: a table that grows copies all that is in it, and it grows when one of its locks has its share.
        _instruments = instruments > 0 ? new(Environment.ProcessorCount, instruments + (instruments / 4)) : new();
        last?.Begin();
    }

    public MarketSnapshot Market { get; }

    public RuleSet Rules { get; }

    public DateTimeOffset AsOf => Market.AsOf;

    /// <summary>The rule books of venues with the parameters that these rules give them.</summary>
    public ModelCatalogue Models => _models.Value;

    /// <summary>What is kept in memory of what was asked for, here and lately in the markets before.</summary>
    public KeptPrices Kept => _last?.Kept ?? KeptPrices.Of(_instruments.Values);

    /// <summary>
    /// The market that follows this one. Under the same rules it takes over what is the same in both to the bit, and prices the rest anew: every figure is that of a
    /// market that follows none. An option changes with every second; what is linear does not change with time alone.
    /// </summary>
    public PricedMarket Next(MarketSnapshot market, RuleSet rules)
    {
        if (!ReferenceEquals(rules, Rules) || _unshocked is not null)
        {
            return new PricedMarket(market, rules);
        }

        return new PricedMarket(market, rules, null, _scans, _last ?? new LastPrices(_instruments.Values), _instruments.Count, _models);
    }

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

    /// <summary>
    /// Prices all of these that are not priced yet, options through many lanes at once: sooner than one after the other, and the same bits. What cannot be priced is
    /// passed over; <see cref="TryPrice"/> says why.
    /// </summary>
    public void PriceAll(IEnumerable<InstrumentId> ids)
    {
        var batch = new OptionBatch((draft, figures) => _instruments.TryAdd(draft.Option.Id, Keep(new PricedOptionContract(draft, figures))));
        foreach (var id in ids)
        {
            if (!_instruments.ContainsKey(id))
            {
                if (Prepare(id, out var draft) is { } pricing)
                {
                    _instruments.TryAdd(id, pricing);
                }
                else
                {
                    batch.Add(draft);
                }
            }
        }

        batch.Flush();
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
        !Market.Units.TryGetValue(unit, out var stated) || stated.History is not { PriceReturns.Count: > 0 } history ? null
        : _last is null ? UnitStatistics.From(history, Rules.Statistical)
        : _last.StatisticsOf(unit, history, past => UnitStatistics.From(past, Rules.Statistical));

    private Pricing Price(InstrumentId id)
    {
        if (Prepare(id, out var draft) is { } pricing)
        {
            return pricing;
        }

        var figures = draft.IsDelivered ? default
            : OptionFigures.Of(draft.Option.Right, draft.Forward, draft.Strike, draft.Inputs.Volatility, draft.Time.Years);
        return Keep(new PricedOptionContract(draft, figures));
    }

    /// <summary>The price of an instrument, or why it has none; absent for an option that is still to be priced, which <paramref name="draft"/> then is.</summary>
    private Pricing? Prepare(InstrumentId id, out OptionDraft draft)
    {
        draft = default;
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
            ? PrepareOption(option, mark, index, quoteInUsd, out draft)
            : PriceFuture(contract, mark, index, quoteInUsd);
    }

    private Pricing PriceFuture(Derivative contract, InstrumentMark mark, decimal index, decimal quoteInUsd)
    {
        var scan = ScanOf(contract.Unit);
        if (_last?.Find(contract.Id) is { Instrument: PricedFuture before } known && before.IsPricedFrom(contract, mark, quoteInUsd, index, AsOf, scan))
        {
            return known;
        }

        var delivered = contract is DatedDerivative dated && dated.IsExpiredAt(AsOf) ? mark.Delivery : null;
        var price = (delivered ?? mark.Mark)?.Value;
        return price is > 0
            ? Keep(new PricedFuture(contract, mark, price.Value, quoteInUsd, index, AsOf, scan))
            : Pricing.Impossible("no mark");
    }

    private Pricing? PrepareOption(EuropeanOption option, InstrumentMark mark, decimal index, decimal quoteInUsd, out OptionDraft draft)
    {
        draft = default;
        var terms = TermsOf(option, index, quoteInUsd);
        var forward = terms.ForwardOf(mark);
        if (terms.FindVolatility(option, mark, forward.Forward) is not { } volatility)
        {
            return Pricing.Impossible("no implied volatility: neither its own nor a smile of its underlying");
        }

        var known = _last?.Find(option.Id);
        var before = known?.Instrument as PricedOptionContract;
        var inputs = OptionInputs.Of(
            before?.Inputs,
            forward,
            volatility,
            terms.DiscountAt(forward.Forward),
            quoteInUsd,
            mark.Mark is { } marked ? marked.Value * (option.IsInverse ? index : quoteInUsd) : null);
        draft = new OptionDraft(option, mark, inputs, terms.Time, index, AsOf, ScanOf(option.Unit), UnshockedOption(option.Id));
        return before is not null && draft.IsPricedAs(before) ? known : null;
    }

    private ExpiryTerms TermsOf(EuropeanOption option, decimal index, decimal quoteInUsd)
    {
        var key = (option.Unit, option.Expiry, option.Quote, option.Style);
        return _expiries.TryGetValue(key, out var known)
            ? known
            : _expiries.GetOrAdd(key, new ExpiryTerms(
                option, Market, Rules.Scan, index, quoteInUsd, () => _dated.Value[(option.Unit, option.Expiry)]));
    }

    private PricedOptionContract? UnshockedOption(InstrumentId id) =>
        _unshocked is not null && _unshocked.TryPrice(id, out var instrument, out _) ? instrument as PricedOptionContract : null;

    private Pricing Keep(PricedInstrument instrument)
    {
        var pricing = Pricing.Of(instrument);
        _last?.Keep(pricing);
        return pricing;
    }
}
