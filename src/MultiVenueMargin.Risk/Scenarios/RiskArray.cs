namespace MultiVenueMargin.Risk.Scenarios;

/// <summary>
/// The profit or loss of one contract, long, in USD, in every scenario of a set: the one way positions meet scenarios.
/// It belongs to an instrument, a market and a rule set, never to an account.
/// </summary>
public sealed class RiskArray
{
    private readonly double[] _profit;
    private readonly Lazy<decimal[]> _exact;

    /// <param name="set">The scenarios.</param>
    /// <param name="usdPerChange">What a change of one is worth: Δ$ of a future, m·X·D of an option.</param>
    /// <param name="changes">The kernel's result per scenario: relative moves of a future, changes of B of an option.</param>
    public RiskArray(ScenarioSet set, decimal usdPerChange, double[] changes)
    {
        Set = set;
        var factor = Kernel.ToDouble(usdPerChange);
        _profit = Array.ConvertAll(changes, change => factor * change);
        // Only the scan asks for exact figures; the thousands of scenarios of the statistics never do.
        _exact = new Lazy<decimal[]>(
            () => Array.ConvertAll(changes, change => usdPerChange * Kernel.ToDecimal(change)), LazyThreadSafetyMode.PublicationOnly);
    }

    public ScenarioSet Set { get; }

    /// <summary>For sums in double.</summary>
    public ReadOnlySpan<double> Profit => _profit;

    /// <summary>The same from kernel figures at 15 significant digits, for sums that add up to the last digit.</summary>
    public ReadOnlySpan<decimal> ExactProfit => _exact.Value;
}
