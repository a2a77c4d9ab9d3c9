namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>What a bid does to a solvent account.</summary>
/// <param name="Buffer">Buffer margin before.</param>
/// <param name="Discount">Share of the mark that was paid.</param>
/// <param name="Largest">The largest slice that could be had.</param>
/// <param name="Slice">The slice that was.</param>
/// <param name="Paid">Cash paid into the account.</param>
public sealed record AuctionBid(decimal Buffer, decimal Discount, decimal Largest, decimal Slice, decimal Paid)
{
    public required decimal MarkToMarketAfter { get; init; }

    public required decimal MaintenanceAfter { get; init; }
}
