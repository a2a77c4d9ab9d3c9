using Grpc.Core;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Gateway.Answers;
using MultiVenueMargin.Gateway.Callers;

namespace MultiVenueMargin.Gateway.Services;

/// <summary>market_data_service.proto.</summary>
internal sealed class MarketDataEndpoint(IMarginPlatform platform, Gatekeeper gate, RegisterCommands commands) : V1.MarketDataService.MarketDataServiceBase
{
    private const string ListQuestion = "instruments";

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
}
