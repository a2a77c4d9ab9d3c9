using MultiVenueMargin.Accounts.Alerts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Transfers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Accounts;

/// <summary>
/// How one account is run: what the house agreed with the client, as data. The margin methodology is not here but in the
/// rule book it names.
/// </summary>
public sealed record AccountPolicy
{
    public static RuleBookId DefaultRuleBook { get; } = new("house");

    public RuleBookId RuleBook { get; init; } = DefaultRuleBook;

    public FreshnessPolicy Freshness { get; init; } = new();

    public CallPolicy Calls { get; init; } = new();

    public LiquidationTerms Liquidation { get; init; } = new();

    public TransitPolicy Transit { get; init; } = new();

    /// <summary>How long moving collateral takes between two locations of this account.</summary>
    public IReadOnlyList<TransferRoute> Routes { get; init; } = [];

    /// <summary>Ratios at which the client wants to be told, set by the client; at most <see cref="Limits.Alerts"/>.</summary>
    public IReadOnlyList<AlertThreshold> Alerts { get; init; } = [];
}
