using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Reports;

/// <summary>What is found only when it is asked for: how far the factors may move, and what would meet a call.</summary>
public sealed record Outlook(IReadOnlyList<Distance> Distances, IReadOnlyList<CallOption> CallAmounts);

/// <summary>What it would take to meet a call in one asset at one place; absent: no amount of it would.</summary>
public sealed record CallOption(PoolId Pool, Asset Asset, LocationId Location, Quantity? Amount);
