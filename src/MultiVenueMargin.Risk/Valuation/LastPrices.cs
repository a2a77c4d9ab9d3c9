using System.Collections.Concurrent;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Statistics;

namespace MultiVenueMargin.Risk.Valuation;

/// <summary>
/// What was last priced of each instrument under one rule set, handed from market to market. A price is taken over where everything it is made of is the same
/// to the bit, so that it does not matter which market left it here; what nobody has asked for in a while is let go.
/// </summary>
/// <remarks>Safe to share between threads, and between markets that are in use at the same time.</remarks>
internal sealed class LastPrices
{
    // A market is new a few times a second: what no look has needed for a minute or so is not held any more.
    private const int MarketsKept = 64;

    private readonly ConcurrentDictionary<InstrumentId, Remembered> _instruments = new();
    private readonly ConcurrentDictionary<RiskUnit, (ReturnHistory History, UnitStatistics Statistics)> _statistics = new();
    private long _markets;

    /// <param name="priced">In the market before.</param>
    public LastPrices(IEnumerable<Pricing> priced)
    {
        foreach (var pricing in priced)
        {
            Keep(pricing);
        }
    }

    /// <summary>What it holds.</summary>
    public KeptPrices Kept => KeptPrices.Of(_instruments.Values.Select(kept => kept.Pricing));

    /// <summary>Another market begins; now and then what is no longer asked for goes.</summary>
    public void Begin()
    {
        var number = Interlocked.Increment(ref _markets);
        if (number % MarketsKept != 0)
        {
            return;
        }

        foreach (var (id, kept) in _instruments)
        {
            if (kept.AskedIn <= number - MarketsKept)
            {
                _instruments.TryRemove(new KeyValuePair<InstrumentId, Remembered>(id, kept));
            }
        }
    }

    public Pricing? Find(InstrumentId id)
    {
        if (!_instruments.TryGetValue(id, out var kept))
        {
            return null;
        }

        kept.AskedIn = Volatile.Read(ref _markets);
        return kept.Pricing;
    }

    /// <summary>Nothing is kept of what cannot be priced: why not is soon said again.</summary>
    public void Keep(Pricing pricing)
    {
        if (pricing.Instrument is { } instrument)
        {
            var kept = _instruments.GetOrAdd(instrument.Contract.Id, static (_, first) => new Remembered(first), pricing);
            (kept.Pricing, kept.AskedIn) = (pricing, Volatile.Read(ref _markets));
        }
    }

    /// <summary>The statistics of a history: the same history has the same.</summary>
    public UnitStatistics StatisticsOf(RiskUnit unit, ReturnHistory history, Func<ReturnHistory, UnitStatistics> evaluate)
    {
        if (_statistics.TryGetValue(unit, out var last) && ReferenceEquals(last.History, history))
        {
            return last.Statistics;
        }

        var statistics = evaluate(history);
        _statistics[unit] = (history, statistics);
        return statistics;
    }

    private sealed class Remembered(Pricing pricing)
    {
        public Pricing Pricing { get; set; } = pricing;

        public long AskedIn { get; set; }
    }
}
