using System.Numerics;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.Risk.RuleBooks.Drift;

/// <summary>What Drift v2 makes of a coin as collateral and as a debt. Weights are of 10 000, the size factor in 10^-6.</summary>
public sealed record DriftSpotMarket
{
    /// <summary>Of the token.</summary>
    public required int Decimals { get; init; }

    public required int InitialAssetWeight { get; init; }

    public required int MaintenanceAssetWeight { get; init; }

    public required int InitialLiabilityWeight { get; init; }

    public required int MaintenanceLiabilityWeight { get; init; }

    public required int SizeFactor { get; init; }

    /// <summary>All users' deposits in 10^-6 USD from which on the initial asset weight shrinks; zero: never.</summary>
    public ulong ScaleStart { get; init; }

    /// <summary>w·start/deposits once all deposits are worth the start or more.</summary>
    /// <param name="deposits">Of all users, in 10^-6 USD.</param>
    public int ScaledInitialAssetWeight(BigInteger deposits) => ScaleStart == 0 || deposits < ScaleStart
        ? InitialAssetWeight
        : (int)((BigInteger)InitialAssetWeight * ScaleStart / deposits);

    /// <summary>The share that counts of a deposit of this many tokens.</summary>
    /// <param name="tokens">In units of 10^-decimals, not negative.</param>
    /// <param name="level">Which question is asked.</param>
    /// <param name="deposits">Of all users, in 10^-6 USD.</param>
    public int AssetWeight(BigInteger tokens, DriftLevel level, BigInteger deposits = default) =>
        DriftSizeCurve.AssetWeight(SizeOf(tokens), SizeFactor, level.At(ScaledInitialAssetWeight(deposits), MaintenanceAssetWeight));

    /// <summary>What a debt of this many tokens counts as; 10 000 or more.</summary>
    public BigInteger LiabilityWeight(BigInteger tokens, DriftLevel level) =>
        DriftSizeCurve.LiabilityWeight(SizeOf(tokens), SizeFactor, level.At(InitialLiabilityWeight, MaintenanceLiabilityWeight));

    private BigInteger SizeOf(BigInteger tokens) => Decimals > DriftUnits.BaseDigits
        ? tokens / Integers.PowerOfTen(Decimals - DriftUnits.BaseDigits)
        : tokens * Integers.PowerOfTen(DriftUnits.BaseDigits - Decimals);
}
