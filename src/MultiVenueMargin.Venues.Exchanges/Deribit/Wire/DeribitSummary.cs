using System.Text.Json;
using System.Text.Json.Serialization;
using MultiVenueMargin.Venues.Numbers;

namespace MultiVenueMargin.Venues.Exchanges.Deribit.Wire;

/// <summary>One currency of an account: a push of <c>user.portfolio</c>, a row of <c>get_account_summaries</c>, an answer of <c>get_account_summary</c>.</summary>
internal sealed record DeribitSummary
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }

    public string? Currency { get; set; }

    public VenueNumber Balance { get; set; }

    public VenueNumber Equity { get; set; }

    public VenueNumber MarginBalance { get; set; }

    public VenueNumber InitialMargin { get; set; }

    public VenueNumber MaintenanceMargin { get; set; }

    public VenueNumber ProjectedInitialMargin { get; set; }

    public VenueNumber ProjectedMaintenanceMargin { get; set; }

    public VenueNumber AvailableFunds { get; set; }

    public VenueNumber AvailableWithdrawalFunds { get; set; }

    public VenueNumber AdditionalReserve { get; set; }

    public VenueNumber SpotReserve { get; set; }

    public VenueNumber LockedBalance { get; set; }

    public VenueNumber FeeBalance { get; set; }

    public VenueNumber OptionsValue { get; set; }

    public VenueNumber DeltaTotal { get; set; }

    public string? MarginModel { get; set; }

    public bool? CrossCollateralEnabled { get; set; }

    public bool? PortfolioMarginingEnabled { get; set; }

    public VenueNumber TotalEquityUsd { get; set; }

    public VenueNumber TotalMarginBalanceUsd { get; set; }

    public VenueNumber TotalInitialMarginUsd { get; set; }

    public VenueNumber TotalMaintenanceMarginUsd { get; set; }

    public VenueNumber TotalDeltaTotalUsd { get; set; }
}

/// <summary>The answer of <c>get_account_summaries</c>: a row for every currency that the venue knows.</summary>
internal sealed record DeribitSummaries
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }

    public DeribitSummary[]? Summaries { get; set; }
}
