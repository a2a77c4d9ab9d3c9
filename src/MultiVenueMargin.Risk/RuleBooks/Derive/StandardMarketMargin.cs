namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>What the standard manager finds of one market, in cash.</summary>
public sealed record StandardMarketMargin
{
    public required string Market { get; init; }

    public required decimal OptionValue { get; init; }

    /// <summary>The underlying held, at its price over the price of a unit of cash.</summary>
    public required decimal BaseValue { get; init; }

    public required decimal Unsettled { get; init; }

    public required ManagerCharge Perpetual { get; init; }

    /// <summary>By expiry: what is asked beyond giving up the options' whole value.</summary>
    public required IReadOnlyList<StandardExpiryMargin> Expiries { get; init; }

    /// <summary>What of the underlying's value does not count.</summary>
    public required ManagerCharge Collateral { get; init; }

    public required ManagerCharge Confidence { get; init; }

    /// <summary>For a unit of cash that is worth less than a dollar.</summary>
    public required ManagerCharge Depeg { get; init; }

    /// <summary>The options' margin as the venue states it: a balance, never above zero.</summary>
    public ManagerCharge OptionBalance => Expiries.Aggregate(default(ManagerCharge), (sum, expiry) => sum + expiry.Balance);

    public decimal MarkToMarket => OptionValue + BaseValue + Unsettled;

    public ManagerCharge Charges => Perpetual + Collateral + Confidence + Depeg
        + Expiries.Aggregate(default(ManagerCharge), (sum, expiry) => sum + expiry.Charge);
}
