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
    private readonly Lazy<RiskArray> _scan;

    private protected PricedInstrument(Derivative contract, InstrumentMark mark, DateTimeOffset now, ScenarioSet scan)
    {
        Contract = contract;
        Mark = mark;
        IsExpired = contract is DatedDerivative dated && dated.IsExpiredAt(now);
        IsDelivered = IsExpired && mark.Delivery is not null;
        _scan = new Lazy<RiskArray>(() => ArrayOver(scan), LazyThreadSafetyMode.PublicationOnly);
    }

    public Derivative Contract { get; }

    public InstrumentMark Mark { get; }

    public RiskUnit Unit => Contract.Unit;

    public bool IsExpired { get; }

    /// <summary>Its delivery price is published: a value, and no risk any more (MARGIN §1).</summary>
    public bool IsDelivered { get; }

    /// <summary>Its profit in every scenario of the unit's scan.</summary>
    public RiskArray ScanArray => _scan.Value;

    /// <summary>Δ$: USD per 100 % move of the underlying.</summary>
    public abstract decimal Delta { get; }

    /// <summary>Its profit in every scenario of any set.</summary>
    public RiskArray ArrayOver(ScenarioSet set)
    {
        var changes = new double[set.Count];
        if (!IsDelivered)
        {
            FillChanges(set, changes);
        }

        return new RiskArray(set, UsdPerChange, changes);
    }

    /// <summary>What a change of one in <see cref="FillChanges"/> is worth in USD per contract.</summary>
    private protected abstract decimal UsdPerChange { get; }

    private protected abstract void FillChanges(ScenarioSet set, Span<double> changes);
}
