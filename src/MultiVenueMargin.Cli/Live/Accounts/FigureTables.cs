using System.Globalization;
using MultiVenueMargin.Cli.Tables;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Live.Accounts;

/// <summary>The newest figures of accounts, pool by pool, the worst first.</summary>
internal static class FigureTables
{
    // Below it a column of pools that are all the cross pool takes the room of figures.
    private const int RoomForAll = 116;

    public static void Write(IAnsiConsole console, string title, IEnumerable<V1.AccountFigures> accounts, int most, IReadOnlyList<V1.AccountSummary>? withoutFigures = null)
    {
        var rows = accounts.SelectMany(account => account.Pools.Select(pool => (Account: account, Pool: pool)))
            .OrderBy(row => Shown.Rank(row.Pool)).ThenBy(row => row.Account.Account, StringComparer.Ordinal).ThenBy(row => row.Pool.Pool, StringComparer.Ordinal)
            .ToList();
        var rules = rows.Select(row => row.Account.Rules).Distinct().ToList();
        var table = ReportTables.Plain(title);
        table.AddColumn(new TableColumn("account").NoWrap());
        var withPools = console.Profile.Width >= RoomForAll || rows.Any(row => row.Pool.Pool != "cross");
        var withCalls = rows.Any(row => Shown.Number(row.Pool.CallAmount) != 0m);
        if (withPools)
        {
            table.AddColumn(new TableColumn("pool").NoWrap());
        }

        table.AddColumn("state");
        foreach (var column in withCalls ? ["ratio", "worst equity", "MM", "called", "market", "as of"] : new[] { "ratio", "worst equity", "MM", "market", "as of" })
        {
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        }

        // They are mostly the same for all, and then stand below.
        if (rules.Count > 1)
        {
            table.AddColumn("rules");
        }

        foreach (var (account, pool) in rows.Take(most))
        {
            string[] cells =
            [
                Shown.Text(account.Account),
                .. withPools ? [Shown.Text(pool.Pool)] : Array.Empty<string>(),
                Shown.State(pool.State, pool.LastKnown),
                Shown.Ratio(pool.Ratio, pool.State),
                Shown.Money(pool.WorstEquity, pool.State),
                Shown.Money(pool.MaintenanceMargin, pool.State),
                .. withCalls ? [Shown.Number(pool.CallAmount) == 0m ? string.Empty : $"[darkorange]{Shown.Money(pool.CallAmount)}[/]"] : Array.Empty<string>(),
                Shown.Market(account.Market),
                Shown.Clock(account.Market?.ValuedAt),
            ];
            table.AddRow(rules.Count > 1 ? [.. cells, Shown.Text(account.Rules)] : cells);
        }

        foreach (var account in (withoutFigures ?? []).Take(most))
        {
            string[] cells = [Shown.Text(account.Account), .. withPools ? [string.Empty] : Array.Empty<string>(), account.IsOpen ? $"{Shown.Unknown} [grey](no figures yet)[/]" : "[grey]closed[/]"];
            table.AddRow([.. cells, .. Enumerable.Repeat(string.Empty, table.Columns.Count - cells.Length)]);
        }

        table.Caption = new TableTitle($"[grey]{(rules.Count == 1 ? $"rules {Shown.Text(rules[0])} · " : string.Empty)}USD · times UTC[/]");
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
