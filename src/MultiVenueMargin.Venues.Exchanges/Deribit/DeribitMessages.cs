using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Venues.Exchanges.Deribit.Wire;
using MultiVenueMargin.Venues.Links;
using MultiVenueMargin.Venues.Numbers;
using MultiVenueMargin.Venues.Updates;

namespace MultiVenueMargin.Venues.Exchanges.Deribit;

/// <summary>
/// Reads what comes over Deribit's websocket unasked, and confirmations and refusals of requests. Never throws for what a message says.
/// </summary>
public static class DeribitMessages
{
    public static VenueReading Read(ReadOnlySpan<byte> message)
    {
        DeribitEnvelope? envelope;
        try
        {
            envelope = JsonSerializer.Deserialize(message, DeribitJson.Default.DeribitEnvelope);
            return envelope is null ? new ReadingFailed(VenueError.Unparsable("null is no message")) : Read(envelope);
        }
        catch (JsonException problem)
        {
            return new ReadingFailed(VenueError.Unparsable($"no message of this venue: {problem.Path}"));
        }
    }

    private static VenueReading Read(DeribitEnvelope envelope)
    {
        if (envelope.Error is { } error)
        {
            return new ReadingFailed(DeribitErrors.Read(error), envelope.Id.Text);
        }

        return envelope switch
        {
            { Method: "heartbeat", Params.Type: "test_request" } => new LifeSign(WantsAnswer: true),
            { Method: "heartbeat" } => new LifeSign(WantsAnswer: false),
            { Method: "subscription", Params: { Channel: { } channel } parameters } => Push(envelope, parameters, channel),
            { Method: null, Id.IsAbsent: false } when envelope.Result.ValueKind != JsonValueKind.Undefined => new RequestDone(envelope.Id.Text),
            _ => new ReadingFailed(VenueError.Unparsable("neither a push nor an answer"), envelope.Id.Text),
        };
    }

    private static VenueReading Push(DeribitEnvelope envelope, DeribitParams parameters, string channel)
    {
        var fields = new FieldReader();
        fields.Unnamed(envelope.Rest, DeribitFields.Envelope, "message");
        fields.Unnamed(parameters.Rest, DeribitFields.Params, "params");
        if (Updates(fields, channel.Split('.'), parameters.Data) is not { } updates)
        {
            return new ChannelNotHandled(channel);
        }

        return fields.Problem is { } problem
            ? new ReadingFailed(VenueError.Unparsable($"{channel}: {problem}"))
            : new UpdatesRead(updates, fields.Remarks);
    }

    private static IReadOnlyList<VenueUpdate>? Updates(FieldReader fields, string[] channel, JsonElement data) => channel switch
    {
        ["user", "portfolio", ..] => DeribitMargin.Read(fields, [Of(data, DeribitJson.Default.DeribitSummary)], FeedParts.None, saidAt: null),
        ["user", "changes", ..] => DeribitHoldings.Changes(fields, Of(data, DeribitJson.Default.DeribitChanges)),
        ["user", "orders", ..] => Orders(fields, OneOrMany(data, DeribitJson.Default.DeribitOrder, DeribitJson.Default.DeribitOrderArray)),
        ["user", "trades", ..] => DeribitHoldings.Liquidations(fields, Of(data, DeribitJson.Default.DeribitTradeArray)),
        ["user", "lock"] => Told([Lock(fields, Of(data, DeribitJson.Default.DeribitLock))]),
        ["platform_state"] or ["platform_state", ..] => Told([Lock(fields, Of(data, DeribitJson.Default.DeribitLock))]),
        ["ticker", ..] or ["quote", ..] => Told([DeribitPricing.Read(fields, Of(data, DeribitJson.Default.DeribitTicker))]),
        ["markprice", "options", ..] => Told(Of(data, DeribitJson.Default.DeribitOptionMarkArray).Select(each => DeribitPricing.Read(fields, each))),
        ["deribit_price_index", ..] => Told([DeribitPricing.Read(fields, Of(data, DeribitJson.Default.DeribitIndexPrice))]),
        ["deribit_volatility_index", ..] => Told([DeribitPricing.Read(fields, Of(data, DeribitJson.Default.DeribitVolatilityIndex))]),
        ["instrument", "state", ..] => Told([DeribitInstruments.Read(fields, Of(data, DeribitJson.Default.DeribitInstrumentState))]),
        _ => null,
    };

    private static IReadOnlyList<VenueUpdate> Orders(FieldReader fields, DeribitOrder[] orders)
    {
        var times = orders.Select(order => fields.Instant(order.LastUpdateTimestamp, "last_update_timestamp"));
        return [DeribitHoldings.Orders(fields, orders, FeedParts.None, times.Max()), .. DeribitHoldings.Liquidations(fields, orders)];
    }

    private static VenueUpdate[] Told(IEnumerable<VenueUpdate?> updates) => [.. updates.OfType<VenueUpdate>()];

    private static TradingLockTold? Lock(FieldReader fields, DeribitLock wire)
    {
        fields.Unnamed(wire.Rest, DeribitFields.Lock, "platform_state");
        return (wire.Locked ?? wire.Maintenance) is { } isLocked ? new TradingLockTold(wire.PriceIndex ?? wire.Currency ?? "all", isLocked) : null;
    }

    // The raw interval sends an order as it is, the others send a list.
    private static T[] OneOrMany<T>(JsonElement data, JsonTypeInfo<T> one, JsonTypeInfo<T[]> many)
        where T : class => data.ValueKind == JsonValueKind.Array ? Of(data, many) : [Of(data, one)];

    private static T Of<T>(JsonElement data, JsonTypeInfo<T> type)
        where T : class => (data.ValueKind == JsonValueKind.Undefined ? null : data.Deserialize(type)) ?? throw new JsonException("no data");
}
