using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.RuleBooks.Books;

/// <summary>A resting order, its instrument priced.</summary>
public sealed record ModelOrder(LocationId Venue, PricedInstrument Instrument, OrderSide Side, decimal Quantity, decimal Limit)
{
    /// <summary>Contracts that a fill adds: positive for a bid, negative for an ask.</summary>
    public decimal Signed => Side == OrderSide.Bid ? Quantity : -Quantity;
}
