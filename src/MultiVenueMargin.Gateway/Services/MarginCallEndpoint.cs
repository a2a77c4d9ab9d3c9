using Grpc.Core;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Gateway.Answers;
using MultiVenueMargin.Gateway.Callers;

namespace MultiVenueMargin.Gateway.Services;

/// <summary>margin_call_service.proto.</summary>
internal sealed class MarginCallEndpoint(Gatekeeper gate, AccountCommands commands, AccountLooks looks) : V1.MarginCallService.MarginCallServiceBase
{
    private const string ListQuestion = "margin calls";

    public override async Task<V1.ListMarginCallsResponse> ListMarginCalls(V1.ListMarginCallsRequest request, ServerCallContext context)
    {
        var (account, size) = Answer.Sound(WireReader.Read(request, static (at, wire) => (
            wire.Account.Length == 0 ? (AccountId?)null : at.Account("account", wire.Account), at.PageSize("page_size", wire.PageSize))));
        var page = await looks.PageAsync(context, Need.Look, account, ListQuestion, request.PageToken, size).ConfigureAwait(false);
        return new V1.ListMarginCallsResponse
        {
            Calls = { page.Views.SelectMany(view => view.Calls).Where(call => request.IncludeEnded || call.Status != CallStatus.Ended).Select(CallWire.Write) },
            NextPageToken = page.NextToken,
        };
    }

    public override async Task<V1.AcknowledgeResponse> Acknowledge(V1.AcknowledgeRequest request, ServerCallContext context) =>
        new() { Version = await VersionAsync(context, Need.Trade, CallWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.DisputeResponse> Dispute(V1.DisputeRequest request, ServerCallContext context) =>
        new() { Version = await VersionAsync(context, Need.Trade, CallWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.WithdrawResponse> Withdraw(V1.WithdrawRequest request, ServerCallContext context) =>
        new() { Version = await VersionAsync(context, Need.Judge, CallWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    private async Task<long> VersionAsync(ServerCallContext context, Need need, Read<AccountCommand> read) =>
        (await commands.SendAsync(context, need, read).ConfigureAwait(false)).Version;
}
