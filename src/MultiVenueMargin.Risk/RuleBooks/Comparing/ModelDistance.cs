using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.RuleBooks.Comparing;

/// <summary>
/// How far one underlying may move, everything else held, before a model acts. A move is relative: −0.12 is a fall by 12 %.
/// </summary>
/// <param name="Unit">What moves: its price with its coins, marks and forwards.</param>
/// <param name="Down">The smallest fall; absent: none down to −99 %.</param>
/// <param name="Up">The smallest rise; absent: none up to +500 %.</param>
public sealed record ModelDistance(RiskUnit Unit, decimal? Down, decimal? Up)
{
    /// <summary>The nearer of both; absent where neither is.</summary>
    public decimal? Nearest => (Down, Up) switch
    {
        (null, _) => Up,
        (_, null) => Down,
        _ => -Down < Up ? Down : Up,
    };
}
