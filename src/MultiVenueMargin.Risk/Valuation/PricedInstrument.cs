using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Scenarios;

namespace MultiVenueMargin.Risk.Valuation;

/// <summary>
/// One derivative under one market and one rule set: everything that is the same for every account that holds it. Figures
/// are per contract, long, in USD.
/// </summary>
public abstract class PricedInstrument
{
    // Filtered history, the same at its long-run volatility, and stress; one more, so that a look under way keeps its own while history rolls.
    private const int MostOverHistory = 4;

    private readonly ScenarioSet _scan;
    private RiskArray? _scanArray;
    private RiskArray[] _overHistory = [];

    private protected PricedInstrument(Derivative contract, InstrumentMark mark, DateTimeOffset now, ScenarioSet scan)
    {
        Contract = contract;
        Mark = mark;
        IsExpired = contract is DatedDerivative dated && dated.IsExpiredAt(now);
        IsDelivered = IsExpired && mark.Delivery is not null;
        _scan = scan;
    }

    public Derivative Contract { get; }

    public InstrumentMark Mark { get; }

    public RiskUnit Unit => Contract.Unit;

    public bool IsExpired { get; }

    /// <summary>Its delivery price is published: a value, and no risk any more (MARGIN §1).</summary>
    public bool IsDelivered { get; }

    /// <summary>Its profit in every scenario of the unit's scan.</summary>
    public RiskArray ScanArray
    {
        get
        {
            if (Volatile.Read(ref _scanArray) is { } kept)
            {
                return kept;
            }

            // Whoever is first: all compute the same, and all keep one.
            var array = ArrayOver(_scan);
            return Interlocked.CompareExchange(ref _scanArray, array, null) ?? array;
        }
    }

    /// <summary>
    /// The same numbers for who has a place for them: what is kept is copied, and what is not is not kept either. Arrays of all that is listed, made anew with
    /// every tick, are more than a collector has time for.
    /// </summary>
    internal void FillScan(Span<double> profits)
    {
        if (Volatile.Read(ref _scanArray) is { } kept)
        {
            kept.Profit.CopyTo(profits);
        }
        else if (IsDelivered)
        {
            profits[.._scan.Count].Clear();
        }
        else
        {
            FillOver(_scan, profits);
        }
    }

    /// <summary>Whether this is the scan that it was priced for.</summary>
    internal bool HasScan(ScenarioSet scan) => ReferenceEquals(_scan, scan);

    /// <summary>How many arrays it keeps, and what they hold beyond themselves.</summary>
    internal (int Arrays, long Bytes) Kept
    {
        get
        {
            var kept = Volatile.Read(ref _overHistory);
            var (arrays, bytes) = (kept.Length, kept.Sum(array => array.Bytes));
            return Volatile.Read(ref _scanArray) is { } scan ? (arrays + 1, bytes + scan.Bytes) : (arrays, bytes);
        }
    }

    /// <summary>Δ$: USD per 100 % move of the underlying.</summary>
    public abstract decimal Delta { get; }

    /// <summary>Its profit in every scenario of any set.</summary>
    public RiskArray ArrayOver(ScenarioSet set) => IsDelivered ? RiskArray.Of(set, 0m, 0, new double[set.Count]) : PriceOver(set);

    /// <summary>The same, priced once for all accounts: for the sets of history, of which there are few at a time.</summary>
    internal RiskArray KeptArrayOver(ScenarioSet set)
    {
        var kept = Volatile.Read(ref _overHistory);
        foreach (var array in kept)
        {
            if (ReferenceEquals(array.Set, set))
            {
                return array;
            }
        }

        return Keep(ArrayOver(set), kept);
    }

    // Apart, because what the search below captures would be allocated for every array that is already there.
    private RiskArray Keep(RiskArray priced, RiskArray[] kept)
    {
        while (true)
        {
            RiskArray[] more = [priced, .. kept.Take(MostOverHistory - 1)];
            var found = Interlocked.CompareExchange(ref _overHistory, more, kept);
            if (ReferenceEquals(found, kept))
            {
                return priced;
            }

            if (Array.Find(found, array => ReferenceEquals(array.Set, priced.Set)) is { } others)
            {
                return others;
            }

            kept = found;
        }
    }

    private protected abstract RiskArray PriceOver(ScenarioSet set);

    /// <summary>Its profits as <see cref="PriceOver"/> has them, to the bit.</summary>
    private protected abstract void FillOver(ScenarioSet set, Span<double> profits);
}
