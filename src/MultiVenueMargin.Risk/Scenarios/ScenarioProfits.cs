namespace MultiVenueMargin.Risk.Scenarios;

/// <summary>Profit of one contract in USD per scenario, each a change times what a change of one is worth.</summary>
public readonly ref struct ScenarioProfits
{
    internal ScenarioProfits(double factor, ReadOnlySpan<double> changes)
    {
        Factor = factor;
        Changes = changes;
    }

    public int Length => Changes.Length;

    /// <summary>What a change of one is worth.</summary>
    internal double Factor { get; }

    internal ReadOnlySpan<double> Changes { get; }

    public double this[int scenario] => Factor * Changes[scenario];

    /// <summary>Fills the first places of <paramref name="profits"/>, which has no fewer.</summary>
    public void CopyTo(Span<double> profits)
    {
        for (var i = 0; i < Changes.Length; i++)
        {
            profits[i] = Factor * Changes[i];
        }
    }
}
