namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>What the peer said of a book: the least time of a price by each of its ways, and what came out.</summary>
/// <param name="Formula">Of each option the price before any scenario, then in each.</param>
/// <param name="Engine">The same by its instruments and engine.</param>
/// <param name="Greeks">Of each option price, delta, gamma, vega and theta.</param>
internal sealed record PeerAnswer(string Version, double FormulaNs, double GreeksNs, double EngineNs, double[] Formula, double[] Engine, double[] Greeks)
{
    /// <summary>The same prices, and the lesser of both times.</summary>
    public PeerAnswer Best(PeerAnswer? other) => other is null
        ? this
        : this with
        {
            FormulaNs = Math.Min(FormulaNs, other.FormulaNs),
            GreeksNs = Math.Min(GreeksNs, other.GreeksNs),
            EngineNs = Math.Min(EngineNs, other.EngineNs),
        };
}
