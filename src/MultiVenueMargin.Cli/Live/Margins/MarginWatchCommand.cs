using System.Globalization;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Cli.Live.Accounts;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Live.Margins;

/// <summary><c>mvm margin watch</c>: figures as they change: a table on a terminal, a line for each into a pipe.</summary>
internal static class MarginWatchCommand
{
    private const int MostAccounts = 1_000;
    private const int FewestRows = 5;

    // Title, header, caption and the lines below the table.
    private const int OtherLines = 11;

    // A person reads no faster.
    private static readonly TimeSpan DrawnEvery = TimeSpan.FromMilliseconds(250);

    public static readonly LiveCommand Command = new("margin watch", "margin", [WatchRun.ForOption], MostAccounts, Plan);

    private static Func<LiveSession, Task<int>>? Plan(Arguments arguments, out string problem)
    {
        if (!WatchRun.TryReadDuration(arguments, out var duration, out problem))
        {
            return null;
        }

        foreach (var word in arguments.Words)
        {
            if (AccountNames.Read(word, out problem) is null)
            {
                return null;
            }
        }

        return session => WatchAsync(session, arguments.Words, duration);
    }

    private static async Task<int> WatchAsync(LiveSession session, IReadOnlyList<string> accounts, TimeSpan? duration)
    {
        await AccountNames.ReachAsync(session, accounts);
        var request = new V1.WatchMarginRequest { Accounts = { accounts } };
        if (session.Options.Output == OutputKind.Table && session.Terminal.CanRedraw)
        {
            request.AtMostEvery = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(DrawnEvery);
            return await DrawAsync(session, request, duration);
        }

        var show = ShowOf(session);
        return await new WatchRun(session, duration).FollowAsync(token => session.Client.WatchMarginAsync(request, token), message =>
        {
            show(message);
            session.Terminal.Output.Flush();
        });
    }

    /// <summary>One line for each change.</summary>
    private static Action<V1.WatchMarginResponse> ShowOf(LiveSession session)
    {
        var output = session.Terminal.Output;
        switch (session.Options.Output)
        {
            case OutputKind.Json:
                return message => output.WriteLine(ContractJson.Line(message));
            case OutputKind.Csv:
                var csv = new CsvRows(output);
                csv.Header(MarginRows.Header);
                return message =>
                {
                    if (message.Update is { } update)
                    {
                        MarginRows.WriteRows(csv, update.Figures);
                    }
                };
            default:
                return message =>
                {
                    foreach (var pool in message.Update?.Figures.Pools ?? [])
                    {
                        output.WriteLine(LineOf(message.Update!.Figures, pool));
                    }
                };
        }
    }

    private static string LineOf(V1.AccountFigures figures, V1.PoolFigures pool)
    {
        var was = pool.State == V1.MarginState.Unknown ? $" (was {Shown.Name(pool.LastKnown)})" : string.Empty;
        var called = Shown.Number(pool.CallAmount) is not 0m and not null ? $" · called for {Shown.PlainMoney(pool.CallAmount)}" : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Shown.Clock(figures.Market?.ValuedAt)} {Shown.Plain(figures.Account)} {Shown.Plain(pool.Pool)} {Shown.Name(pool.State)}{was} ratio {Shown.PlainRatio(pool.Ratio, pool.State)}"
            + $" · equity {Shown.PlainMoney(pool.WorstEquity, pool.State)} · MM {Shown.PlainMoney(pool.MaintenanceMargin, pool.State)}{called}"
            + $" · as of {Shown.PlainTime(figures.Market?.ValuedAt)} market {Shown.Market(figures.Market)} rules {Shown.Plain(figures.Rules)} version {figures.Version}");
    }

    /// <summary>All of them, drawn again whenever some have changed.</summary>
    private static Task<int> DrawAsync(LiveSession session, V1.WatchMarginRequest request, TimeSpan? duration)
    {
        var screen = new Screen(session.Terminal);
        var newest = new Dictionary<string, V1.AccountFigures>(StringComparer.Ordinal);
        V1.Progress? alive = null;
        WatchRun run = null!;
        run = new WatchRun(session, duration) { TroubleChanged = Draw };
        return run.FollowAsync(token => session.Client.WatchMarginAsync(request, token), message =>
        {
            alive = message.Progress;
            if (message.Update is { } update)
            {
                newest[update.Figures.Account] = update.Figures;
            }

            if (message.Update is null or { Cursor.Length: > 0 })
            {
                Draw();
            }
        });

        void Draw() => screen.Draw(console =>
        {
            FigureTables.Write(console, "Margin", newest.Values, Math.Max(FewestRows, session.Terminal.Height - OtherLines));
            console.MarkupLine(run.Trouble.Length > 0 ? $"  [red]{Shown.Text(run.Trouble)}[/]"
                : alive is null ? "  [grey]Ctrl-C ends it[/]"
                : $"  [grey]nothing had changed at {Shown.Clock(alive.At)} · Ctrl-C ends it[/]");
        });
    }
}
