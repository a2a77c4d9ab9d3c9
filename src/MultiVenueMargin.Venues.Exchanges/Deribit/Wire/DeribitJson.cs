using System.Text.Json.Serialization;

namespace MultiVenueMargin.Venues.Exchanges.Deribit.Wire;

/// <summary>
/// How Deribit's messages are read: names in snake case, no name twice (which of two balances would be the true one?), no deeper than a message
/// of this venue is.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    MaxDepth = 16,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DeribitEnvelope))]
[JsonSerializable(typeof(DeribitSummary))]
[JsonSerializable(typeof(DeribitSummaries))]
[JsonSerializable(typeof(DeribitPosition[]))]
[JsonSerializable(typeof(DeribitChanges))]
[JsonSerializable(typeof(DeribitOrder))]
[JsonSerializable(typeof(DeribitOrder[]))]
[JsonSerializable(typeof(DeribitTrade[]))]
[JsonSerializable(typeof(DeribitInstrument))]
[JsonSerializable(typeof(DeribitInstrument[]))]
[JsonSerializable(typeof(DeribitInstrumentState))]
[JsonSerializable(typeof(DeribitTicker))]
[JsonSerializable(typeof(DeribitBookSummary[]))]
[JsonSerializable(typeof(DeribitOptionMark[]))]
[JsonSerializable(typeof(DeribitIndexPrice))]
[JsonSerializable(typeof(DeribitVolatilityIndex))]
[JsonSerializable(typeof(DeribitLock))]
internal sealed partial class DeribitJson : JsonSerializerContext;
