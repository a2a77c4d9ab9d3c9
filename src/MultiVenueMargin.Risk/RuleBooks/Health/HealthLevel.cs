namespace MultiVenueMargin.Risk.RuleBooks.Health;

/// <summary>Which health is asked for; the first is never above the second, nor that above the third.</summary>
public enum HealthLevel
{
    /// <summary>What allows new risk: initial weights, scaled where the whole venue is concentrated, and lagged prices.</summary>
    Initial = 0,

    /// <summary>At which a liquidation ends: initial weights, unscaled, at the oracle's price.</summary>
    LiquidationEnd,

    /// <summary>Below which one starts: maintenance weights at the oracle's price.</summary>
    Maintenance,
}
