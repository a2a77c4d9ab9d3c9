namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>What a scenario does to volatilities.</summary>
public enum ScenarioVolatility
{
    None = 0,

    Up,

    Down,

    /// <summary>Turns the smile about the forward.</summary>
    Linear,

    /// <summary>Lifts both of its wings.</summary>
    Abs,
}
