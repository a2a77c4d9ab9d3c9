using MultiVenueMargin.Cli.CommandLine;

namespace MultiVenueMargin.Cli.Live.MarginCalls;

/// <summary><c>mvm calls</c>: margin calls that are open, or what happens to them from now on.</summary>
internal static class CallsCommand
{
    private const int PageSize = 1_000;

    public static readonly LiveCommand Command = new(
        "calls", "calls", [new("--all", TakesValue: false), new("--watch", TakesValue: false), WatchRun.ForOption], MostWords: 1, Plan);

    private static Func<LiveSession, Task<int>>? Plan(Arguments arguments, out string problem)
    {
        if ((arguments.Words.Count > 0 && AccountNames.Read(arguments, 0, out problem) is null)
            || !WatchRun.TryReadDuration(arguments, out var duration, out problem))
        {
            return null;
        }

        var account = arguments.Words.Count > 0 ? arguments.Words[0] : string.Empty;
        var (all, watches) = (arguments.Has("--all"), arguments.Has("--watch"));
        if (all && watches)
        {
            problem = "--all lists what has ended, --watch tells what happens; one of them.";
            return null;
        }

        if (duration is not null && !watches)
        {
            problem = "--for says how long to watch: it goes with --watch.";
            return null;
        }

        return watches ? session => WatchAsync(session, account, duration) : session => ListAsync(session, account, all);
    }

    private static async Task<int> ListAsync(LiveSession session, string account, bool all)
    {
        session.Asked = account;
        var answer = new V1.ListMarginCallsResponse();
        var request = new V1.ListMarginCallsRequest { Account = account, IncludeEnded = all, PageSize = PageSize };
        do
        {
            var page = await session.Client.MarginCalls.ListMarginCallsAsync(request, cancellationToken: session.Ending);
            answer.Calls.AddRange(page.Calls);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        session.Write(answer, console => CallTables.Write(console, "Margin calls", answer.Calls, withEnded: all), csv => CallRows.Write(csv, answer.Calls));
        return ExitCode.Sound;
    }

    private static async Task<int> WatchAsync(LiveSession session, string account, TimeSpan? duration)
    {
        await AccountNames.ReachAsync(session, account.Length == 0 ? [] : [account]);
        var request = new V1.WatchMarginCallsRequest { Account = account };
        var show = CallRows.EventWriter(session);
        return await new WatchRun(session, duration).FollowAsync(token => session.Client.WatchMarginCallsAsync(request, token), message =>
        {
            show(message);
            session.Terminal.Output.Flush();
        });
    }
}
