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

/// <summary>market_data_service.proto.</summary>
internal sealed class MarketDataEndpoint(IMarginPlatform platform, Gatekeeper gate, RegisterCommands commands, DoorOptions options) : V1.MarketDataService.MarketDataServiceBase
{
    private const string ListQuestion = "instruments";

    /// <summary>One batch after the other: what a source says next replaces what it said before. A batch that is refused ends nothing.</summary>
    public override async Task Publish(
        IAsyncStreamReader<V1.PublishRequest> requestStream, IServerStreamWriter<V1.PublishResponse> responseStream, ServerCallContext context)
    {
        await gate.RequireAsync(context, Need.Feed, NeedScope.Platform).ConfigureAwait(false);
        var outlet = new Outlet<V1.PublishResponse>(responseStream, context, options);
        while (await requestStream.MoveNext(context.CancellationToken).ConfigureAwait(false))
        {
            var read = MarketDataWire.Read(requestStream.Current);
            var response = read.IsSound
                ? MarketDataWire.Write(await platform.PublishAsync(read.Value, context.CancellationToken).ConfigureAwait(false))
                : MarketDataWire.Refused(read.Problems);
            await outlet.WriteAsync(response, "").ConfigureAwait(false);
        }
    }

    public override async Task WatchMarket(
        V1.WatchMarketRequest request, IServerStreamWriter<V1.WatchMarketResponse> responseStream, ServerCallContext context)
    {
        await gate.RequireAsync(context, Need.BeKnown, NeedScope.Platform).ConfigureAwait(false);
        var outlet = new Outlet<V1.WatchMarketResponse>(responseStream, context, options) { Cursor = request.Cursor };
        var from = new Cursor(request.Cursor);
        if (request.Cursor.Length == 0)
        {
            var view = await platform.MarketAsync(context.CancellationToken).ConfigureAwait(false);
            from = view.Next;
            await ShowAsync(view, outlet).ConfigureAwait(false);
        }

        var pump = new JournalPump<V1.WatchMarketResponse>(platform, outlet, options)
        {
            Write = item => MarketPieces.Of(item, options.Limits.MarketItemsPerMessage).Select(change => new V1.WatchMarketResponse { Change = change }),
            MaySee = static _ => ValueTask.FromResult(true),
            Stamp = static (message, cursor) => message.Cursor = cursor,
            Progress = cursor => new V1.WatchMarketResponse { Progress = FiguresWire.Progress(cursor, options.Clock.GetUtcNow()) },
        };
        await pump.RunAsync(from, ReadScope.All with { Kinds = [StreamKind.Market] }, follow: true).ConfigureAwait(false);
    }

    public override async Task<V1.GetInstrumentResponse> GetInstrument(V1.GetInstrumentRequest request, ServerCallContext context)
    {
        var id = Answer.Sound(WireReader.Read(request, static (at, wire) => at.Instrument("id", wire.Id)));
        await gate.RequireAsync(context, Need.BeKnown, NeedScope.Platform).ConfigureAwait(false);
        var view = Answer.Found(await platform.InstrumentAsync(id, context.CancellationToken).ConfigureAwait(false), $"instrument {id}");
        return new V1.GetInstrumentResponse
        {
            Instrument = InstrumentWire.Write(view.Instrument),
            Mark = view.Mark is { } mark ? MarketWire.Write(id, mark) : null,
            Market = FiguresWire.Write(view.Market),
        };
    }

    public override async Task<V1.ListInstrumentsResponse> ListInstruments(V1.ListInstrumentsRequest request, ServerCallContext context)
    {
        var (unit, size) = Answer.Sound(WireReader.Read(request, static (at, wire) => (
            wire.Unit.Length == 0 ? (RiskUnit?)null : at.Unit("unit", wire.Unit), at.PageSize("page_size", wire.PageSize))));
        await gate.RequireAsync(context, Need.BeKnown, NeedScope.Platform).ConfigureAwait(false);
        var question = $"{ListQuestion} {request.Unit}";
        var after = PageToken.Read(question, request.PageToken, static key => Identifier.IsValid(key, 96) ? new InstrumentId(key) : (InstrumentId?)null);
        var page = await platform.InstrumentsAsync(unit, after, size, context.CancellationToken).ConfigureAwait(false);
        return new V1.ListInstrumentsResponse
        {
            Instruments = { page.Items.Select(InstrumentWire.Write) },
            NextPageToken = page.IsEnd ? "" : PageToken.Write(question, page.Items[^1].Id.Code),
        };
    }

    public override async Task<V1.UpsertInstrumentsResponse> UpsertInstruments(V1.UpsertInstrumentsRequest request, ServerCallContext context)
    {
        var done = await commands.SendAsync(context, Need.Operate, MarketDataWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false);
        return new V1.UpsertInstrumentsResponse { Version = done.Version };
    }

    /// <summary>The picture is complete with its last piece, which alone has the cursor.</summary>
    private async Task ShowAsync(MarketView view, Outlet<V1.WatchMarketResponse> outlet)
    {
        V1.MarketChange? held = null;
        foreach (var piece in MarketPieces.Of(view, options.Limits.MarketItemsPerMessage))
        {
            if (held is not null)
            {
                await outlet.WriteAsync(new V1.WatchMarketResponse { Change = held }, "").ConfigureAwait(false);
            }

            held = piece;
        }

        var cursor = view.Next.ToString();
        await outlet.WriteAsync(new V1.WatchMarketResponse { Change = held, Cursor = cursor }, cursor).ConfigureAwait(false);
    }
}
