using MultiVenueMargin.Accounts.Lifecycle;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Requests;

/// <summary>
/// Whether a command is well formed by itself, whatever the account looks like: everything named, every text readable. Only a well
/// formed command has canonical bytes, so this comes before its hash.
/// </summary>
internal static class CommandCheck
{
    private const int LongestReference = 128;

    /// <summary>What is wrong with it; absent when nothing is.</summary>
    public static CommandRefused? RefusalOf(AccountId account, AccountCommand command) =>
        Named(command.Request.IsDefault, nameof(command.Request))
        ?? Named(command.By.IsDefault, nameof(command.By))
        ?? (command.Account == account ? null : Malformed(nameof(command.Account), $"It is for {command.Account}, and this is {account}."))
        ?? RefusalOf(command);

    private static CommandRefused? RefusalOf(AccountCommand command) => command switch
    {
        OpenAccount it => Policy(it.Policy),
        ChangePolicy it => Policy(it.Policy),
        CloseAccount => null,
        OpenPool it => Named(it.Pool.IsDefault, nameof(it.Pool)) ?? Words.Check(it.Purpose, nameof(it.Purpose)),
        ClosePool it => Named(it.Pool.IsDefault, nameof(it.Pool)),
        ClaimVenueAccount it => Named(it.Feed.IsDefault, nameof(it.Feed)) ?? Named(it.Pool.IsDefault, nameof(it.Pool)),
        ReleaseVenueAccount it => Named(it.Feed.IsDefault, nameof(it.Feed)),
        MoveVenueAccount it => Named(it.Feed.IsDefault, nameof(it.Feed)) ?? Named(it.To.IsDefault, nameof(it.To)),
        AcknowledgeCall it => Named(it.Call.IsDefault, nameof(it.Call)),
        DisputeCall it => Named(it.Call.IsDefault, nameof(it.Call)) ?? Words.Check(it.Reason, nameof(it.Reason)),
        WithdrawCall it => Named(it.Call.IsDefault, nameof(it.Call)) ?? Words.Check(it.Reason, nameof(it.Reason)),
        ApproveLiquidation it => Named(it.Liquidation.IsDefault, nameof(it.Liquidation)),
        HoldLiquidation it => Named(it.Liquidation.IsDefault, nameof(it.Liquidation)) ?? Words.Check(it.Reason, nameof(it.Reason)),
        ReleaseLiquidation it => Named(it.Liquidation.IsDefault, nameof(it.Liquidation)),
        AbortLiquidation it => Named(it.Liquidation.IsDefault, nameof(it.Liquidation)) ?? Words.Check(it.Reason, nameof(it.Reason)),
        ReportLeg it => RefusalOf(it),
        AnnounceTransfer it => RefusalOf(it),
        CancelTransfer it => Reference(it.Reference),
        ExplainMovement it => Named(it.Feed.IsDefault, nameof(it.Feed))
            ?? Reference(it.Reference)
            ?? Words.Check(it.Explanation, nameof(it.Explanation)),
        ProposeCorrection it => RefusalOf(it),
        ApproveCorrection it => Named(it.Correction.IsDefault, nameof(it.Correction)),
        WithdrawCorrection it => Named(it.Correction.IsDefault, nameof(it.Correction)) ?? Words.Check(it.Reason, nameof(it.Reason)),
        _ => throw new ArgumentException($"An account does not take {command.GetType().Name}.", nameof(command)),
    };

    /// <summary>An executor may leave the reason out.</summary>
    private static CommandRefused? RefusalOf(ReportLeg report) =>
        Named(report.Leg.IsDefault, nameof(report.Leg))
        ?? (report.Report != LegReport.Unspecified && Enum.IsDefined(report.Report)
            ? null
            : Malformed(nameof(report.Report), $"It reports {report.Report}."))
        ?? (report.Reason is { Length: 0 } ? null : Words.Check(report.Reason, nameof(report.Reason)));

    private static CommandRefused? RefusalOf(AnnounceTransfer transfer) =>
        Reference(transfer.Reference)
        ?? Named(transfer.Asset.IsDefault, nameof(transfer.Asset))
        ?? (transfer.Amount > Quantity.Zero ? null : Malformed(nameof(transfer.Amount), $"It moves {transfer.Amount}; an amount is positive."))
        ?? Named(transfer.From.IsDefault, nameof(transfer.From))
        ?? Named(transfer.To.IsDefault, nameof(transfer.To))
        ?? (transfer.From != transfer.To ? null : Malformed(nameof(transfer.To), $"It leads from {transfer.From} to itself."));

    private static CommandRefused? RefusalOf(ProposeCorrection correction) =>
        Named(correction.Feed.IsDefault, nameof(correction.Feed))
        ?? Named(correction.Asset.IsDefault, nameof(correction.Asset))
        ?? (correction.Amount != Quantity.Zero ? null : Malformed(nameof(correction.Amount), "It corrects nothing."))
        ?? Words.Check(correction.Reason, nameof(correction.Reason));

    private static CommandRefused? Policy(AccountPolicy policy)
    {
        var findings = PolicyCheck.Of(policy);
        return findings.Count == 0 ? null : Malformed(nameof(Policy), string.Join("; ", findings));
    }

    private static CommandRefused? Reference(string? reference) =>
        Identifier.IsValid(reference, LongestReference)
            ? null
            : Malformed(nameof(Reference), $"A reference has 1 to {LongestReference} visible characters without spaces.");

    private static CommandRefused? Named(bool isDefault, string field) => isDefault ? Malformed(field, "It names nothing.") : null;

    private static CommandRefused Malformed(string field, string message) => new(Refusal.Malformed, field, message);
}
