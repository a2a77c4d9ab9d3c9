namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>A coin that a portfolio manager takes as collateral.</summary>
/// <param name="Asset">Which.</param>
/// <param name="Value">Amount times price over the price of a unit of cash.</param>
/// <param name="Confidence">What its feed says of itself, 0 to 1.</param>
/// <param name="Moves">Whether it moves with the underlying, so that scenarios shock it too ("risk cancelling").</param>
/// <param name="MaintenanceHaircut">Share of the value that is never counted.</param>
/// <param name="ExtraInitialHaircut">Share that is not counted for initial margin either.</param>
public sealed record ManagerCollateral(
    string Asset, decimal Value, decimal Confidence, bool Moves, decimal MaintenanceHaircut, decimal ExtraInitialHaircut);
