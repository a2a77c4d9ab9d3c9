using MultiVenueMargin.Cli.CommandLine;

namespace MultiVenueMargin.Cli.Live.Margins;

/// <summary><c>mvm margin get</c>: the margin of an account, now or as it was.</summary>
internal static class MarginGetCommand
{
    public static readonly LiveCommand Command = new(
        "margin get", "margin", [new("--as-of", TakesValue: true), new("--rules", TakesValue: true)], MostWords: 1, Plan);

    private static Func<LiveSession, Task<int>>? Plan(Arguments arguments, out string problem)
    {
        if (AccountNames.Read(arguments, 0, out problem) is not { } account)
        {
            return null;
        }

        var (moment, rules) = (arguments.ValueOf("--as-of"), arguments.ValueOf("--rules"));
        if (rules is not null && moment is null)
        {
            problem = "--rules VERSION is for a moment of the past: --as-of says which.";
            return null;
        }

        return session => ShowAsync(session, account, moment, rules);
    }

    private static async Task<int> ShowAsync(LiveSession session, string account, string? moment, string? rules)
    {
        session.Asked = account;
        if (moment is null)
        {
            var now = await session.Client.Margin.GetMarginAsync(new V1.GetMarginRequest { Account = account }, cancellationToken: session.Ending);
            return Write(session, now, now.Margin);
        }

        var request = MomentText.Request(account, moment);
        request.Rules = rules ?? string.Empty;
        var then = await session.Client.Margin.GetMarginAsOfAsync(request, cancellationToken: session.Ending);
        return Write(session, then, then.Margin);
    }

    private static int Write(LiveSession session, Google.Protobuf.IMessage answer, V1.MarginView view)
    {
        session.Write(answer, console => MarginTables.Write(console, view), csv => MarginRows.Write(csv, view));
        return MarginCode.Of(view.Report);
    }
}
