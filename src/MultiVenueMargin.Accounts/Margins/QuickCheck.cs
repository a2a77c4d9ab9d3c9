using System.Globalization;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Accounts.Margins;

/// <summary>Holds quick figures against the report of the same book and market: each time that one is made, so that a bound that does not hold is noticed.</summary>
internal static class QuickCheck
{
    /// <summary>Where the report lies outside a bound, in words; absent where it does not, and where there is nothing to compare.</summary>
    public static string? Disagreement(QuickFigures figures, MarginReport? report)
    {
        if (figures.IsEmpty || report is null || !figures.Book.IsExactOn(figures.Market))
        {
            return null;
        }

        if (report.Pools.Count != figures.Pools.Length)
        {
            return $"the report has {report.Pools.Count} pools, the quick figures {figures.Pools.Length}";
        }

        for (var i = 0; i < figures.Pools.Length; i++)
        {
            ref readonly var its = ref figures.Pools[i];
            var pool = report.Pools[i];
            if (its.Gap != HotGap.None)
            {
                continue;
            }

            var found = Outside("worst equity", its.Worst, pool.Equity.Adjusted.Amount)
                ?? Outside("likely equity", its.Likely, pool.Equity.Likely.Amount)
                ?? Outside("maintenance margin", its.Maintenance, pool.MaintenanceMargin.Amount)
                ?? Outside("initial margin", its.Initial, pool.InitialMargin.Amount)
                ?? (pool.Pool != figures.Book.Pools[i] ? $"it is the report's {pool.Pool}" : null)
                ?? (its.IsUnknown != (pool.State == MarginState.Unknown) ? $"the report's state is {pool.State}" : null);
            if (found is not null)
            {
                return $"{figures.Book.Pools[i]}: {found}";
            }
        }

        return null;
    }

    /// <summary>The figure itself becomes a double here; that may take a last digit of it.</summary>
    private static string? Outside(string name, Bounded quick, decimal figure)
    {
        var distance = Math.Abs(quick.Value - (double)figure);
        return distance <= quick.Error + (Math.Abs(quick.Value) * 1e-15) ? null
            : string.Create(CultureInfo.InvariantCulture, $"{name} is {figure}, quickly {quick.Value:R} ± {quick.Error:R}");
    }
}
