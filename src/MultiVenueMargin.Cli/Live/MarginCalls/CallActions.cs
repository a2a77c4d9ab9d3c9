using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Files;

namespace MultiVenueMargin.Cli.Live.MarginCalls;

/// <summary><c>mvm calls acknowledge</c>, <c>dispute</c> and <c>withdraw</c>.</summary>
internal static class CallActions
{
    public static readonly LiveCommand Acknowledge = new("calls acknowledge", "calls", [DecisionWords.RequestOption], MostWords: 1, PlanAcknowledge);

    public static readonly LiveCommand Dispute = new(
        "calls dispute", "calls", [DecisionWords.RequestOption, DecisionWords.ReasonOption, new("--own-figure", TakesValue: true)], MostWords: 1, PlanDispute);

    public static readonly LiveCommand Withdraw = new(
        "calls withdraw", "calls", [DecisionWords.RequestOption, DecisionWords.ReasonOption], MostWords: 1, PlanWithdraw);

    private static Func<LiveSession, Task<int>>? PlanAcknowledge(Arguments arguments, out string problem)
    {
        if (DecisionWords.Read(arguments, "CALL", needsReason: false, out problem) is not { } words)
        {
            return null;
        }

        var request = new V1.AcknowledgeRequest { RequestId = words.Request, Call = words.Decision };
        return session => words.DoAsync(session, "is acknowledged", async () =>
        {
            var answer = await session.Client.MarginCalls.AcknowledgeAsync(request, cancellationToken: session.Ending);
            return (answer, answer.Version);
        });
    }

    private static Func<LiveSession, Task<int>>? PlanDispute(Arguments arguments, out string problem)
    {
        if (DecisionWords.Read(arguments, "CALL", needsReason: true, out problem) is not { } words)
        {
            return null;
        }

        var own = arguments.ValueOf("--own-figure") ?? string.Empty;
        if (own.Length > 0 && Shown.Number(own) is null)
        {
            problem = $"--own-figure {JsonPath.Quoted(own)} is no plain decimal number of USD.";
            return null;
        }

        var request = new V1.DisputeRequest { RequestId = words.Request, Call = words.Decision, Reason = words.Reason, OwnFigure = own };
        return session => words.DoAsync(session, "is disputed; its deadline runs on", async () =>
        {
            var answer = await session.Client.MarginCalls.DisputeAsync(request, cancellationToken: session.Ending);
            return (answer, answer.Version);
        });
    }

    private static Func<LiveSession, Task<int>>? PlanWithdraw(Arguments arguments, out string problem)
    {
        if (DecisionWords.Read(arguments, "CALL", needsReason: true, out problem) is not { } words)
        {
            return null;
        }

        var request = new V1.WithdrawRequest { RequestId = words.Request, Call = words.Decision, Reason = words.Reason };
        return session => words.DoAsync(session, "is withdrawn", async () =>
        {
            var answer = await session.Client.MarginCalls.WithdrawAsync(request, cancellationToken: session.Ending);
            return (answer, answer.Version);
        });
    }
}
