using System.Text.Json;
using System.Text.Json.Serialization;
using MultiVenueMargin.Venues.Numbers;

namespace MultiVenueMargin.Venues.Exchanges.Deribit.Wire;

/// <summary>A row of <c>get_positions</c>, and of <c>positions</c> in <c>user.changes</c>.</summary>
internal sealed record DeribitPosition
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }

    public string? InstrumentName { get; set; }

    public string? Kind { get; set; }

    /// <summary>buy, sell or zero; the sizes are signed as well.</summary>
    public string? Direction { get; set; }

    /// <summary>In USD for a future, whatever it settles in; in coins for an option.</summary>
    public VenueNumber Size { get; set; }

    /// <summary>In coins; of futures only.</summary>
    public VenueNumber SizeCurrency { get; set; }

    public VenueNumber AveragePrice { get; set; }

    public VenueNumber MarkPrice { get; set; }

    public VenueNumber InitialMargin { get; set; }

    public VenueNumber MaintenanceMargin { get; set; }

    public VenueNumber OpenOrdersMargin { get; set; }

    /// <summary>Profit since the last settlement. <c>total_profit_loss</c> counts from the entry, and most of it is in the balance already.</summary>
    public VenueNumber FloatingProfitLoss { get; set; }

    public VenueNumber EstimatedLiquidationPrice { get; set; }
}

/// <summary>What changed with one instrument: the data of <c>user.changes</c>.</summary>
internal sealed record DeribitChanges
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }

    public string? InstrumentName { get; set; }

    public DeribitTrade[]? Trades { get; set; }

    public DeribitPosition[]? Positions { get; set; }

    public DeribitOrder[]? Orders { get; set; }
}
