using System.Numerics;

namespace MultiVenueMargin.Risk.RuleBooks.Drift;

/// <summary>One pot of collateral and what lies on it: the cross account, or one isolated position. In 10^-6 USD.</summary>
/// <param name="Lines">What it is made of.</param>
/// <param name="Buffer">Of 10 000; zero outside a liquidation.</param>
public sealed record DriftScope(IReadOnlyList<DriftLine> Lines, int Buffer = 0)
{
    public BigInteger Collateral => Lines.Aggregate(BigInteger.Zero, (sum, line) => sum + line.Collateral);

    public BigInteger Requirement => Lines.Aggregate(BigInteger.Zero, (sum, line) => sum + line.Requirement);

    /// <summary>With each loss made worse by the buffer.</summary>
    public BigInteger BufferedCollateral => Lines.Aggregate(
        BigInteger.Zero, (sum, line) => sum + line.Collateral + DriftUnits.ShareOf(BigInteger.Min(0, line.Collateral), Buffer));

    /// <summary>With the buffer on each liability.</summary>
    public BigInteger BufferedRequirement => Lines.Aggregate(
        BigInteger.Zero, (sum, line) => sum + line.Requirement + DriftUnits.ShareOf(line.Liability, Buffer));

    /// <summary>Exactly on the line is enough.</summary>
    public bool IsMet => Collateral >= Requirement;

    /// <summary>What must be freed before a liquidation ends; zero where nothing must.</summary>
    public BigInteger Shortage => BigInteger.Max(0, BufferedRequirement - BufferedCollateral);
}
