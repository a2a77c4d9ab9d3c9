using System.Globalization;
using MultiVenueMargin.Cli.Live.Feeds;
using MultiVenueMargin.Cli.Live.Liquidations;
using MultiVenueMargin.Cli.Live.MarginCalls;
using MultiVenueMargin.Cli.Live.Margins;
using MultiVenueMargin.Cli.Tables;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Live.Accounts;

/// <summary>One account for a risk manager: how its pools stand, what it holds and where, and everything that is under way.</summary>
internal static class AccountTables
{
    public static void Write(IAnsiConsole console, V1.Account account, V1.ExplainResponse margin)
    {
        console.MarkupLine(string.Create(
            CultureInfo.InvariantCulture,
            $"[bold]{Shown.Text(account.Account_)}[/]  {(account.IsOpen ? "open" : "[grey]closed[/]")} · version {account.Version:N0}"));
        MarginTables.WriteCurrency(console, margin.Margin.IsCurrent);
        WritePools(console, account, margin.Margin);
        BookTables.Write(console, margin.Margin);
        foreach (var pool in margin.Pools)
        {
            HoldingTables.WriteCollateral(console, ReportReading.Read(pool.Equity));
            HoldingTables.WritePositions(console, ReportReading.Read(pool.Requirement));
        }

        foreach (var pool in margin.Margin.Report.Pools)
        {
            MarginTables.WriteOmissions(console, pool);
        }

        if (account.Feeds.Count > 0)
        {
            FeedTables.Write(console, "Feeds", account.Feeds.Select(feed => (account.Account_, feed)), withAccount: false);
        }

        if (account.Calls.Count > 0)
        {
            CallTables.Write(console, "Margin calls", account.Calls, withEnded: true);
        }

        if (account.Liquidations.Count > 0)
        {
            LiquidationTables.Write(console, "Liquidations", account.Liquidations, withEnded: true);
        }

        WriteTransfers(console, account);
        WriteCorrections(console, account);
        WriteDeficits(console, account);
        foreach (var alert in account.Alerts)
        {
            console.MarkupLine($"  [yellow]alert {Shown.Text(alert)} is raised[/]");
        }

        PolicyTable.Write(console, account.Policy);
    }

    private static void WritePools(IAnsiConsole console, V1.Account account, V1.MarginView margin)
    {
        var table = ReportTables.Plain("Pools");
        table.AddColumns("pool", "state");
        foreach (var column in new[] { "ratio", "worst equity", "MM", "IM", "over IM" })
        {
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        }

        table.AddColumn("may");
        foreach (var pool in account.Pools)
        {
            var figures = margin.Report.Pools.FirstOrDefault(each => each.Figures.Pool == pool.Pool_);
            table.AddRow(
                Shown.Text(pool.Purpose.Length == 0 ? pool.Pool_ : $"{pool.Pool_} ({pool.Purpose})"),
                Shown.State(pool.State, pool.LastKnown),
                figures is null ? Shown.Unknown : Shown.Ratio(figures.WorstRatio, pool.State),
                Shown.Money(figures?.Figures.WorstEquity ?? string.Empty, pool.State),
                Shown.Money(figures?.Figures.MaintenanceMargin ?? string.Empty, pool.State),
                Shown.Money(figures?.Figures.InitialMargin ?? string.Empty, pool.State),
                Shown.Money(figures?.ExcessOverInitial ?? string.Empty, pool.State),
                pool.IsReduceOnly ? "[red]only reduce[/]" : "trade");
        }

        table.Caption = new TableTitle($"[grey]{Figures.Safe(MarginTables.StampOf(margin))} · USD[/]");
        console.Write(table);
        console.WriteLine();
    }

    private static void WriteTransfers(IAnsiConsole console, V1.Account account)
    {
        if (account.Transfers.Count == 0)
        {
            return;
        }

        var table = ReportTables.Plain("Transfers on their way");
        table.AddColumns("reference", "asset");
        table.AddColumn(new TableColumn("amount").RightAligned().NoWrap());
        table.AddColumns("from", "to", "expected by", "how it stands");
        foreach (var transfer in account.Transfers)
        {
            table.AddRow(
                Shown.Text(transfer.Reference), Shown.Text(transfer.Asset), Shown.Amount(transfer.Amount), Shown.Text(transfer.From), Shown.Text(transfer.To),
                Shown.Time(transfer.ExpectedBy), transfer.IsOverdue ? "[red]overdue[/]" : transfer.IsDebited ? "in transit" : "announced");
        }

        console.Write(table);
    }

    private static void WriteCorrections(IAnsiConsole console, V1.Account account)
    {
        if (account.Corrections.Count == 0)
        {
            return;
        }

        var table = ReportTables.Plain("Corrections");
        table.AddColumns("correction", "feed", "asset");
        table.AddColumn(new TableColumn("adds").RightAligned().NoWrap());
        table.AddColumns("until", "by", "why");
        foreach (var correction in account.Corrections)
        {
            var by = correction.ApprovedBy.Length == 0
                ? $"{Shown.Text(correction.ProposedBy)}, [yellow]nobody has approved it: not in force[/]"
                : $"{Shown.Text(correction.ProposedBy)}, {Shown.Text(correction.ApprovedBy)}";
            table.AddRow(
                Shown.Text(correction.Correction_), Shown.Text(correction.Feed), Shown.Text(correction.Asset), Shown.Amount(correction.Amount),
                Shown.Time(correction.Until), by, Shown.Text(correction.Reason));
        }

        console.Write(table);
    }

    private static void WriteDeficits(IAnsiConsole console, V1.Account account)
    {
        if (account.Deficits.Count == 0)
        {
            return;
        }

        var table = ReportTables.Plain("Deficits");
        table.AddColumns("deficit", "pool");
        table.AddColumn(new TableColumn("USD").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("granted by the fund").RightAligned().NoWrap());
        table.AddColumn("settled");
        foreach (var deficit in account.Deficits)
        {
            table.AddRow(
                Shown.Text(deficit.Deficit_), Shown.Text(deficit.Pool), Shown.Money(deficit.Amount),
                deficit.Granted.Length == 0 ? "[grey]not answered yet[/]" : Shown.Money(deficit.Granted), deficit.IsSettled ? "yes" : "[red]no[/]");
        }

        console.Write(table);
    }
}
