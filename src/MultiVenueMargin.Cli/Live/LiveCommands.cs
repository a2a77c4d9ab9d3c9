using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Cli.Live.Accounts;
using MultiVenueMargin.Cli.Live.Feeds;
using MultiVenueMargin.Cli.Live.Liquidations;
using MultiVenueMargin.Cli.Live.MarginCalls;
using MultiVenueMargin.Cli.Live.Margins;
using MultiVenueMargin.Cli.Live.Proposals;
using MultiVenueMargin.Files;

namespace MultiVenueMargin.Cli.Live;

/// <summary>The commands that talk to a running platform, by name: the first word, and where it has several, the second.</summary>
internal static class LiveCommands
{
    public static readonly string[] Names = ["account", "margin", "what-if", "calls", "liquidations", "feeds"];

    public static readonly LiveCommand[] All =
    [
        AccountListCommand.Command, AccountShowCommand.Command,
        MarginGetCommand.Command, MarginWatchCommand.Command, MarginExplainCommand.Command,
        WhatIfCommand.Command,
        CallsCommand.Command, CallActions.Acknowledge, CallActions.Dispute, CallActions.Withdraw,
        LiquidationsCommand.Command, LiquidationPreviewCommand.Command, LiquidationActions.Approve, LiquidationActions.Hold, LiquidationActions.Release,
        LiquidationActions.Abort,
        FeedsCommand.Command,
    ];

    /// <param name="command">One of <see cref="Names"/>.</param>
    /// <param name="args">What was given after it.</param>
    /// <param name="terminal">Where to write.</param>
    /// <param name="ending">Ends what watches.</param>
    public static int Run(string command, IReadOnlyList<string> args, Terminal terminal, CancellationToken ending = default)
    {
        if (args.Count > 0 && Find($"{command} {args[0]}") is { } second)
        {
            return second.Run([.. args.Skip(1)], terminal, ending);
        }

        var others = All.Where(each => each.Name.StartsWith($"{command} ", StringComparison.Ordinal)).Select(each => each.Name[(command.Length + 1)..]).ToList();
        return Find(command) is { } first && (others.Count == 0 || IsNoVerb(args)) ? first.Run(args, terminal, ending) : Misused(command, args, others, terminal);
    }

    private static LiveCommand? Find(string name) => All.FirstOrDefault(each => each.Name == name);

    /// <summary>An account has a slash; a word without one was meant to be something to do.</summary>
    private static bool IsNoVerb(IReadOnlyList<string> args) => args is [] || args[0].StartsWith('-') || args[0].Contains('/', StringComparison.Ordinal);

    private static int Misused(string command, IReadOnlyList<string> args, List<string> known, Terminal terminal)
    {
        var meant = args.Count > 0 ? Spelling.Nearest(args[0], known) : null;
        terminal.Error.WriteLine(
            $"mvm {command}: {(args.Count == 0 ? "what to do is missing" : $"{JsonPath.Quoted(args[0])} is not understood")}; it is {string.Join(", ", known)}"
            + $"{(Find(command) is null ? string.Empty : " or an account, INSTITUTION/NAME")}.{(meant is null ? string.Empty : $" Did you mean mvm {command} {meant}?")}");
        terminal.Error.WriteLine($"See mvm help {command}.");
        return ExitCode.Misused;
    }
}
