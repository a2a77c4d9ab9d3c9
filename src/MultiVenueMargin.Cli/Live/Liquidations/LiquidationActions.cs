using MultiVenueMargin.Cli.CommandLine;

namespace MultiVenueMargin.Cli.Live.Liquidations;

/// <summary><c>mvm liquidations approve</c>, <c>hold</c>, <c>release</c> and <c>abort</c>.</summary>
internal static class LiquidationActions
{
    public static readonly LiveCommand Approve = new("liquidations approve", "liquidations", [DecisionWords.RequestOption], MostWords: 1, PlanApprove);

    public static readonly LiveCommand Hold = new(
        "liquidations hold", "liquidations", [DecisionWords.RequestOption, DecisionWords.ReasonOption], MostWords: 1, PlanHold);

    public static readonly LiveCommand Release = new("liquidations release", "liquidations", [DecisionWords.RequestOption], MostWords: 1, PlanRelease);

    public static readonly LiveCommand Abort = new(
        "liquidations abort", "liquidations", [DecisionWords.RequestOption, DecisionWords.ReasonOption], MostWords: 1, PlanAbort);

    private static Func<LiveSession, Task<int>>? PlanApprove(Arguments arguments, out string problem)
    {
        if (DecisionWords.Read(arguments, "LIQUIDATION", needsReason: false, out problem) is not { } words)
        {
            return null;
        }

        var request = new V1.ApproveRequest { RequestId = words.Request, Liquidation = words.Decision };
        return session => words.DoAsync(session, "is approved", async () =>
        {
            var answer = await session.Client.Liquidations.ApproveAsync(request, cancellationToken: session.Ending);
            return (answer, answer.Version);
        });
    }

    private static Func<LiveSession, Task<int>>? PlanHold(Arguments arguments, out string problem)
    {
        if (DecisionWords.Read(arguments, "LIQUIDATION", needsReason: true, out problem) is not { } words)
        {
            return null;
        }

        var request = new V1.HoldRequest { RequestId = words.Request, Liquidation = words.Decision, Reason = words.Reason };
        return session => words.DoAsync(session, "is held: nothing further is sent until it is released", async () =>
        {
            var answer = await session.Client.Liquidations.HoldAsync(request, cancellationToken: session.Ending);
            return (answer, answer.Version);
        });
    }

    private static Func<LiveSession, Task<int>>? PlanRelease(Arguments arguments, out string problem)
    {
        if (DecisionWords.Read(arguments, "LIQUIDATION", needsReason: false, out problem) is not { } words)
        {
            return null;
        }

        var request = new V1.ReleaseRequest { RequestId = words.Request, Liquidation = words.Decision };
        return session => words.DoAsync(session, "goes on", async () =>
        {
            var answer = await session.Client.Liquidations.ReleaseAsync(request, cancellationToken: session.Ending);
            return (answer, answer.Version);
        });
    }

    private static Func<LiveSession, Task<int>>? PlanAbort(Arguments arguments, out string problem)
    {
        if (DecisionWords.Read(arguments, "LIQUIDATION", needsReason: true, out problem) is not { } words)
        {
            return null;
        }

        var request = new V1.AbortRequest { RequestId = words.Request, Liquidation = words.Decision, Reason = words.Reason };
        // Under two persons' approval one alone does not stop it, so what was done is said as it was asked.
        return session => words.DoAsync(session, "is to be stopped; under two persons' approval another has to ask for it, too", async () =>
        {
            var answer = await session.Client.Liquidations.AbortAsync(request, cancellationToken: session.Ending);
            return (answer, answer.Version);
        });
    }
}
