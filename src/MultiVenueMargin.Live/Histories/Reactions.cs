using System.Diagnostics;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Deficits;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Live.Histories;

/// <summary>Makes inputs of recorded reactions again, each to the decision that it is about.</summary>
internal static class Reactions
{
    // Who said that a leg was over is not recorded with it.
    private static readonly PrincipalId Executor = new("executor");

    /// <summary>The decision that a reaction is about.</summary>
    public static DecisionId SubjectOf(AccountRecord reaction) => reaction switch
    {
        CallAcknowledged it => it.Call,
        CallDisputed it => it.Call,
        CallEnded it => it.Call,
        LiquidationApproved it => it.Liquidation,
        LiquidationHeld it => it.Liquidation,
        LiquidationReleased it => it.Liquidation,
        LiquidationAbortAsked it => it.Liquidation,
        LiquidationEnded it => it.Liquidation,
        LegAccepted it => it.Request,
        LegFilled it => it.Request,
        LegEnded it => it.Request,
        FundDrawGranted it => it.Deficit,
        DeficitSettled it => it.Deficit,
        _ => throw new UnreachableException($"{reaction.GetType().Name} is no reaction."),
    };

    /// <param name="reaction">What was recorded.</param>
    /// <param name="subject">The decision in the re-run.</param>
    /// <param name="request">Under which it was asked for; the fund's answers have none.</param>
    public static AccountInput InputOf(AccountRecord reaction, DecisionId subject, RequestId? request) => reaction switch
    {
        FundDrawGranted it => new FundInput(subject, it.Granted, IsSettled: false, Usd.Zero),
        DeficitSettled it => new FundInput(subject, it.Drawn, IsSettled: true, it.Allocated),
        _ when request is { } known => new CommandInput(CommandOf(reaction, subject, known)),
        _ => throw new InvalidOperationException($"{reaction.GetType().Name} was recorded without the request that asked for it."),
    };

    private static AccountCommand CommandOf(AccountRecord reaction, DecisionId id, RequestId request)
    {
        var account = id.Account;
        return reaction switch
        {
            CallAcknowledged it => new AcknowledgeCall(id) { Account = account, Request = request, By = it.By },
            CallDisputed it => new DisputeCall(id, it.Reason, it.OwnFigure) { Account = account, Request = request, By = it.By },
            CallEnded { By: { } by } it => new WithdrawCall(id, it.Reason) { Account = account, Request = request, By = by },
            LiquidationApproved { By: { } by } => new ApproveLiquidation(id) { Account = account, Request = request, By = by },
            LiquidationHeld it => new HoldLiquidation(id, it.Reason) { Account = account, Request = request, By = it.By },
            LiquidationReleased it => new ReleaseLiquidation(id) { Account = account, Request = request, By = it.By },
            LiquidationAbortAsked it => new AbortLiquidation(id, it.Reason) { Account = account, Request = request, By = it.By },
            LiquidationEnded { By: { } by } it => new AbortLiquidation(id, it.Reason) { Account = account, Request = request, By = by },
            LegAccepted it => Report(LegReport.Accepted, Quantity.Zero, null, string.Empty, it.By),
            LegFilled it => Report(LegReport.Filled, it.Quantity, it.Price, string.Empty, it.By),
            LegEnded { Outcome: LegOutcome.Rejected } it => Report(LegReport.Rejected, Quantity.Zero, null, it.Reason, Executor),
            LegEnded it => Report(LegReport.Done, Quantity.Zero, null, it.Reason, Executor),
            _ => throw new UnreachableException($"Nobody asks for {reaction.GetType().Name}."),
        };

        ReportLeg Report(LegReport report, Quantity quantity, Price? price, string reason, PrincipalId by) =>
            new(id, report, quantity, price, reason) { Account = account, Request = request, By = by };
    }
}
