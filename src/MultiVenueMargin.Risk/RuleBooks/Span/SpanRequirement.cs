namespace MultiVenueMargin.Risk.RuleBooks.Span;

/// <summary>What one combined commodity asks.</summary>
/// <param name="ScanRisk">The worst scenario's loss.</param>
/// <param name="InterMonthCharge">For spreads between its months, and for delivery where the house charges it.</param>
/// <param name="InterCommodityCredit">Given back for spreads with other commodities, as a positive number.</param>
/// <param name="ShortOptionMinimum">What its short options ask at the least.</param>
public sealed record SpanRequirement(decimal ScanRisk, decimal InterMonthCharge, decimal InterCommodityCredit, decimal ShortOptionMinimum)
{
    /// <summary>SPAN risk: max(scan + inter-month charge − inter-commodity credit, short option minimum).</summary>
    public decimal Risk => Math.Max(ScanRisk + InterMonthCharge - InterCommodityCredit, ShortOptionMinimum);

    /// <summary>The requirement after net option value, in which short options are negative: they are owed at once.</summary>
    public decimal LessOptionValue(decimal netOptionValue) => Risk - netOptionValue;
}
