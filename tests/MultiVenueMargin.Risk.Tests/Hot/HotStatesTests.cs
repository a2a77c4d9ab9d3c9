using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Tests.Properties;
using Xunit.Abstractions;

namespace MultiVenueMargin.Risk.Tests.Hot;

/// <summary>What is said of a state from figures with bounds is what the report says, or nothing.</summary>
public sealed class HotStatesTests(ITestOutputHelper output)
{
    private static readonly MarginState[] Priors = [.. RuleSet.Default.States.Ladder.Select(level => level.State).Prepend(MarginState.Healthy)];

    [Fact]
    public void State_OfAnyBookAfterAnyState_IsTheReportsOrLeftToIt()
    {
        var (said, left) = (0, 0);
        BookProperty.Holds(150, drawn =>
        {
            var market = new HotMarket(drawn.Priced);
            var book = BookCompiler.Compile(drawn.Book, market);
            var figures = HotHouse.Evaluate(book, market, new HotScratch()).ToArray();
            var report = HouseModel.EvaluateFigures(drawn.Book, drawn.Priced);
            for (var i = 0; i < figures.Length; i++)
            {
                foreach (var (prior, expired) in Priors.SelectMany(prior => new[] { (prior, false), (prior, true) }))
                {
                    var exact = MarginStates.Of(
                        report.Pools[i].Equity.Adjusted.Amount,
                        report.Pools[i].Equity.Likely.Amount,
                        report.Pools[i].MaintenanceMargin.Amount,
                        prior,
                        expired,
                        drawn.Rules.States);
                    var quick = HotStates.Of(figures[i], prior, expired, market);
                    Assert.True(quick is null || quick == exact, $"{quick} for {exact} after {prior}: {figures[i]}");
                    said += quick is null ? 0 : 1;
                    left += quick is null && figures[i].Gap == HotGap.None ? 1 : 0;
                }
            }
        });
        output.WriteLine($"{said} states said, {left} left to the report");
        Assert.True(left * 20 < said, $"{said} states said, {left} left to the report");
    }

    /// <summary>Equity is put a little beside each threshold in turn: nearer than the bound nothing is said, farther the state is.</summary>
    [Fact]
    public void State_NearAThreshold_IsSaidOnlyBeyondTheBound()
    {
        var market = new HotMarket(RandomBooks.Number(1).Priced);
        var rules = market.Priced.Rules.States;
        const double Required = 1_000_000, Bound = 0.001;
        foreach (var level in rules.Ladder)
        {
            var at = (double)level.EnterBelow * Required;
            Assert.Null(HotStates.Of(Figures(at - (Bound / 2)), MarginState.Healthy, callExpired: false, market));
            Assert.Null(HotStates.Of(Figures(at + (Bound / 2)), MarginState.Healthy, callExpired: false, market));
            Assert.Equal(Exact(at - (2 * Bound)), HotStates.Of(Figures(at - (2 * Bound)), MarginState.Healthy, callExpired: false, market));
            Assert.Equal(Exact(at + (2 * Bound)), HotStates.Of(Figures(at + (2 * Bound)), MarginState.Healthy, callExpired: false, market));
        }

        static HotFigures Figures(double equity) => new()
        {
            Worst = new Bounded(equity, Bound),
            Likely = new Bounded(equity, Bound),
            Maintenance = new Bounded(Required, 0),
        };

        MarginState Exact(double equity) =>
            MarginStates.Of((decimal)equity, (decimal)equity, (decimal)Required, MarginState.Healthy, callExpired: false, rules);
    }

    [Fact]
    public void State_WhereNothingIsRequired_IsSaidOnlyWhereThatIsCertain()
    {
        var market = new HotMarket(RandomBooks.Number(1).Priced);

        Assert.Equal(MarginState.Healthy, HotStates.Of(new HotFigures { Worst = new Bounded(1, 0.5) }, MarginState.Healthy, false, market));
        Assert.Equal(MarginState.Takeover, HotStates.Of(new HotFigures { Worst = new Bounded(-1, 0.5) }, MarginState.Healthy, false, market));
        Assert.Null(HotStates.Of(new HotFigures { Worst = new Bounded(1, 2) }, MarginState.Healthy, false, market));
        Assert.Equal(MarginState.Healthy, HotStates.Of(new HotFigures { Worst = new Bounded(1, 0), Maintenance = new Bounded(0, 1e-9) }, MarginState.Healthy, false, market));
        Assert.Null(HotStates.Of(new HotFigures { Worst = new Bounded(-1, 0), Maintenance = new Bounded(0, 1e-9) }, MarginState.Healthy, false, market));
        Assert.Null(HotStates.Of(new HotFigures { Worst = new Bounded(1e-9, 0), Maintenance = new Bounded(0, 1e-9) }, MarginState.Healthy, false, market));
        Assert.Null(HotStates.Of(new HotFigures { Worst = new Bounded(1, 0), Maintenance = new Bounded(0, 1e-9) }, MarginState.Healthy, true, market));
        Assert.Null(HotStates.Of(new HotFigures { Gap = HotGap.OutOfDate }, MarginState.Healthy, false, market));
    }
}
