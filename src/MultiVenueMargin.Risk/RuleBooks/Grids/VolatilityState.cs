namespace MultiVenueMargin.Risk.RuleBooks.Grids;

/// <summary>Where volatilities are in a cell of a table.</summary>
public enum VolatilityState
{
    Down = 0,
    Same,
    Up,
}
