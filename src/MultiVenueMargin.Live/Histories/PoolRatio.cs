using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Live.Histories;

/// <summary>How a pool stands in one number.</summary>
public static class PoolRatio
{
    // A requirement of next to nothing has a ratio that no decimal holds and nobody wants.
    private const decimal LeastMargin = 0.01m;

    /// <summary>Worst equity to MM at four places, rounded down as all that speaks for the client; absent where MM is less than a cent.</summary>
    public static decimal? Of(PoolFigures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return figures.MaintenanceMargin.Amount < LeastMargin
            ? null
            : decimal.Round(figures.WorstEquity.Amount / figures.MaintenanceMargin.Amount, 4, MidpointRounding.ToNegativeInfinity);
    }
}
