using MultiVenueMargin.Risk.RuleBooks.Collateral;
using MultiVenueMargin.Risk.RuleBooks.Perpetuals;

namespace MultiVenueMargin.Risk.RuleBooks.Binance;

/// <summary>What Binance publishes of portfolio margin.</summary>
public sealed record BinancePortfolioParameters
{
    public required IReadOnlyList<CoinLadder> Ladders { get; init; }

    /// <summary>The ladder of underlyings that have none of their own.</summary>
    public required string StandInLadder { get; init; }

    public required IReadOnlyList<CoinRates> CollateralRates { get; init; }

    /// <summary>The rate of coins that have none of their own.</summary>
    public required decimal StandInCollateralRate { get; init; }

    /// <summary>Maintenance rate of margin loans by the leverage of the margin account.</summary>
    public required IReadOnlyDictionary<string, decimal> LoanRateByLeverage { get; init; }

    /// <summary>The leverage taken for a book, which does not say its own.</summary>
    public required int LoanLeverage { get; init; }

    public required UniMmrBands Bands { get; init; }
}
