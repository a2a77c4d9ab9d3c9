using MultiVenueMargin.Accounts.Tests.Workflows;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.House;

namespace MultiVenueMargin.Accounts.Tests.Margins;

/// <summary>States are recorded when they change, with hysteresis both ways, and unknown lifts nothing.</summary>
public sealed class MarginStateTests
{
    /// <summary>MARGIN §6: entered below and left at or above, from whichever state came before.</summary>
    [Theory]
    [InlineData(MarginState.Healthy, 2.00, 1.49)]
    [InlineData(MarginState.Notice, 1.49, 1.54, 1.21)]
    [InlineData(MarginState.Call, 1.19, 1.29, 1.11)]
    [InlineData(MarginState.Restricted, 1.09, 1.19, 1.06)]
    [InlineData(MarginState.Liquidating, 1.04, 1.09, 1.001)]
    [InlineData(MarginState.Takeover, 0.99, 1.04, -1.0)]
    public void State_WhenTheRatioStaysWithinItsBounds_IsKept(MarginState state, double entered, params double[] kept)
    {
        var bench = new MarginBench { Plan = MarginBench.Nothing };
        bench.AtRatio((decimal)entered).Look();
        Assert.Equal(state, bench.Account.Margins.Of(PoolId.Cross).State);

        foreach (var ratio in kept.Where(_ => state != MarginState.Healthy))
        {
            bench.AtRatio((decimal)ratio).Pass(1).Look();
            Assert.Equal(state, bench.Account.Margins.Of(PoolId.Cross).State);
        }
    }

    [Fact]
    public void State_WhenTheRatioRecovers_IsLeftAtItsOwnBound()
    {
        var bench = new MarginBench { Plan = MarginBench.Nothing };
        bench.AtRatio(0.99m).Look();
        MarginState[] expected = [MarginState.Liquidating, MarginState.Restricted, MarginState.Call, MarginState.Notice, MarginState.Healthy];
        decimal[] left = [1.05m, 1.10m, 1.20m, 1.30m, 1.55m];
        foreach (var (ratio, state) in left.Zip(expected))
        {
            bench.AtRatio(ratio + 0.0001m).Pass(1).Look();
            Assert.Equal(state, bench.Account.Margins.Of(PoolId.Cross).State);
        }
    }

    [Fact]
    public void Look_WhenRepeatedAtTheSameMoment_RecordsNothing()
    {
        var bench = new MarginBench();
        foreach (var ratio in new[] { 2m, 1.4m, 1.15m, 1.07m, 1.02m, 0.5m, -1m, 3m })
        {
            bench.AtRatio(ratio).Pass(1).Look();
            Assert.Empty(bench.Look());
        }
    }

    [Fact]
    public void Unknown_WhenAFeedIsLost_ReplacesTheStateAndKeepsTheLast()
    {
        var bench = new MarginBench();
        bench.AtRatio(1.07m).Look();
        bench.IsLost = true;

        var changed = Assert.IsType<MarginStateChanged>(Assert.Single(bench.Pass(1).Look()));

        Assert.Equal((MarginState.Restricted, MarginState.Unknown, MarginState.Restricted), (changed.From, changed.To, changed.LastKnown));
        Assert.Equal(MarginState.Restricted, bench.Book.PriorStates[PoolId.Cross]);

        // Known again in between the bounds of Restricted: hysteresis goes on from there, not from healthy.
        bench.IsLost = false;
        bench.AtRatio(1.15m).Pass(1).Look();
        Assert.Equal(MarginState.Restricted, bench.Account.Margins.Of(PoolId.Cross).State);
    }

    [Fact]
    public void State_WhenThereIsNoMarket_IsUnknownWithoutEvidence()
    {
        var bench = new MarginBench { HasMarket = false };
        Assert.Empty(bench.Look());
        bench.HasMarket = true;
        bench.AtRatio(1.07m).Look();
        bench.HasMarket = false;

        var changed = Assert.IsType<MarginStateChanged>(Assert.Single(bench.Pass(1).Look()));

        Assert.Equal((MarginState.Unknown, MarginState.Restricted), (changed.To, changed.LastKnown));
        Assert.Null(changed.Evidence);
        Assert.Empty(bench.LastTurn.Figures);
        Assert.Null(bench.LastTurn.Report);
    }

    [Fact]
    public void State_WhenTheBookIsLargerThanAnythingCanBe_IsUnknownAndTheAccountLives()
    {
        var bench = new MarginBench { Contracts = Quantity.Largest, Price = 900_000_000_000m };

        bench.Look();

        Assert.Equal(MarginState.Unknown, bench.Account.Margins.Of(PoolId.Cross).State);
        bench.Contracts = 1m;
        bench.AtRatio(2m).Pass(1).Look();
        Assert.Equal(MarginState.Healthy, bench.Account.Margins.Of(PoolId.Cross).State);
    }

    [Fact]
    public void State_WhenAPoolIsGivenUpByItsFeeds_IsHealthy()
    {
        var pool = new PoolId("basis");
        var bench = new MarginBench { Pool = pool };
        bench.AtRatio(1.07m).Look();
        bench.Pool = PoolId.Cross;

        bench.AtRatio(2m).Pass(1).Look();

        Assert.Equal(MarginState.Healthy, bench.Account.Margins.Of(pool).State);
    }

    [Fact]
    public void Evidence_WhenRecomputed_GivesTheSameFigures()
    {
        var bench = new MarginBench();
        bench.AtRatio(1.15m).Look();
        bench.AtRatio(1.02m).Pass(1);
        var book = bench.Book;
        var version = bench.Account.Version;

        var changed = bench.Look().OfType<MarginStateChanged>().Single();

        var evidence = changed.Evidence!;
        var whole = HouseModel.Evaluate(book, bench.Market);
        var report = whole.PoolOf(PoolId.Cross);
        Assert.Equal(version, evidence.AccountVersion);
        Assert.Equal((whole.Market, whole.Rules), (evidence.Market.Version, evidence.Rules));
        Assert.Equal(
            new PoolFigures(
                PoolId.Cross, report.Equity.Adjusted, report.Equity.Likely, report.Equity.Best, report.MaintenanceMargin,
                report.InitialMargin, report.ShortfallToTarget, report.CallAmount, report.State, report.LastKnownState),
            evidence.Figures);
    }

    [Fact]
    public void Evidence_WhenTheMarketHasMore_HoldsTheMarksOfWhatThePoolHolds()
    {
        var bench = new MarginBench { Prices = new Dictionary<Asset, decimal> { [new("ETH")] = 3_000m } };

        var evidence = bench.AtRatio(1.15m).Look().OfType<MarginStateChanged>().Single().Evidence!;

        Assert.Equal([new Asset("BTC")], evidence.Prices.Keys);
        Assert.Equal([MarginBench.Perpetual], evidence.Marks.Keys);
        Assert.Equal(bench.Price, evidence.Marks[MarginBench.Perpetual].Mark!.Value.Value);
    }
}
