using System.Text.Json;
using System.Text.Json.Serialization;
using MultiVenueMargin.Venues.Numbers;

namespace MultiVenueMargin.Venues.Exchanges.Deribit.Wire;

/// <summary>An order of <c>get_open_orders</c>, <c>user.orders</c> and <c>user.changes</c>.</summary>
internal sealed record DeribitOrder
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }

    public string? OrderId { get; set; }

    public string? InstrumentName { get; set; }

    public string? Direction { get; set; }

    public string? OrderState { get; set; }

    /// <summary>In USD for inverse futures, else in coins.</summary>
    public VenueNumber Amount { get; set; }

    public VenueNumber FilledAmount { get; set; }

    /// <summary>A number, or <c>market_price</c>.</summary>
    public VenueNumber Price { get; set; }

    public bool? IsLiquidation { get; set; }

    public VenueNumber LastUpdateTimestamp { get; set; }
}

/// <summary>A trade of this account.</summary>
internal sealed record DeribitTrade
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }

    public string? InstrumentName { get; set; }

    public string? Direction { get; set; }

    public VenueNumber Amount { get; set; }

    public VenueNumber Price { get; set; }

    public VenueNumber Timestamp { get; set; }

    /// <summary>Which side this account was: M maker, T taker.</summary>
    public string? Liquidity { get; set; }

    /// <summary>Which sides were liquidated: M, T or MT; absent for a trade without a liquidation.</summary>
    public string? Liquidation { get; set; }
}
