namespace MultiVenueMargin.Golden.Tests.Vectors;

/// <summary>Figures that a file writes with their unit.</summary>
public sealed class VectorUnitTests
{
    [Theory]
    [InlineData("2.50 USD", true)]
    [InlineData("2.51 USD", false)]
    [InlineData("2.50 BTC", false)]
    [InlineData("2.50", false)]
    public void Vector_WhenAFigureHasAUnit_ComparesNumberAndUnit(string expected, bool passes)
    {
        using var folder = new TemporaryFolder().With("peers.json", $$"""
            { "schema": "vectors/1", "cases": [ {
              "id": "unit", "peer": "nautilus_trader", "family": "perp_margin", "tolerance": "currency precision",
              "inputs": { "quantity": 1000, "price": 1.25, "leverage": 20, "rate": 0.04, "kind": "initial", "inverse": false },
              "expected": { "margin": "{{expected}}" } } ] }
            """);

        Assert.Equal(passes, Assert.Single(GoldenRunner.Run(folder.Path).Vectors).HasPassed);
    }
}
