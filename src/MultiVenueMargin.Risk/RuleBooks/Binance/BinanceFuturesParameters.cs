using MultiVenueMargin.Risk.RuleBooks.Perpetuals;

namespace MultiVenueMargin.Risk.RuleBooks.Binance;

/// <summary>What Binance publishes of USD-M futures.</summary>
public sealed record BinanceFuturesParameters
{
    public required IReadOnlyList<CoinLadder> Ladders { get; init; }

    /// <summary>The ladder of underlyings that have none of their own.</summary>
    public required string StandInLadder { get; init; }

    /// <summary>Coins that the futures wallet takes, each in full.</summary>
    public required IReadOnlyList<string> MarginCoins { get; init; }
}
