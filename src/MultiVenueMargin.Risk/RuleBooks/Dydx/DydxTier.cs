using System.Numerics;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.Risk.RuleBooks.Dydx;

/// <summary>
/// What a liquidity tier of dYdX v4 asks of the markets in it. Fractions are in parts per million, caps in quote quantums
/// (10^-6 USDC), as on chain.
/// </summary>
public sealed record DydxTier
{
    public const int Million = 1_000_000;

    public required string Name { get; init; }

    /// <summary>The initial fraction while open interest is not above the lower cap.</summary>
    public required uint InitialMarginPpm { get; init; }

    /// <summary>The maintenance requirement as a share of the initial one at that fraction.</summary>
    public required uint MaintenanceFractionPpm { get; init; }

    public required ulong OpenInterestLowerCap { get; init; }

    /// <summary>From here on a position is paid in full. Zero: open interest changes nothing.</summary>
    public required ulong OpenInterestUpperCap { get; init; }

    /// <summary>Of the notional, rounded down, as the chain states it; requirements are made from the two fractions instead.</summary>
    public uint MaintenanceMarginPpm => (uint)((ulong)InitialMarginPpm * MaintenanceFractionPpm / Million);

    /// <summary>IMF + (1 − IMF)·(OI − lower)/(upper − lower) between the caps, rounded down; IMF below them, one above.</summary>
    public BigInteger InitialMarginPpmAt(BigInteger openInterest)
    {
        if (OpenInterestUpperCap == 0 || openInterest <= OpenInterestLowerCap)
        {
            return InitialMarginPpm;
        }

        return openInterest >= OpenInterestUpperCap
            ? Million
            : InitialMarginPpm + Integers.FloorDivide(
                (Million - (BigInteger)InitialMarginPpm) * (openInterest - OpenInterestLowerCap),
                (BigInteger)OpenInterestUpperCap - OpenInterestLowerCap);
    }

    /// <summary>What a position of this notional needs to be opened, in quantums, rounded up.</summary>
    /// <param name="notional">In quantums, without sign.</param>
    /// <param name="openInterest">Of the whole market, in quantums.</param>
    /// <param name="ownPpm">What the user set for himself, which can only raise it; zero where he set nothing.</param>
    public BigInteger Initial(BigInteger notional, BigInteger openInterest, BigInteger ownPpm = default) =>
        Integers.CeilingDivide(notional * BigInteger.Max(InitialMarginPpmAt(openInterest), ownPpm), Million);

    /// <summary>What it needs to be kept: a share of the initial requirement that takes no open interest into account, rounded up twice.</summary>
    public BigInteger Maintenance(BigInteger notional) =>
        Integers.CeilingDivide(Integers.CeilingDivide(notional * InitialMarginPpm, Million) * MaintenanceFractionPpm, Million);
}
