using Grpc.Core;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Contracts.Feeds;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Gateway.Answers;
using MultiVenueMargin.Gateway.Callers;
using MultiVenueMargin.Gateway.Streams;

namespace MultiVenueMargin.Gateway.Services;

/// <summary>feed_service.proto.</summary>
internal sealed class FeedEndpoint(IMarginPlatform platform, Gatekeeper gate, DoorOptions options) : V1.FeedService.FeedServiceBase
{
    /// <summary>In place of the generated one, whose messages nobody makes.</summary>
    public async Task Connect(
        IAsyncStreamReader<FeedMessage> requestStream, IServerStreamWriter<V1.ConnectResponse> responseStream, ServerCallContext context)
    {
        var outlet = new Outlet<V1.ConnectResponse>(responseStream, context, options);
        using var connection = new FeedConnection(platform, outlet, options.Limits)
        {
            MayFeed = account => gate.AllowsAsync(context, Need.Feed, NeedScope.Of(account)),
        };
        await connection.RunAsync(requestStream).ConfigureAwait(false);
    }

    public override async Task<V1.ListFeedsResponse> ListFeeds(V1.ListFeedsRequest request, ServerCallContext context)
    {
        var account = Answer.Sound(WireReader.Read(request, static (at, wire) => at.Account("account", wire.Account)));
        await gate.RequireAsync(context, Need.WatchFeeds, account).ConfigureAwait(false);
        var view = Answer.Found(await platform.AccountAsync(account, context.CancellationToken).ConfigureAwait(false), account);
        return new V1.ListFeedsResponse { Feeds = { view.Feeds.OrderBy(feed => feed.Feed).Select(feed => ReportWire.Write(feed, view.At)) } };
    }
}
