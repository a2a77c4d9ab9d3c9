using System.Globalization;
using MultiVenueMargin.Cli.Tables;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Live.Accounts;

/// <summary>The newest figures of accounts, pool by pool, the worst first.</summary>
internal static class FigureTables
{
    public static void Write(IAnsiConsole console, string title, IEnumerable<V1.AccountFigures> accounts, int most, IReadOnlyList<V1.AccountSummary>? withoutFigures = null)
    {
        var table = ReportTables.Plain(title);
        table.AddColumn(new TableColumn("account").NoWrap());
        table.AddColumns("pool", "state");
        foreach (var column in new[] { "ratio", "worst equity", "MM", "called", "version", "market", "as of" })
        {
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        }

        table.AddColumn("rules");
        var rows = accounts.SelectMany(account => account.Pools.Select(pool => (Account: account, Pool: pool)))
            .OrderBy(row => Shown.Rank(row.Pool)).ThenBy(row => row.Account.Account, StringComparer.Ordinal).ThenBy(row => row.Pool.Pool, StringComparer.Ordinal)
            .ToList();
        foreach (var (account, pool) in rows.Take(most))
        {
            table.AddRow(
                Shown.Text(account.Account),
                Shown.Text(pool.Pool),
                Shown.State(pool.State, pool.LastKnown),
                Shown.Ratio(pool.Ratio, pool.State),
                Shown.Money(pool.WorstEquity, pool.State),
                Shown.Money(pool.MaintenanceMargin, pool.State),
                Shown.Number(pool.CallAmount) == 0m ? string.Empty : $"[darkorange]{Shown.Money(pool.CallAmount)}[/]",
                account.Version.ToString("N0", CultureInfo.InvariantCulture),
                Shown.Market(account.Market),
                Shown.Clock(account.Market?.ValuedAt),
                Shown.Text(account.Rules));
        }

        foreach (var account in (withoutFigures ?? []).Take(most))
        {
            table.AddRow(
                [Shown.Text(account.Account), string.Empty, account.IsOpen ? $"{Shown.Unknown} [grey](no figures yet)[/]" : "[grey]closed[/]", .. Enumerable.Repeat(string.Empty, 4),
                account.Version.ToString("N0", CultureInfo.InvariantCulture), .. Enumerable.Repeat(string.Empty, 3)]);
        }

        console.Write(table);
        if (rows.Count > most)
        {
            console.MarkupLine($"  [grey]and {(rows.Count - most).ToString("N0", CultureInfo.InvariantCulture)} more, none worse[/]");
        }

        if (rows.Any(row => Shown.IsUnknown(row.Pool.State)))
        {
            console.MarkupLine("  [grey]?: what is known comes to this; mvm margin get ACCOUNT says what is unknown and why.[/]");
        }
    }
}
