using MultiVenueMargin.Risk.RuleBooks.Collateral;
using MultiVenueMargin.Risk.RuleBooks.Perpetuals;

namespace MultiVenueMargin.Risk.RuleBooks.Bybit;

/// <summary>What Bybit publishes of the unified account in cross mode, which portfolio mode shares but for positions.</summary>
public sealed record BybitUnifiedParameters
{
    public required IReadOnlyList<CoinLadder> Ladders { get; init; }

    /// <summary>The ladder of underlyings that have none of their own.</summary>
    public required string StandInLadder { get; init; }

    public required BybitOptionTerms Options { get; init; }

    public required BybitAccountTerms Account { get; init; }
}
