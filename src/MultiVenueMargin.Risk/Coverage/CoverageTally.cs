namespace MultiVenueMargin.Risk.Coverage;

/// <summary>Counts the periods of one figure.</summary>
internal sealed class CoverageTally(string figure)
{
    private readonly List<Exceedance> _exceedances = [];
    private readonly List<UnjudgedPeriod> _unjudged = [];
    private int _periods;

    public IReadOnlyList<UnjudgedPeriod> Unjudged => _unjudged;

    /// <summary>
    /// Takes a period in. It exceeds where a pool that had been left with nothing beyond its requirement would have been left with less
    /// than nothing: raw equity falls below adjusted equity less the requirement.
    /// </summary>
    public void Take(Exceedance period)
    {
        _periods++;
        if (period.Loss > period.Figure + period.HeldBack)
        {
            _exceedances.Add(period);
        }
    }

    /// <summary>Leaves a period out.</summary>
    public void Leave(DateTimeOffset from, string reason) => _unjudged.Add(new UnjudgedPeriod(from, figure, reason));

    public CoverageCount Count(decimal tail, decimal confidence) =>
        new(figure, _periods, _exceedances, _periods == 0 ? null : new BinomialLaw(_periods, tail).Band(confidence));
}
