namespace MultiVenueMargin.Risk.Scenarios;

/// <summary>
/// The profit or loss of one contract, long, in USD, in every scenario of a set: the one way positions meet scenarios.
/// It belongs to an instrument, a market and a rule set, never to an account.
/// </summary>
/// <remarks>
/// A change per scenario, and what a change of one is worth. What is linear changes as its underlying moves: all such contracts share the moves of
/// the set and keep no numbers of their own.
/// </remarks>
public sealed class RiskArray
{
    private readonly double[] _changes;
    private readonly decimal _usdPerChange;
    private readonly double _factor;
    private decimal[]? _exact;

    /// <param name="set">The scenarios.</param>
    /// <param name="usdPerChange">What a change of one is worth: Δ$ of a future, m·X·D of an option.</param>
    /// <param name="factor">The same as a double.</param>
    /// <param name="changes">The kernel's result per scenario: relative moves of a future, changes of B of an option.</param>
    private RiskArray(ScenarioSet set, decimal usdPerChange, double factor, double[] changes) =>
        (Set, _usdPerChange, _factor, _changes) = (set, usdPerChange, factor, changes);

    public ScenarioSet Set { get; }

    /// <summary>For sums in double.</summary>
    public ScenarioProfits Profit => new(_factor, _changes);

    /// <summary>The same from kernel figures at 15 significant digits, for sums that add up to the last digit.</summary>
    public ExactProfits ExactProfit => new(this);

    /// <summary>What it keeps in memory beyond itself.</summary>
    internal long Bytes => IsLinear ? 0 : (_changes.Length * sizeof(double)) + ((Volatile.Read(ref _exact)?.Length ?? 0) * sizeof(decimal));

    private bool IsLinear => ReferenceEquals(_changes, Set.AllMoves);

    /// <summary>Of a contract that is worth so much per move of its underlying, whatever the volatility.</summary>
    internal static RiskArray Linear(ScenarioSet set, decimal usdPerMove) => new(set, usdPerMove, Kernel.ToDouble(usdPerMove), set.AllMoves);

    /// <summary>Of a contract that changes by so much; the array is not the caller's any more.</summary>
    internal static RiskArray Of(ScenarioSet set, decimal usdPerChange, double factor, double[] changes) => new(set, usdPerChange, factor, changes);

    internal decimal ExactAt(int scenario) => IsLinear
        ? _usdPerChange * Set.ExactMoves[scenario]
        : (Volatile.Read(ref _exact) ?? Exact())[scenario];

    // Only the scan asks for exact figures; the thousands of scenarios of the statistics never do. Whoever is first computes what all others would.
    private decimal[] Exact()
    {
        var exact = Array.ConvertAll(_changes, change => _usdPerChange * Kernel.ToDecimal(change));
        return Interlocked.CompareExchange(ref _exact, exact, null) ?? exact;
    }
}
