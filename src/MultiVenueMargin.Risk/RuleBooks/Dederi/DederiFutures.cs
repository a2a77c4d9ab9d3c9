namespace MultiVenueMargin.Risk.RuleBooks.Dederi;

/// <summary>Futures under Dederi's portfolio margin. The venue's rules are a member of Deribit's family; only this part of them has a published example.</summary>
public static class DederiFutures
{
    private const double DaysInYear = 365;

    /// <summary>S·e^(b·d/365), b the annualised basis.</summary>
    public static decimal Forward(decimal spot, decimal basis, decimal days) =>
        spot * (decimal)Math.Exp((double)(basis * days) / DaysInYear);

    /// <summary>q·F·move.</summary>
    public static decimal Profit(decimal quantity, decimal forward, decimal move) => quantity * forward * move;

    /// <summary>For what closing may cost: a share of the value of all contracts, long and short.</summary>
    public static decimal Contingency(decimal factor, decimal spot, IEnumerable<decimal> quantities) =>
        factor * spot * quantities.Sum(Math.Abs);
}
