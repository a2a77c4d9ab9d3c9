using System.Text.Json;
using System.Text.Json.Serialization;
using MultiVenueMargin.Venues.Numbers;

namespace MultiVenueMargin.Venues.Exchanges.Deribit.Wire;

/// <summary>A row of <c>get_instruments</c>.</summary>
internal sealed record DeribitInstrument
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }

    public string? InstrumentName { get; set; }

    /// <summary>future (also perpetuals), option, spot, future_combo, option_combo.</summary>
    public string? Kind { get; set; }

    /// <summary>reversed or linear.</summary>
    public string? InstrumentType { get; set; }

    public string? BaseCurrency { get; set; }

    public string? QuoteCurrency { get; set; }

    /// <summary>The currency of strikes and underlying prices: USD for an inverse option, which is quoted in coin.</summary>
    public string? CounterCurrency { get; set; }

    public string? SettlementCurrency { get; set; }

    public string? SettlementPeriod { get; set; }

    public VenueNumber ExpirationTimestamp { get; set; }

    public string? OptionType { get; set; }

    public VenueNumber Strike { get; set; }

    public VenueNumber ContractSize { get; set; }

    public VenueNumber MinTradeAmount { get; set; }

    public VenueNumber TickSize { get; set; }

    public VenueNumber MaxLeverage { get; set; }

    public bool? IsActive { get; set; }

    public string? State { get; set; }
}

/// <summary>The data of <c>instrument.state</c>.</summary>
internal sealed record DeribitInstrumentState
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }

    public string? InstrumentName { get; set; }

    public string? State { get; set; }

    public VenueNumber Timestamp { get; set; }
}
