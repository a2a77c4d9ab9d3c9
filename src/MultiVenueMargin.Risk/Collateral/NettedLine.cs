using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Risk.Collateral;

/// <summary>A line of several entries.</summary>
/// <param name="First">The entry that names it first.</param>
/// <param name="Amount">Of all of them.</param>
/// <param name="AsOf">Of the oldest.</param>
internal readonly record struct NettedLine(CollateralLine First, decimal Amount, DateTimeOffset AsOf);
