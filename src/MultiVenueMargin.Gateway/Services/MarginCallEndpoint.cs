using Grpc.Core;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Gateway.Answers;
using MultiVenueMargin.Gateway.Callers;
using MultiVenueMargin.Gateway.Streams;

namespace MultiVenueMargin.Gateway.Services;

/// <summary>margin_call_service.proto.</summary>
internal sealed class MarginCallEndpoint(IMarginPlatform platform, Gatekeeper gate, AccountCommands commands, AccountLooks looks, DoorOptions options) : V1.MarginCallService.MarginCallServiceBase
{
    private const string ListQuestion = "margin calls";

    public override async Task WatchMarginCalls(
        V1.WatchMarginCallsRequest request, IServerStreamWriter<V1.WatchMarginCallsResponse> responseStream, ServerCallContext context)
    {
        var account = Answer.Sound(WireReader.Read(request, static (at, wire) => wire.Account.Length == 0 ? (AccountId?)null : at.Account("account", wire.Account)));
        var outlet = new Outlet<V1.WatchMarginCallsResponse>(responseStream, context, options) { Cursor = request.Cursor };
        var decisions = new DecisionStream<V1.WatchMarginCallsResponse>(platform, gate, looks, context, outlet, options)
        {
            Need = Need.Look,
            Open = static view => view.Calls
                .Where(call => call.Status != CallStatus.Ended)
                .Select(call => new V1.WatchMarginCallsResponse { Call = CallWire.OpenCall(call, view.Version, view.At) }),
            Event = static item => CallWire.EventOf(item) is { } call ? new V1.WatchMarginCallsResponse { Call = call } : null,
            Stamp = static (message, cursor) => message.Cursor = cursor,
            Progress = static progress => new V1.WatchMarginCallsResponse { Progress = progress },
        };
        await decisions.RunAsync(account, new Cursor(request.Cursor)).ConfigureAwait(false);
    }

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
