using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Contracts;

/// <summary>account_service.proto: commands of accounts, and how an account stands.</summary>
public static class AccountWire
{
    public static V1.Account Write(AccountView view, DateTimeOffset now) => new()
    {
        Account_ = view.Account.ToString(),
        Version = view.Version,
        IsOpen = view.IsOpen,
        Policy = PolicyWire.Write(view.Policy),
        Pools = { view.Pools.Select(Write) },
        Feeds = { view.Feeds.Select(feed => ReportWire.Write(feed, now)) },
        Calls = { view.Calls.Select(CallWire.Write) },
        Liquidations = { view.Liquidations.Select(LiquidationWire.Write) },
        Transfers = { view.Transfers.Select(Write) },
        Corrections = { view.Corrections.Select(Write) },
        Deficits = { view.Deficits.Select(Write) },
        Alerts = { view.Alerts },
    };

    public static V1.AccountSummary Write(AccountSummary summary) => new()
    {
        Account = summary.Account.ToString(),
        IsOpen = summary.IsOpen,
        Version = summary.Version,
        Pools = { summary.Pools.Select(FiguresWire.Write) },
    };

    public static V1.AccountChange Write(CommandDone done) => new() { Version = done.Version, Created = done.Created };

    public static Read<AccountCommand> Read(V1.CreateAccountRequest wire, PrincipalId by) =>
        WireReader.Read<V1.CreateAccountRequest, AccountCommand>(wire, (at, request) =>
            new OpenAccount(at.Optional("policy", request.Policy, PolicyWire.Read) ?? new AccountPolicy())
            {
                Account = at.Account("account", request.Account),
                Request = at.Request("request_id", request.RequestId),
                By = by,
            });

    public static Read<AccountCommand> Read(V1.UpdatePolicyRequest wire, PrincipalId by) =>
        WireReader.Read<V1.UpdatePolicyRequest, AccountCommand>(wire, (at, request) => new ChangePolicy(at.Required("policy", request.Policy, PolicyWire.Read))
        {
            Account = at.Account("account", request.Account),
            Request = at.Request("request_id", request.RequestId),
            By = by,
        });

    public static Read<AccountCommand> Read(V1.CloseAccountRequest wire, PrincipalId by) =>
        WireReader.Read<V1.CloseAccountRequest, AccountCommand>(wire, (at, request) => new CloseAccount
        {
            Account = at.Account("account", request.Account),
            Request = at.Request("request_id", request.RequestId),
            By = by,
        });

    public static Read<AccountCommand> Read(V1.OpenPoolRequest wire, PrincipalId by) =>
        WireReader.Read<V1.OpenPoolRequest, AccountCommand>(wire, (at, request) => new OpenPool(at.NamedPool("pool", request.Pool), request.Purpose)
        {
            Account = at.Account("account", request.Account),
            Request = at.Request("request_id", request.RequestId),
            By = by,
        });

    public static Read<AccountCommand> Read(V1.ClosePoolRequest wire, PrincipalId by) =>
        WireReader.Read<V1.ClosePoolRequest, AccountCommand>(wire, (at, request) => new ClosePool(at.NamedPool("pool", request.Pool))
        {
            Account = at.Account("account", request.Account),
            Request = at.Request("request_id", request.RequestId),
            By = by,
        });

    public static Read<AccountCommand> Read(V1.ClaimVenueAccountRequest wire, PrincipalId by) =>
        WireReader.Read<V1.ClaimVenueAccountRequest, AccountCommand>(wire, (at, request) =>
            new ClaimVenueAccount(at.Feed("feed", request.Feed), at.Pool("pool", request.Pool))
            {
                Account = at.Account("account", request.Account),
                Request = at.Request("request_id", request.RequestId),
                By = by,
            });

    public static Read<AccountCommand> Read(V1.ReleaseVenueAccountRequest wire, PrincipalId by) =>
        WireReader.Read<V1.ReleaseVenueAccountRequest, AccountCommand>(wire, (at, request) => new ReleaseVenueAccount(at.Feed("feed", request.Feed))
        {
            Account = at.Account("account", request.Account),
            Request = at.Request("request_id", request.RequestId),
            By = by,
        });

    public static Read<AccountCommand> Read(V1.MovePoolRequest wire, PrincipalId by) =>
        WireReader.Read<V1.MovePoolRequest, AccountCommand>(wire, (at, request) =>
            new MoveVenueAccount(at.Feed("feed", request.Feed), at.NamedPool("to_pool", request.ToPool))
            {
                Account = at.Account("account", request.Account),
                Request = at.Request("request_id", request.RequestId),
                By = by,
            });

    public static Read<AccountCommand> Read(V1.AnnounceTransferRequest wire, PrincipalId by) =>
        WireReader.Read<V1.AnnounceTransferRequest, AccountCommand>(wire, (at, request) => new AnnounceTransfer(
            at.Reference("reference", request.Reference),
            at.Asset("asset", request.Asset),
            at.Quantity("amount", request.Amount),
            at.Feed("from", request.From),
            at.Feed("to", request.To),
            at.Instant("expected_by", request.ExpectedBy))
        {
            Account = at.Account("account", request.Account),
            Request = at.Request("request_id", request.RequestId),
            By = by,
        });

    public static Read<AccountCommand> Read(V1.CancelTransferRequest wire, PrincipalId by) =>
        WireReader.Read<V1.CancelTransferRequest, AccountCommand>(wire, (at, request) => new CancelTransfer(at.Reference("reference", request.Reference))
        {
            Account = at.Account("account", request.Account),
            Request = at.Request("request_id", request.RequestId),
            By = by,
        });

    public static Read<AccountCommand> Read(V1.ExplainMovementRequest wire, PrincipalId by) =>
        WireReader.Read<V1.ExplainMovementRequest, AccountCommand>(wire, (at, request) => new ExplainMovement(
            at.Feed("feed", request.Feed), at.Reference("reference", request.Reference), request.Explanation)
        {
            Account = at.Account("account", request.Account),
            Request = at.Request("request_id", request.RequestId),
            By = by,
        });

    public static Read<AccountCommand> Read(V1.ProposeCorrectionRequest wire, PrincipalId by) =>
        WireReader.Read<V1.ProposeCorrectionRequest, AccountCommand>(wire, (at, request) => new ProposeCorrection(
            at.Feed("feed", request.Feed),
            at.Asset("asset", request.Asset),
            at.Quantity("amount", request.Amount),
            request.Reason,
            at.Instant("until", request.Until))
        {
            Account = at.Account("account", request.Account),
            Request = at.Request("request_id", request.RequestId),
            By = by,
        });

    public static Read<AccountCommand> Read(V1.ApproveCorrectionRequest wire, PrincipalId by) =>
        WireReader.Read<V1.ApproveCorrectionRequest, AccountCommand>(wire, (at, request) =>
        {
            var correction = at.Decision("correction", request.Correction);
            return new ApproveCorrection(correction)
            {
                Account = correction.Account,
                Request = at.Request("request_id", request.RequestId),
                By = by,
            };
        });

    public static Read<AccountCommand> Read(V1.WithdrawCorrectionRequest wire, PrincipalId by) =>
        WireReader.Read<V1.WithdrawCorrectionRequest, AccountCommand>(wire, (at, request) =>
        {
            var correction = at.Decision("correction", request.Correction);
            return new WithdrawCorrection(correction, request.Reason)
            {
                Account = correction.Account,
                Request = at.Request("request_id", request.RequestId),
                By = by,
            };
        });

    private static V1.Pool Write(PoolView pool) => new()
    {
        Pool_ = pool.Pool.Code,
        State = FiguresWire.Write(pool.State),
        LastKnown = FiguresWire.Write(pool.LastKnown),
        IsReduceOnly = pool.IsReduceOnly,
        Purpose = pool.Purpose,
    };

    private static V1.TransferInTransit Write(TransferView transfer) => new()
    {
        Reference = transfer.Reference,
        Asset = transfer.Asset.Code,
        Amount = WireText.Of(transfer.Amount),
        From = transfer.From.ToString(),
        To = transfer.To.ToString(),
        ExpectedBy = WireText.Of(transfer.ExpectedBy),
        IsDebited = transfer.IsDebited,
        IsOverdue = transfer.IsOverdue,
    };

    private static V1.Correction Write(CorrectionView correction) => new()
    {
        Correction_ = correction.Correction.ToString(),
        Feed = correction.Feed.ToString(),
        Asset = correction.Asset.Code,
        Amount = WireText.Of(correction.Amount),
        Reason = correction.Reason,
        Until = WireText.Of(correction.Until),
        ProposedBy = correction.ProposedBy.Code,
        ApprovedBy = correction.ApprovedBy?.Code ?? "",
    };

    private static V1.Deficit Write(DeficitView deficit) => new()
    {
        Deficit_ = deficit.Deficit.ToString(),
        Pool = deficit.Pool.Code,
        Amount = WireText.Of(deficit.Amount),
        Granted = WireText.Of(deficit.Granted),
        IsSettled = deficit.IsSettled,
    };
}
