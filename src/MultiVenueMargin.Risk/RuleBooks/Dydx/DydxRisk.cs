using System.Numerics;

namespace MultiVenueMargin.Risk.RuleBooks.Dydx;

/// <summary>
/// An account or a single position as dYdX weighs it, in quote quantums. For a position the net collateral is its signed notional;
/// an account adds its USDC. The default value is an account with nothing.
/// </summary>
/// <param name="NetCollateral">NC; negative where it owes more than it has.</param>
/// <param name="Initial">IMR, never negative.</param>
/// <param name="Maintenance">MMR, never negative.</param>
public readonly record struct DydxRisk(BigInteger NetCollateral, BigInteger Initial, BigInteger Maintenance)
{
    /// <summary>Exactly on the line is enough.</summary>
    public bool IsInitialCollateralized => NetCollateral >= Initial;

    /// <summary>Exactly on the line is safe, and an account without positions is never liquidated.</summary>
    public bool IsLiquidatable => Maintenance.Sign > 0 && Maintenance > NetCollateral;

    /// <summary>
    /// Which of two accounts is liquidated first: positive when this one is the riskier. NC/MMR decides, multiplied out so that
    /// nothing is rounded; then the larger requirement; and between two without any, the smaller collateral.
    /// </summary>
    public int CompareRisk(DydxRisk other)
    {
        var byRatio = (other.NetCollateral * Maintenance).CompareTo(NetCollateral * other.Maintenance);
        return byRatio != 0 ? byRatio
            : Maintenance.IsZero && other.Maintenance.IsZero ? other.NetCollateral.CompareTo(NetCollateral)
            : Maintenance.CompareTo(other.Maintenance);
    }

    public static DydxRisk operator +(DydxRisk left, DydxRisk right) =>
        new(left.NetCollateral + right.NetCollateral, left.Initial + right.Initial, left.Maintenance + right.Maintenance);
}
