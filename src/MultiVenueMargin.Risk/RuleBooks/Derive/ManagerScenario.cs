namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>One scenario of a portfolio manager.</summary>
/// <param name="Spot">What the spot is multiplied by.</param>
/// <param name="Volatility">What volatilities do.</param>
/// <param name="Share">How much of the profit or loss counts.</param>
public sealed record ManagerScenario(decimal Spot, ScenarioVolatility Volatility, decimal Share = 1m)
{
    /// <summary>Whether it turns the smile, which may go either way in each expiry.</summary>
    public bool IsRotation => Volatility is ScenarioVolatility.Linear or ScenarioVolatility.Abs;

    public override string ToString() => FormattableString.Invariant($"spot x{Spot:0.####}, volatility {Volatility}, share {Share:0.####}");
}
