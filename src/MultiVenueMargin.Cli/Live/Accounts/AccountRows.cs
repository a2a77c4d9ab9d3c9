using MultiVenueMargin.Cli.Live.Margins;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Cli.Live.Accounts;

/// <summary>The pools of an account as rows of CSV: how each stands, with its figures and what they rest on. Feeds, calls and liquidations have commands of their own.</summary>
internal static class AccountRows
{
    public static void Write(CsvRows csv, V1.Account account, V1.MarginView margin)
    {
        csv.Header(["is_open", "is_reduce_only", "purpose", "account_version", .. MarginRows.Header]);
        foreach (var pool in account.Pools)
        {
            var figures = margin.Report.Pools.FirstOrDefault(each => each.Figures.Pool == pool.Pool_)?.Figures
                ?? new V1.PoolFigures { Pool = pool.Pool_, State = pool.State, LastKnown = pool.LastKnown };
            csv.Row(
            [
                CsvRows.Bool(account.IsOpen), CsvRows.Bool(pool.IsReduceOnly), pool.Purpose, ExactNumber.Format(account.Version), account.Account_,
                .. FigureColumns.Of(figures), .. FigureColumns.StampOf(margin),
            ]);
        }
    }
}
