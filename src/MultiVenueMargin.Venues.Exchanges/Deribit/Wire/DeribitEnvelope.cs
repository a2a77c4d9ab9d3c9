using System.Text.Json;
using System.Text.Json.Serialization;
using MultiVenueMargin.Venues.Numbers;

namespace MultiVenueMargin.Venues.Exchanges.Deribit.Wire;

/// <summary>JSON-RPC as Deribit speaks it: an answer has an id, a push has a method.</summary>
internal sealed record DeribitEnvelope
{
    // Every record of the wire keeps what it has no name for, so that a new field is seen.
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }

    public VenueNumber Id { get; set; }

    public string? Method { get; set; }

    public DeribitParams? Params { get; set; }

    public JsonElement Result { get; set; }

    public DeribitError? Error { get; set; }

    /// <summary>Microseconds at which the venue took the request in and sent the answer out.</summary>
    [JsonPropertyName("usIn")]
    public VenueNumber UsIn { get; set; }

    [JsonPropertyName("usOut")]
    public VenueNumber UsOut { get; set; }
}

internal sealed record DeribitParams
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }

    public string? Channel { get; set; }

    public JsonElement Data { get; set; }

    /// <summary>Of a heartbeat: <c>heartbeat</c>, or <c>test_request</c>, which wants an answer.</summary>
    public string? Type { get; set; }
}

internal sealed record DeribitError
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }

    public VenueNumber Code { get; set; }

    public string? Message { get; set; }
}
