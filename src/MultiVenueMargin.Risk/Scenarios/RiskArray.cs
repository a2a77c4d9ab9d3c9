namespace MultiVenueMargin.Risk.Scenarios;

/// <summary>
/// The profit or loss of one contract, long, in USD, in every scenario of a set: the one way positions meet scenarios.
/// It belongs to an instrument, a market and a rule set, never to an account.
/// </summary>
public sealed class RiskArray
{
    private readonly double[] _profit;
    private readonly decimal[] _exact;

    public RiskArray(ScenarioSet set, decimal[] exact)
    {
        Set = set;
        _exact = exact;
        _profit = Array.ConvertAll(exact, value => (double)value);
    }

    public ScenarioSet Set { get; }

    /// <summary>For sums in double.</summary>
    public ReadOnlySpan<double> Profit => _profit;

    /// <summary>The same at 15 significant digits, for sums that add up to the last digit.</summary>
    public ReadOnlySpan<decimal> ExactProfit => _exact;
}
