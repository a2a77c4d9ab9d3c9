using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Risk.Collateral;

/// <summary>What makes balances and profits one line: the same asset at the same place, lent or not, come the same way, as final as each other.</summary>
internal readonly record struct LineKey(Asset Asset, LocationId Location, bool IsLoan, BridgeClass Bridge, Finality? Finality)
{
    public static LineKey Of(CollateralLine line) => new(line.Asset, line.Location, line.IsLoan, line.Bridge, line.Finality);

    /// <summary>Where a profit of what is held at a venue settles.</summary>
    public static LineKey OfProfit(Asset settlement, LocationId venue) => new(settlement, venue, false, BridgeClass.Native, null);
}
