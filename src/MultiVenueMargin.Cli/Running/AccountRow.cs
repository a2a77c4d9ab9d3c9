using System.Globalization;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Cli.Running;

/// <summary>One account in the table: its worst pool.</summary>
internal sealed record AccountRow(
    string Name, MarginState State, decimal? Ratio, string EquityText, string MaintenanceText, int Calls, int Liquidations, long Version)
{
    public string RatioText => Ratio is { } ratio ? ratio.ToString("0.000", CultureInfo.InvariantCulture) : "-";

    /// <summary>Worst first; an unknown one is worse than any known one, for nobody can say how bad it is.</summary>
    public static async Task<IReadOnlyList<AccountRow>> ReadAsync(IMarginPlatform platform, int most, CancellationToken cancellation)
    {
        var page = await platform.ReadFiguresAsync(FigureMark.Beginning, null, most, cancellation);
        var rows = new List<AccountRow>();
        foreach (var figures in page.Figures)
        {
            if (await platform.AccountAsync(figures.Account, cancellation) is { } view)
            {
                rows.Add(Of(figures, view));
            }
        }

        return [.. rows.OrderBy(row => row.State == MarginState.Unknown ? 0 : 1).ThenBy(row => row.Ratio ?? decimal.MaxValue).ThenBy(row => row.Name, StringComparer.Ordinal)];
    }

    private static AccountRow Of(AccountFigures figures, AccountView view)
    {
        var worst = figures.Pools.OrderBy(pool => pool.State == MarginState.Unknown ? 0 : 1).ThenBy(pool => RatioOf(pool) ?? decimal.MaxValue).FirstOrDefault();
        return new AccountRow(
            figures.Account.ToString(),
            worst?.State ?? MarginState.Healthy,
            worst is null ? null : RatioOf(worst),
            worst is null ? "-" : worst.WorstEquity.Amount.ToString("N0", CultureInfo.InvariantCulture),
            worst is null ? "-" : worst.MaintenanceMargin.Amount.ToString("N0", CultureInfo.InvariantCulture),
            view.Calls.Count(call => call.Status != CallStatus.Ended),
            view.Liquidations.Count(liquidation => liquidation.Status != LiquidationStatus.Ended),
            view.Version);
    }

    private static decimal? RatioOf(Accounts.PoolFigures pool) =>
        pool.MaintenanceMargin.Amount > 0 ? pool.WorstEquity.Amount / pool.MaintenanceMargin.Amount : null;
}
