using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Cli.Live.Margins;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Files;
using MultiVenueMargin.Risk.WhatIf;

namespace MultiVenueMargin.Cli.Live.Proposals;

/// <summary><c>mvm what-if</c>: what a trade, a transfer or a move of the market would do to an account. Nothing is changed.</summary>
internal static class WhatIfCommand
{
    public static readonly LiveCommand Command = new(
        "what-if",
        "what-if",
        [new("--file", TakesValue: true), new("--buy", TakesValue: true), new("--sell", TakesValue: true), new("--price", TakesValue: true), new("--pool", TakesValue: true)],
        MostWords: 2,
        Plan);

    private static Func<LiveSession, Task<int>>? Plan(Arguments arguments, out string problem)
    {
        if (AccountNames.Read(arguments, 0, out problem) is not { } account)
        {
            return null;
        }

        var file = arguments.ValueOf("--file");
        var isTrade = arguments.Has("--buy") || arguments.Has("--sell");
        if (file is null == !isTrade)
        {
            problem = "--file WHATIF.json or one trade (--buy QUANTITY INSTRUMENT@VENUE, or --sell) is missing; one of them.";
            return null;
        }

        if (file is null)
        {
            return TradeWords.Read(arguments, out problem) is { } trade ? session => AskAsync(session, account, new Proposal { Trades = [trade] }) : null;
        }

        if (arguments.Words.Count > 1 || arguments.Has("--price") || arguments.Has("--pool"))
        {
            problem = $"{(arguments.Words.Count > 1 ? JsonPath.Quoted(arguments.Words[1]) : arguments.Has("--price") ? "--price" : "--pool")} belongs to a trade; the file names its own.";
            return null;
        }

        return session => AskOfFileAsync(session, account, file);
    }

    private static async Task<int> AskOfFileAsync(LiveSession session, string account, string file)
    {
        var loaded = WhatIfFile.Load(file);
        if (loaded.Content is { } proposal)
        {
            return await AskAsync(session, account, proposal);
        }

        foreach (var line in loaded.Lines)
        {
            session.Terminal.Error.WriteLine(line);
        }

        return ExitCode.FileRefused;
    }

    private static async Task<int> AskAsync(LiveSession session, string account, Proposal proposal)
    {
        session.Asked = account;
        var request = MarginWire.Write(default, proposal);
        request.Account = account;
        var answer = await session.Client.Margin.WhatIfAsync(request, cancellationToken: session.Ending);
        session.Write(answer, console => ProposalTables.Write(console, answer), csv => ProposalTables.WriteRows(csv, answer));
        return answer.Passes ? MarginCode.Of(answer.After) : ExitCode.DoesNotPass;
    }
}
