using Grpc.Core;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Gateway.Answers;
using MultiVenueMargin.Gateway.Callers;

namespace MultiVenueMargin.Gateway.Services;

/// <summary>account_service.proto.</summary>
internal sealed class AccountEndpoint(IMarginPlatform platform, Gatekeeper gate, AccountCommands commands) : V1.AccountService.AccountServiceBase
{
    private const string ListQuestion = "accounts";

    public override async Task<V1.GetAccountResponse> GetAccount(V1.GetAccountRequest request, ServerCallContext context)
    {
        var account = Answer.Sound(WireReader.Read(request, static (at, wire) => at.Account("account", wire.Account)));
        await gate.RequireAsync(context, Need.Look, account).ConfigureAwait(false);
        var view = Answer.Found(await platform.AccountAsync(account, context.CancellationToken).ConfigureAwait(false), account);
        return new V1.GetAccountResponse { Account = AccountWire.Write(view, view.At) };
    }

    /// <summary>Accounts that may not be seen are left out, so a page may be short and still not the last.</summary>
    public override async Task<V1.ListAccountsResponse> ListAccounts(V1.ListAccountsRequest request, ServerCallContext context)
    {
        var size = Answer.Sound(WireReader.Read(request, static (at, wire) => at.PageSize("page_size", wire.PageSize)));
        var after = PageToken.Read(ListQuestion, request.PageToken, static key => AccountId.TryParse(key, out var account) ? account : (AccountId?)null);
        var page = await platform.ListAccountsAsync(after, size, context.CancellationToken).ConfigureAwait(false);
        var response = new V1.ListAccountsResponse();
        foreach (var summary in page)
        {
            if (await gate.AllowsAsync(context, Need.Look, NeedScope.Of(summary.Account)).ConfigureAwait(false))
            {
                response.Accounts.Add(AccountWire.Write(summary));
            }
        }

        // A host may give fewer at once than it was asked for: only an empty page is the end.
        response.NextPageToken = page.Count == 0 ? "" : PageToken.Write(ListQuestion, page[^1].Account.ToString());
        return response;
    }

    public override async Task<V1.CreateAccountResponse> CreateAccount(V1.CreateAccountRequest request, ServerCallContext context) =>
        new() { Change = await ChangeAsync(context, Need.Operate, AccountWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.UpdatePolicyResponse> UpdatePolicy(V1.UpdatePolicyRequest request, ServerCallContext context) =>
        new() { Change = await ChangeAsync(context, Need.Judge, AccountWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.CloseAccountResponse> CloseAccount(V1.CloseAccountRequest request, ServerCallContext context) =>
        new() { Change = await ChangeAsync(context, Need.Operate, AccountWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.OpenPoolResponse> OpenPool(V1.OpenPoolRequest request, ServerCallContext context) =>
        new() { Change = await ChangeAsync(context, Need.Trade, AccountWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.ClosePoolResponse> ClosePool(V1.ClosePoolRequest request, ServerCallContext context) =>
        new() { Change = await ChangeAsync(context, Need.Trade, AccountWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.ClaimVenueAccountResponse> ClaimVenueAccount(V1.ClaimVenueAccountRequest request, ServerCallContext context) =>
        new() { Change = await ChangeAsync(context, Need.Operate, AccountWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.ReleaseVenueAccountResponse> ReleaseVenueAccount(V1.ReleaseVenueAccountRequest request, ServerCallContext context) =>
        new() { Change = await ChangeAsync(context, Need.Operate, AccountWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.MovePoolResponse> MovePool(V1.MovePoolRequest request, ServerCallContext context) =>
        new() { Change = await ChangeAsync(context, Need.Trade, AccountWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.AnnounceTransferResponse> AnnounceTransfer(V1.AnnounceTransferRequest request, ServerCallContext context) =>
        new() { Change = await ChangeAsync(context, Need.Trade, AccountWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.CancelTransferResponse> CancelTransfer(V1.CancelTransferRequest request, ServerCallContext context) =>
        new() { Change = await ChangeAsync(context, Need.Trade, AccountWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.ExplainMovementResponse> ExplainMovement(V1.ExplainMovementRequest request, ServerCallContext context) =>
        new() { Change = await ChangeAsync(context, Need.Trade, AccountWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.ProposeCorrectionResponse> ProposeCorrection(V1.ProposeCorrectionRequest request, ServerCallContext context) =>
        new() { Change = await ChangeAsync(context, Need.Correct, AccountWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.ApproveCorrectionResponse> ApproveCorrection(V1.ApproveCorrectionRequest request, ServerCallContext context) =>
        new() { Change = await ChangeAsync(context, Need.Correct, AccountWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.WithdrawCorrectionResponse> WithdrawCorrection(V1.WithdrawCorrectionRequest request, ServerCallContext context) =>
        new() { Change = await ChangeAsync(context, Need.Correct, AccountWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    private async Task<V1.AccountChange> ChangeAsync(ServerCallContext context, Need need, Read<AccountCommand> read) =>
        AccountWire.Write(await commands.SendAsync(context, need, read).ConfigureAwait(false));
}
