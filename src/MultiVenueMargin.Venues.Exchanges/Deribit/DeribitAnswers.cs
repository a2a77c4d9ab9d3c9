using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Venues.Exchanges.Deribit.Wire;
using MultiVenueMargin.Venues.Links;
using MultiVenueMargin.Venues.Numbers;
using MultiVenueMargin.Venues.Updates;

namespace MultiVenueMargin.Venues.Exchanges.Deribit;

/// <summary>What was asked: the answers do not say it themselves.</summary>
public enum DeribitQuestion
{
    Unspecified = 0,

    /// <summary><c>private/get_account_summaries</c>, every currency.</summary>
    AccountSummaries = 1,

    /// <summary><c>private/get_positions</c> with currency <c>any</c> and every kind.</summary>
    AllPositions = 2,

    /// <summary><c>private/get_open_orders</c> of every currency and kind.</summary>
    AllOpenOrders = 3,

    /// <summary><c>public/get_instruments</c> or <c>public/get_instrument</c>.</summary>
    Instruments = 4,

    /// <summary><c>public/ticker</c>.</summary>
    Ticker = 5,

    /// <summary><c>public/get_book_summary_by_currency</c> or <c>..._by_instrument</c>.</summary>
    BookSummaries = 6,
}

/// <summary>Reads answers to requests, which come in one form over HTTP and the websocket. Never throws for what an answer says.</summary>
public static class DeribitAnswers
{
    private const decimal MicrosecondsPerMillisecond = 1000m;

    public static VenueReading Read(DeribitQuestion question, ReadOnlySpan<byte> answer)
    {
        if (question is <= DeribitQuestion.Unspecified or > DeribitQuestion.BookSummaries)
        {
            throw new ArgumentOutOfRangeException(nameof(question), question, "Something was asked.");
        }

        try
        {
            var envelope = JsonSerializer.Deserialize(answer, DeribitJson.Default.DeribitEnvelope);
            return envelope switch
            {
                { Error: { } error } => new ReadingFailed(DeribitErrors.Read(error), envelope.Id.Text),
                { Method: null, Result.ValueKind: JsonValueKind.Object or JsonValueKind.Array } => Read(question, envelope),
                _ => new ReadingFailed(VenueError.Unparsable($"{question}: an answer without a result"), envelope?.Id.Text),
            };
        }
        catch (JsonException problem)
        {
            return new ReadingFailed(VenueError.Unparsable($"{question}: no answer of this venue: {problem.Path}"));
        }
    }

    private static VenueReading Read(DeribitQuestion question, DeribitEnvelope envelope)
    {
        var fields = new FieldReader();
        fields.Unnamed(envelope.Rest, DeribitFields.Envelope, "answer");
        var updates = Updates(fields, question, envelope.Result, SaidAt(fields, envelope));
        return fields.Problem is { } problem
            ? new ReadingFailed(VenueError.Unparsable($"{question}: {problem}"), envelope.Id.Text)
            : new UpdatesRead(updates, fields.Remarks);
    }

    private static IReadOnlyList<VenueUpdate> Updates(FieldReader fields, DeribitQuestion question, JsonElement result, DateTimeOffset? saidAt) =>
        question switch
        {
            DeribitQuestion.AccountSummaries => Summaries(fields, Of(result, DeribitJson.Default.DeribitSummaries), saidAt),
            DeribitQuestion.AllPositions => DeribitHoldings.Positions(fields, Of(result, DeribitJson.Default.DeribitPositionArray), FeedParts.Positions, saidAt),
            DeribitQuestion.AllOpenOrders => Orders(fields, Of(result, DeribitJson.Default.DeribitOrderArray), saidAt),
            DeribitQuestion.Instruments => Told(Instruments(result).Select(each => DeribitInstruments.Read(fields, each))),
            DeribitQuestion.Ticker => Told([DeribitPricing.Read(fields, Of(result, DeribitJson.Default.DeribitTicker))]),
            _ => Told(Of(result, DeribitJson.Default.DeribitBookSummaryArray).Select(each => DeribitPricing.Read(fields, each))),
        };

    private static IReadOnlyList<VenueUpdate> Summaries(FieldReader fields, DeribitSummaries wire, DateTimeOffset? saidAt)
    {
        fields.Unnamed(wire.Rest, DeribitFields.Summaries, "summaries");
        if (wire.Summaries is not { Length: > 0 } rows)
        {
            // The venue lists every currency it knows, with zeros: no row at all is no statement of an empty account.
            fields.Refuse("summaries is missing or empty");
            return [];
        }

        return DeribitMargin.Read(fields, rows, FeedParts.Balances, saidAt);
    }

    private static IReadOnlyList<VenueUpdate> Orders(FieldReader fields, DeribitOrder[] orders, DateTimeOffset? saidAt)
    {
        var told = DeribitHoldings.Orders(fields, orders, FeedParts.Orders, saidAt);

        // A trigger that waits is listed among the open orders; in a complete list, what does not rest is not there.
        var resting = from fact in told.Facts where fact is not OrderFact { Open.Value: 0 } select fact;
        return [told with { Facts = [.. resting] }, .. DeribitHoldings.Liquidations(fields, orders)];
    }

    private static VenueUpdate[] Told(IEnumerable<VenueUpdate?> updates) => [.. updates.OfType<VenueUpdate>()];

    private static DeribitInstrument[] Instruments(JsonElement result) => result.ValueKind == JsonValueKind.Array
        ? Of(result, DeribitJson.Default.DeribitInstrumentArray)
        : [Of(result, DeribitJson.Default.DeribitInstrument)];

    /// <summary>When the answer left the venue.</summary>
    private static DateTimeOffset? SaidAt(FieldReader fields, DeribitEnvelope envelope) =>
        fields.Exact(envelope.UsOut, "usOut") is { } microseconds and >= 0
            ? fields.Instant(new VenueNumber(Domain.ExactNumber.Format(decimal.Truncate(microseconds / MicrosecondsPerMillisecond))), "usOut")
            : null;

    private static T Of<T>(JsonElement result, JsonTypeInfo<T> type)
        where T : class => result.Deserialize(type) ?? throw new JsonException("no result");
}
