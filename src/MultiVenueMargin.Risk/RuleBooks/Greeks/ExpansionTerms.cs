namespace MultiVenueMargin.Risk.RuleBooks.Greeks;

/// <summary>What each term of the expansion adds to a profit, in USD.</summary>
public readonly record struct ExpansionTerms(double Delta, double Gamma, double Vega, double Vanna, double Volga, double Theta)
{
    public double Profit => Delta + Gamma + Vega + Vanna + Volga + Theta;

    /// <summary>By name, in the order of the expansion.</summary>
    public IEnumerable<(string Name, double Profit)> Named =>
        [("Δ", Delta), ("Γ", Gamma), ("vega", Vega), ("vanna", Vanna), ("volga", Volga), ("θ", Theta)];

    public static ExpansionTerms operator +(ExpansionTerms one, ExpansionTerms other) => new(
        one.Delta + other.Delta,
        one.Gamma + other.Gamma,
        one.Vega + other.Vega,
        one.Vanna + other.Vanna,
        one.Volga + other.Volga,
        one.Theta + other.Theta);
}
