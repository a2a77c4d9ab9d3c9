using System.Numerics;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.Risk.RuleBooks.Drift;

/// <summary>What Drift v2 asks of a perpetual and makes of its profit. Ratios and weights are of 10 000, size factors in 10^-6.</summary>
public sealed record DriftPerpMarket
{
    public required int InitialRatio { get; init; }

    public required int MaintenanceRatio { get; init; }

    public required int SizeFactor { get; init; }

    /// <summary>For users who opted into high leverage; zero: the market has none.</summary>
    public int HighLeverageInitialRatio { get; init; }

    public int HighLeverageMaintenanceRatio { get; init; }

    /// <summary>How much of an unrealised profit counts at initial and fill.</summary>
    public required int ProfitInitialWeight { get; init; }

    public required int ProfitMaintenanceWeight { get; init; }

    public required int ProfitSizeFactor { get; init; }

    /// <summary>Margin per notional of a position of this size.</summary>
    /// <param name="size">In 10^-9 units, not negative.</param>
    /// <param name="level">Which question is asked.</param>
    /// <param name="highLeverage">Whether the user opted in.</param>
    public BigInteger MarginRatio(BigInteger size, DriftLevel level, bool highLeverage = false)
    {
        if (!highLeverage || HighLeverageInitialRatio == 0 || HighLeverageMaintenanceRatio == 0)
        {
            return DriftSizeCurve.LiabilityWeight(size, SizeFactor, level.At(InitialRatio, MaintenanceRatio));
        }

        var leveraged = level.At(HighLeverageInitialRatio, HighLeverageMaintenanceRatio);
        return level == DriftLevel.Maintenance
            ? DriftSizeCurve.LiabilityWeight(size, SizeFactor, leveraged)
            : Leveraged(leveraged, level.At(InitialRatio, MaintenanceRatio), size);
    }

    /// <summary>How much of a profit counts; a loss counts in full.</summary>
    /// <param name="profit">In 10^-6 USD, signed.</param>
    /// <param name="level">Which question is asked.</param>
    public int ProfitWeight(BigInteger profit, DriftLevel level) =>
        profit.Sign <= 0 ? DriftUnits.Weight
        : level == DriftLevel.Maintenance ? ProfitMaintenanceWeight
        : DriftSizeCurve.AssetWeight(profit * 1_000, ProfitSizeFactor, ProfitInitialWeight);

    /// <summary>
    /// From the leveraged ratio to the ordinary one while the size curve goes from its start, a fifth below the ordinary ratio, up to
    /// it; the curve itself beyond.
    /// </summary>
    private BigInteger Leveraged(int leveraged, int ordinary, BigInteger size)
    {
        var curve = DriftSizeCurve.LiabilityWeightUnbounded(size, SizeFactor, ordinary);
        if (curve >= ordinary)
        {
            return curve == ordinary ? leveraged : curve;
        }

        var left = (ordinary - curve) * DriftUnits.Million / (ordinary / 5);
        var gone = BigInteger.Max(0, DriftUnits.Million - left);
        return leveraged + Integers.FloorDivide(Math.Max(1, ordinary - leveraged) * gone, DriftUnits.Million);
    }
}
