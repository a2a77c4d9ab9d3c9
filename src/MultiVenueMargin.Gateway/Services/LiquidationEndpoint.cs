using Grpc.Core;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Gateway.Answers;
using MultiVenueMargin.Gateway.Callers;
using MultiVenueMargin.Gateway.Streams;

namespace MultiVenueMargin.Gateway.Services;

/// <summary>liquidation_service.proto.</summary>
internal sealed class LiquidationEndpoint(IMarginPlatform platform, Gatekeeper gate, AccountCommands commands, AccountLooks looks, DoorOptions options)
    : V1.LiquidationService.LiquidationServiceBase
{
    private const string ListQuestion = "liquidations";

    public override async Task WatchLiquidationRequests(
        V1.WatchLiquidationRequestsRequest request, IServerStreamWriter<V1.WatchLiquidationRequestsResponse> responseStream, ServerCallContext context)
    {
        var (account, venue) = Answer.Sound(WireReader.Read(request, static (at, wire) => (
            wire.Account.Length == 0 ? (AccountId?)null : at.Account("account", wire.Account),
            wire.Venue.Length == 0 ? (LocationId?)null : at.Location("venue", wire.Venue))));
        var outlet = new Outlet<V1.WatchLiquidationRequestsResponse>(responseStream, context, options) { Cursor = request.Cursor };
        var venues = venue is { } one ? new LegVenues(platform, one) : null;
        var decisions = new DecisionStream<V1.WatchLiquidationRequestsResponse>(platform, gate, looks, context, outlet, options)
        {
            Need = Need.WatchRequests,
            Open = view => view.Liquidations
                .SelectMany(liquidation => liquidation.Legs
                    .Where(leg => leg.Outcome == LegOutcome.Unspecified && (venue is null || leg.Leg.Venue == venue))
                    .Select(leg => LiquidationWire.OpenLeg(liquidation.Liquidation, leg, view.Version, view.At)))
                .Select(leg => new V1.WatchLiquidationRequestsResponse { Leg = leg }),
            Event = static item => LiquidationWire.EventOf(item) is { } leg ? new V1.WatchLiquidationRequestsResponse { Leg = leg } : null,
            Concerns = item => venues?.ConcernsAsync(item, context.CancellationToken) ?? ValueTask.FromResult(true),
            Stamp = static (message, cursor) => message.Cursor = cursor,
            Progress = static progress => new V1.WatchLiquidationRequestsResponse { Progress = progress },
        };
        await decisions.RunAsync(account, new Cursor(request.Cursor)).ConfigureAwait(false);
    }

    public override async Task<V1.ListLiquidationsResponse> ListLiquidations(V1.ListLiquidationsRequest request, ServerCallContext context)
    {
        var (account, size) = Answer.Sound(WireReader.Read(request, static (at, wire) => (
            wire.Account.Length == 0 ? (AccountId?)null : at.Account("account", wire.Account), at.PageSize("page_size", wire.PageSize))));
        var page = await looks.PageAsync(context, Need.Look, account, ListQuestion, request.PageToken, size).ConfigureAwait(false);
        return new V1.ListLiquidationsResponse
        {
            Liquidations =
            {
                page.Views.SelectMany(view => view.Liquidations)
                    .Where(liquidation => request.IncludeEnded || liquidation.Status != LiquidationStatus.Ended)
                    .Select(LiquidationWire.Write),
            },
            NextPageToken = page.NextToken,
        };
    }

    public override async Task<V1.PreviewLiquidationResponse> PreviewLiquidation(V1.PreviewLiquidationRequest request, ServerCallContext context)
    {
        var (account, pool) = Answer.Sound(WireReader.Read(request, static (at, wire) => (at.Account("account", wire.Account), at.Pool("pool", wire.Pool))));
        await gate.RequireAsync(context, Need.Look, account).ConfigureAwait(false);
        var preview = await platform.PreviewLiquidationAsync(account, pool, context.CancellationToken).ConfigureAwait(false);
        return LiquidationWire.Write(Answer.Found(preview, account));
    }

    public override async Task<V1.ApproveResponse> Approve(V1.ApproveRequest request, ServerCallContext context) =>
        new() { Version = await VersionAsync(context, Need.Judge, LiquidationWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.HoldResponse> Hold(V1.HoldRequest request, ServerCallContext context) =>
        new() { Version = await VersionAsync(context, Need.Judge, LiquidationWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.ReleaseResponse> Release(V1.ReleaseRequest request, ServerCallContext context) =>
        new() { Version = await VersionAsync(context, Need.Judge, LiquidationWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.AbortResponse> Abort(V1.AbortRequest request, ServerCallContext context) =>
        new() { Version = await VersionAsync(context, Need.Judge, LiquidationWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.ReportStepResponse> ReportStep(V1.ReportStepRequest request, ServerCallContext context) =>
        new() { Version = await VersionAsync(context, Need.Execute, LiquidationWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    private async Task<long> VersionAsync(ServerCallContext context, Need need, Read<AccountCommand> read) =>
        (await commands.SendAsync(context, need, read).ConfigureAwait(false)).Version;
}
