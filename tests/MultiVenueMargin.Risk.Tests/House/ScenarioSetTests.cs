using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Scenarios;

namespace MultiVenueMargin.Risk.Tests.House;

/// <summary>MARGIN §3: which scenarios there are, in which order, how far they move and how much they count.</summary>
public sealed class ScenarioSetTests
{
    private static readonly ScenarioSet Btc = ScenarioSet.Scan(new ScanRules(), 0.16m);

    [Fact]
    public void Scan_IsGridThenTailsThenExtremesInOrder()
    {
        string[] expected =
        [
            "G-4up", "G-4same", "G-4down", "G-3up", "G-3same", "G-3down", "G-2up", "G-2same", "G-2down",
            "G-1up", "G-1same", "G-1down", "G+0up", "G+0same", "G+0down", "G+1up", "G+1same", "G+1down",
            "G+2up", "G+2same", "G+2down", "G+3up", "G+3same", "G+3down", "G+4up", "G+4same", "G+4down",
            "T-0.66", "T-0.33", "T+0.50", "T+1.00", "T+2.00", "T+3.00", "T+4.00", "T+5.00", "X-1", "X+1",
        ];
        Assert.Equal(expected, Btc.Scenarios.Select(scenario => scenario.Id));
    }

    [Fact]
    public void Grid_StepsByAQuarterOfTheRangeAtFullWeight()
    {
        decimal[] moves = [-0.16m, -0.12m, -0.08m, -0.04m, 0m, 0.04m, 0.08m, 0.12m, 0.16m];
        var grid = Btc.Scenarios.Take(27).ToList();
        Assert.Equal(moves.SelectMany(move => Enumerable.Repeat(move, 3)), grid.Select(scenario => scenario.Move));
        Assert.All(grid, scenario => Assert.Equal((1m, false), (scenario.Weight, scenario.IsTail)));
        Assert.Equal(
            [VolatilityMove.Up, VolatilityMove.Same, VolatilityMove.Down], grid.Take(3).Select(scenario => scenario.Volatility));
    }

    [Fact]
    public void Tails_WeighRangeOverMoveWithVolatilityUp()
    {
        var tails = Btc.Scenarios.Where(scenario => scenario.IsTail).ToList();
        Assert.Equal([-0.66m, -0.33m, 0.5m, 1m, 2m, 3m, 4m, 5m], tails.Select(scenario => scenario.Move));
        Assert.Equal(
            [0.16m / 0.66m, 0.16m / 0.33m, 0.32m, 0.16m, 0.08m, 0.16m / 3m, 0.04m, 0.032m],
            tails.Select(scenario => scenario.Weight));
        Assert.All(tails, scenario => Assert.Equal(VolatilityMove.Up, scenario.Volatility));
    }

    [Fact]
    public void Tails_OfARangeBeyondTheMove_WeighOneAtMost()
    {
        var wide = ScenarioSet.Scan(new ScanRules(), 0.40m);
        Assert.Equal(1m, wide.Scenarios.Single(scenario => scenario.Id == "T-0.33").Weight);
    }

    [Fact]
    public void Extremes_MoveOneAndAHalfRangesAtHalfWeight()
    {
        Assert.Equal(
            [("X-1", -0.24m, 0.5m), ("X+1", 0.24m, 0.5m)],
            Btc.Scenarios.TakeLast(2).Select(scenario => (scenario.Id, scenario.Move, scenario.Weight)));
        Assert.All(
            Btc.Scenarios.TakeLast(2),
            scenario => Assert.Equal((VolatilityMove.Same, false), (scenario.Volatility, scenario.IsTail)));
    }

    [Theory]
    [InlineData("BTC", 0.16)]
    [InlineData("ETH", 0.16)]
    [InlineData("SOL", 0.20)]
    [InlineData("PEPE", 0.30)]
    public void Range_IsThatOfTheUnitsClass(string unit, double range) => Assert.Equal(
        (decimal)range,
        Desk.At("A").Price().ScanOf(new Domain.RiskUnit(unit)).Scenarios.Single(scenario => scenario.Id == "G+4same").Move);

    [Fact]
    public void Skew_WhenAskedFor_AddsTwoRotationsAtTheEnd()
    {
        var set = ScenarioSet.Scan(new ScanRules { Optional = new OptionalScenarioRules { Skew = true } }, 0.16m);
        Assert.Equal(
            [("S-1", 0m, VolatilityMove.Rotation(-0.5)), ("S+1", 0m, VolatilityMove.Rotation(0.5))],
            set.Scenarios.Skip(37).Select(scenario => (scenario.Id, scenario.Move, scenario.Volatility)));
    }
}
