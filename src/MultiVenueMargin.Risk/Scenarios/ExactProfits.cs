namespace MultiVenueMargin.Risk.Scenarios;

/// <summary>Profit of one contract in USD per scenario, exact from 15 significant digits of each change.</summary>
public readonly struct ExactProfits
{
    private readonly RiskArray _array;

    internal ExactProfits(RiskArray array) => _array = array;

    public int Length => _array.Set.Count;

    public decimal this[int scenario] => _array.ExactAt(scenario);
}
