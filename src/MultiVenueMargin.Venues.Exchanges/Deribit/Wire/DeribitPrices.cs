using System.Text.Json;
using System.Text.Json.Serialization;
using MultiVenueMargin.Venues.Numbers;

namespace MultiVenueMargin.Venues.Exchanges.Deribit.Wire;

/// <summary>The data of <c>ticker</c> and <c>quote</c>, and the answer of <c>public/ticker</c>.</summary>
internal sealed record DeribitTicker
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }

    public string? InstrumentName { get; set; }

    public VenueNumber Timestamp { get; set; }

    public VenueNumber MarkPrice { get; set; }

    public VenueNumber IndexPrice { get; set; }

    public VenueNumber BestBidPrice { get; set; }

    public VenueNumber BestAskPrice { get; set; }

    /// <summary>In per cent.</summary>
    public VenueNumber MarkIv { get; set; }

    /// <summary>Of options: the forward of the expiry.</summary>
    public VenueNumber UnderlyingPrice { get; set; }

    public VenueNumber DeliveryPrice { get; set; }

    public VenueNumber CurrentFunding { get; set; }
}

/// <summary>A row of <c>get_book_summary_by_currency</c> and <c>get_book_summary_by_instrument</c>.</summary>
internal sealed record DeribitBookSummary
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }

    public string? InstrumentName { get; set; }

    public VenueNumber CreationTimestamp { get; set; }

    public VenueNumber MarkPrice { get; set; }

    public VenueNumber BidPrice { get; set; }

    public VenueNumber AskPrice { get; set; }

    /// <summary>In per cent.</summary>
    public VenueNumber MarkIv { get; set; }

    public VenueNumber UnderlyingPrice { get; set; }

    public VenueNumber CurrentFunding { get; set; }
}

/// <summary>A row of <c>markprice.options</c>.</summary>
internal sealed record DeribitOptionMark
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }

    public string? InstrumentName { get; set; }

    public VenueNumber Timestamp { get; set; }

    public VenueNumber MarkPrice { get; set; }

    /// <summary>As a share, unlike the per cent of a ticker.</summary>
    public VenueNumber Iv { get; set; }
}

/// <summary>The data of <c>deribit_price_index</c>.</summary>
internal sealed record DeribitIndexPrice
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }

    public string? IndexName { get; set; }

    public VenueNumber Price { get; set; }

    public VenueNumber Timestamp { get; set; }
}

/// <summary>The data of <c>deribit_volatility_index</c>, in per cent.</summary>
internal sealed record DeribitVolatilityIndex
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }

    public string? IndexName { get; set; }

    public VenueNumber Volatility { get; set; }

    public VenueNumber Timestamp { get; set; }
}

/// <summary>The data of <c>platform_state</c> and <c>user.lock</c>.</summary>
internal sealed record DeribitLock
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }

    public bool? Locked { get; set; }

    public bool? Maintenance { get; set; }

    public string? PriceIndex { get; set; }

    public string? Currency { get; set; }
}
