using System.Numerics;

namespace MultiVenueMargin.Risk.RuleBooks.Drift;

/// <summary>A coin as it would stand after all resting bids, or all resting asks, were filled. Values are in 10^-6 USD, signed.</summary>
/// <param name="Tokens">Then held (positive) or owed, in the token's units.</param>
/// <param name="Value">Of those tokens.</param>
/// <param name="Weighted">The value at its weight.</param>
/// <param name="Paid">USDC got for them (positive) or paid.</param>
public sealed record DriftSpotFill(BigInteger Tokens, BigInteger Value, BigInteger Weighted, BigInteger Paid)
{
    /// <summary>What the account has to use of it: the smaller of two fills is the worse.</summary>
    public BigInteger FreeCollateral => Weighted + Paid;

    /// <summary>
    /// The worse of all bids filled and all asks filled; where both are as bad, the asks. Which is worse is told before the user's
    /// own ratio is applied to it, as the program does.
    /// </summary>
    public static DriftSpotFill Worst(DriftSpotPosition position, DriftTerms terms)
    {
        var (bids, asks) = (Of(position, position.Bids, terms.Level), Of(position, position.Asks, terms.Level));
        var worst = asks.FreeCollateral <= bids.FreeCollateral ? asks : bids;
        var own = terms.OwnRatioFor(positionRatio: 0);
        return own > 0 ? worst with { Weighted = DriftUnits.ShareOf(worst.Value, OwnWeight(position, worst, own)) } : worst;
    }

    private static DriftSpotFill Of(DriftSpotPosition position, BigInteger filled, DriftLevel level)
    {
        var decimals = position.Market.Decimals;
        var held = DriftUnits.ValueOf(position.Tokens, decimals, position.Price.For(position.Tokens.Sign));
        var paid = DriftUnits.ValueOf(-filled, decimals, position.Price.High);
        var (tokens, value) = (position.Tokens + filled, held - paid);
        return new DriftSpotFill(tokens, value, DriftUnits.ShareOf(value, WeightOf(position, tokens, value.Sign, level)), paid);
    }

    private static BigInteger WeightOf(DriftSpotPosition position, BigInteger tokens, int sign, DriftLevel level) => sign > 0
        ? position.Market.AssetWeight(BigInteger.Abs(tokens), level, position.MarketDeposits)
        : position.Market.LiabilityWeight(BigInteger.Abs(tokens), level);

    /// <summary>The user's own ratio lowers an asset's weight and raises a liability's, both from what they are at initial.</summary>
    private static BigInteger OwnWeight(DriftSpotPosition position, DriftSpotFill fill, int own)
    {
        var weight = WeightOf(position, fill.Tokens, fill.Value.Sign, DriftLevel.Initial);
        return fill.Value.Sign > 0
            ? BigInteger.Min(weight, Math.Max(0, DriftUnits.Weight - own))
            : BigInteger.Max(weight, DriftUnits.Weight + own);
    }
}
