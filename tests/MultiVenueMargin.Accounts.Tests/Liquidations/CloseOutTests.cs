using MultiVenueMargin.Accounts.Deficits;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Accounts.Tests.Workflows;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Liquidation;
using LiquidationOutcome = MultiVenueMargin.Accounts.Liquidations.LiquidationOutcome;

namespace MultiVenueMargin.Accounts.Tests.Liquidations;

/// <summary>The price gaps through zero equity: with the house's own planner everything is closed first, and what is missing then is the deficit.</summary>
public sealed class CloseOutTests
{
    private static readonly TradingTerms Hundredths = new() { Lot = new Quantity(0.01m), TakerFee = new Rate(0m) };

    /// <summary>30 000 dollars and a contract bought at 100 000, at 60 000: 10 000 are missing. 25 000 of notional are 0.41 contracts.</summary>
    private readonly MarginBench _bench = Bench(Hundredths).At(60_000m);

    [Fact]
    public void Pool_WhenThePriceGapsThroughZero_IsClosedByRequestsAndTheRestIsADeficit()
    {
        var asked = new List<decimal>();
        var records = _bench.Look();
        while (records.OfType<LegRequested>().SingleOrDefault() is { } request)
        {
            Assert.DoesNotContain(records, record => record is LiquidationEnded or DeficitRecorded);
            asked.Add(request.Leg.Quantity.Value);
            Fill(request);
            records = _bench.Pass(1).Look();
        }

        Assert.Equal([0.41m, 0.41m, 0.18m], asked);
        Assert.Equal(0m, _bench.Contracts);
        Assert.Equal(LiquidationOutcome.Deficit, records.OfType<LiquidationEnded>().Single().Outcome);
        var deficit = records.OfType<DeficitRecorded>().Single();
        Assert.Equal(new Usd(10_000m), deficit.Amount);
        Assert.Equal(new Usd(10_000m), Assert.IsType<ReserveDraw>(Assert.Single(_bench.Account.Letters)).Amount);
        Assert.Empty(_bench.Pass(3600).Look());
    }

    [Fact]
    public void Deficit_WhenThePriceGoesOnFalling_IsWhatIsMissingInTheEnd()
    {
        Fill(Begin());
        _bench.At(50_000m);

        // 0.41 were sold at 60 000: 13 600 are left of the 30 000, and 0.59 lose 29 500 of it.
        Fill(_bench.Pass(1).Look().OfType<LegRequested>().Single());
        var records = _bench.Pass(1).Look();
        while (records.OfType<LegRequested>().SingleOrDefault() is { } request)
        {
            Fill(request);
            records = _bench.Pass(1).Look();
        }

        Assert.Equal(new Usd(15_900m), records.OfType<DeficitRecorded>().Single().Amount);
    }

    [Fact]
    public void Pool_WhenThePriceComesBackOnTheWay_IsResolvedWithoutADeficit()
    {
        Fill(Begin());
        _bench.At(100_000m);

        // 13 600 over 0.16 × 59 000: above the target.
        var records = _bench.Pass(1).Look();

        Assert.Equal(LiquidationOutcome.Resolved, records.OfType<LiquidationEnded>().Single().Outcome);
        Assert.DoesNotContain(records, record => record is DeficitRecorded);
    }

    [Fact]
    public void Pool_WhenOnlyDustIsLeft_IsDoneWith()
    {
        _bench.Contracts = 0.005m;
        _bench.Cash = -1_000m;

        var records = _bench.Look();

        Assert.Contains("less than the least order there", Assert.Single(records.OfType<LiquidationPlanned>()).Reasons[0], StringComparison.Ordinal);
        Assert.Empty(records.OfType<LegRequested>());

        // −1 000 and half a hundredth at a loss of 40 000.
        Assert.Equal(new Usd(1_200m), records.OfType<DeficitRecorded>().Single().Amount);
    }

    [Fact]
    public void Pool_WhenNoVenueTakesOrders_IsDoneWith()
    {
        var bench = new MarginBench { Plan = HousePlans.Make }.At(60_000m);

        Assert.Equal(LiquidationOutcome.Deficit, bench.Look().OfType<LiquidationEnded>().Single().Outcome);
    }

    [Fact]
    public void Pool_WhenItsFeedIsStale_WaitsAndIsClosedOnceItIsNot()
    {
        _bench.Age = TimeSpan.FromMinutes(11);
        Assert.Equal(PlanOutcome.Blocked, _bench.Look().OfType<LiquidationPlanned>().Single().Outcome);
        for (var tries = 0; tries < 5; tries++)
        {
            var again = _bench.Pass(30).Look();
            Assert.Single(again.OfType<LiquidationReplanned>());
            Assert.DoesNotContain(again, record => record is LiquidationEnded or DeficitRecorded or LegRequested);
        }

        _bench.Age = TimeSpan.Zero;

        Assert.Single(_bench.Pass(30).Look().OfType<LegRequested>());
    }

    [Fact]
    public void Pool_WhenItsVenueKeepsRejecting_IsAskedAgainAtIntervalsAndNeverGivenUp()
    {
        var request = Begin();
        Report(request, LegReport.Rejected);
        Report(_bench.Pass(1).Look().OfType<LegRequested>().Single(), LegReport.Rejected);
        for (var tries = 0; tries < 4; tries++)
        {
            var blocked = _bench.Pass(1).Look();
            Assert.Equal(PlanOutcome.Blocked, blocked.OfType<LiquidationReplanned>().Single().Outcome);
            Assert.DoesNotContain(blocked, record => record is LiquidationEnded or LegRequested);
            Assert.Empty(_bench.Pass(29).Look());
            Report(_bench.Pass(1).Look().OfType<LegRequested>().Single(), LegReport.Rejected);
        }
    }

    [Fact]
    public void Pool_WhenTheVenuesLeastOrderIsMoreThanAStep_IsBlockedAndNotGivenUp()
    {
        // The policy may be changed; a position of 60 000 is no dust.
        var bench = Bench(Hundredths with { MinimumQuantity = new Quantity(0.5m) }).At(60_000m);

        Assert.Equal(PlanOutcome.Blocked, bench.Look().OfType<LiquidationPlanned>().Single().Outcome);
        Assert.NotNull(bench.Account.Liquidations.FindUnderWay(PoolId.Cross));
    }

    private static MarginBench Bench(TradingTerms terms) => new(new AccountPolicy
    {
        Liquidation = new LiquidationTerms
        {
            Planning = new LiquidationPolicy { MaximumNotional = new Usd(25_000m) },
            Venues = new Dictionary<LocationId, VenueCapability> { [MarginBench.Venue] = new() { Default = terms } },
        },
    })
    {
        Plan = HousePlans.Make,
    };

    private LegRequested Begin() => _bench.Look().OfType<LegRequested>().Single();

    private void Fill(LegRequested request)
    {
        Assert.Null(_bench.Report(request.Request, LegReport.Filled, request.Leg.Quantity.Value));
        _bench.Sell(request.Leg.Quantity.Value);
        _bench.Tell();
    }

    private void Report(LegRequested request, LegReport report) => Assert.Null(_bench.Report(request.Request, report));
}
