using MultiVenueMargin.Cli.CommandLine;

namespace MultiVenueMargin.Cli.Live.Liquidations;

/// <summary><c>mvm liquidations</c>: what is under way, or what becomes of its requests from now on.</summary>
internal static class LiquidationsCommand
{
    private const int PageSize = 1_000;

    public static readonly LiveCommand Command = new(
        "liquidations",
        "liquidations",
        [new("--all", TakesValue: false), new("--watch", TakesValue: false), new("--venue", TakesValue: true), WatchRun.ForOption],
        MostWords: 1,
        Plan);

    private static Func<LiveSession, Task<int>>? Plan(Arguments arguments, out string problem)
    {
        if ((arguments.Words.Count > 0 && AccountNames.Read(arguments, 0, out problem) is null)
            || !WatchRun.TryReadDuration(arguments, out var duration, out problem))
        {
            return null;
        }

        var account = arguments.Words.Count > 0 ? arguments.Words[0] : string.Empty;
        var (all, watches, venue) = (arguments.Has("--all"), arguments.Has("--watch"), arguments.ValueOf("--venue"));
        if (all && watches)
        {
            problem = "--all lists what has ended, --watch tells what happens; one of them.";
            return null;
        }

        if (!watches && (duration is not null || venue is not null))
        {
            problem = $"{(venue is null ? "--for says how long" : "--venue says of which venue's requests")} to watch: it goes with --watch.";
            return null;
        }

        return watches ? session => WatchAsync(session, account, venue ?? string.Empty, duration) : session => ListAsync(session, account, all);
    }

    private static async Task<int> ListAsync(LiveSession session, string account, bool all)
    {
        session.Asked = account;
        var answer = new V1.ListLiquidationsResponse();
        var request = new V1.ListLiquidationsRequest { Account = account, IncludeEnded = all, PageSize = PageSize };
        do
        {
            var page = await session.Client.Liquidations.ListLiquidationsAsync(request, cancellationToken: session.Ending);
            answer.Liquidations.AddRange(page.Liquidations);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        session.Write(answer, console => LiquidationTables.Write(console, "Liquidations", answer.Liquidations, withEnded: all), csv => LiquidationRows.Write(csv, answer.Liquidations));
        return ExitCode.Sound;
    }

    private static async Task<int> WatchAsync(LiveSession session, string account, string venue, TimeSpan? duration)
    {
        await AccountNames.ReachAsync(session, account.Length == 0 ? [] : [account]);
        var request = new V1.WatchLiquidationRequestsRequest { Account = account, Venue = venue };
        var show = LiquidationRows.EventWriter(session);
        return await new WatchRun(session, duration).FollowAsync(token => session.Client.WatchLiquidationRequestsAsync(request, token), message =>
        {
            show(message);
            session.Terminal.Output.Flush();
        });
    }
}
