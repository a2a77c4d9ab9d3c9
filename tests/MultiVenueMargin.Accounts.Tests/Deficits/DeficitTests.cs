using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Deficits;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Accounts.Tests.Workflows;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Tests.Deficits;

/// <summary>What remains unpaid, and the two steps of the fund.</summary>
public sealed class DeficitTests
{
    private readonly MarginBench _bench = new() { Contracts = 0, Cash = -500m };

    [Fact]
    public void Deficit_WhenNothingIsLeftAndEquityIsNegative_IsRecordedOnceAndEndsCallAndLiquidation()
    {
        var records = _bench.Look();

        var deficit = records.OfType<DeficitRecorded>().Single();
        Assert.Equal(new Usd(500m), deficit.Amount);
        Assert.Equal(LiquidationOutcome.Deficit, records.OfType<LiquidationEnded>().Single().Outcome);
        Assert.Equal(records.OfType<LiquidationEnded>().Single().Liquidation, deficit.Liquidation);
        Assert.Equal(CallOutcome.Superseded, records.OfType<CallEnded>().Single().Outcome);
        Assert.Empty(_bench.Look());
        Assert.Empty(_bench.Pass(3600).Look());
    }

    [Fact]
    public void Letters_WhenUnsettled_AskForMoneyThenSayThatItIsRecorded()
    {
        var id = Record();

        var reserve = Assert.IsType<ReserveDraw>(Assert.Single(_bench.Account.Letters));
        Assert.Equal((id, new Usd(500m)), (reserve.Deficit, reserve.Amount));
        Assert.Equal(reserve, Assert.Single(_bench.Account.Letters));

        Take(id, 200m, isSettled: false, 0m);
        var confirm = Assert.IsType<ConfirmDraw>(Assert.Single(_bench.Account.Letters));
        Assert.NotEqual(reserve.Request, confirm.Request);

        Take(id, 200m, isSettled: true, 300m);
        Assert.Empty(_bench.Account.Letters);
    }

    [Fact]
    public void Fund_WhenItAnswersTwice_ChangesNothingTheSecondTime()
    {
        var id = Record();

        Assert.IsType<FundDrawGranted>(Assert.Single(Take(id, 200m, isSettled: false, 0m)));
        Assert.Empty(Take(id, 200m, isSettled: false, 0m));
        Assert.Equal(new DeficitSettled(id, new Usd(200m), new Usd(300m)), Assert.Single(Take(id, 200m, isSettled: true, 300m)));
        Assert.Empty(Take(id, 200m, isSettled: true, 300m));
        Assert.Empty(Take(new DecisionId(MarginBench.Id, 1, 0), 1m, isSettled: true, 0m));
    }

    [Fact]
    public void Fund_WhenItsFirstAnswerWasLost_IsTakenFromTheSecond() =>
        Assert.Equal(
            [typeof(FundDrawGranted), typeof(DeficitSettled)],
            Take(Record(), 500m, isSettled: true, 0m).Select(record => record.GetType()));

    /// <summary>An empty fund to which nobody contributed: the rest is borne by nobody, and the account is not asked again for ever.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    public void Fund_WhenNobodyContributed_LeavesTheRestUnborneAndSettles(double granted)
    {
        var id = Record();
        Assert.Equal(new DeficitSettled(id, new Usd((decimal)granted), Usd.Zero), Take(id, (decimal)granted, isSettled: true, 0m)[^1]);
        Assert.Empty(_bench.Account.Letters);
    }

    [Theory]
    [InlineData(-1, false, 0)]
    [InlineData(501, false, 0)]
    [InlineData(200, true, 299)]
    [InlineData(0, true, 501)]
    public void Fund_WhenItsFiguresDoNotFit_IsABug(double granted, bool isSettled, double allocated)
    {
        var id = Record();

        Assert.Throws<InvalidOperationException>(() => Take(id, (decimal)granted, isSettled, (decimal)allocated));
    }

    [Fact]
    public void Fund_WhenItChangesItsMind_IsABug()
    {
        var id = Record();
        Take(id, 200m, isSettled: false, 0m);

        Assert.Throws<InvalidOperationException>(() => Take(id, 201m, isSettled: false, 0m));
    }

    [Fact]
    public void Deficit_WhenThePoolHasNotRecovered_IsNotAskedForTwice()
    {
        var id = Record();
        Take(id, 500m, isSettled: true, 0m);

        Assert.DoesNotContain(_bench.Pass(3600).Look(), record => record is DeficitRecorded or LiquidationPlanned or CallIssued);

        // Positions appear, are liquidated, and more is missing than before: only that is asked for.
        _bench.Contracts = 0.01m;
        var leg = _bench.At(60_000m).Pass(1).Look().OfType<LegRequested>().Single();
        _bench.Report(leg.Request, LegReport.Filled, 0.01m);
        _bench.Sell(0.01m);
        _bench.Tell();
        Assert.Equal(new Usd(400m), _bench.Pass(1).Look().OfType<DeficitRecorded>().Single().Amount);
    }

    [Fact]
    public void Deficit_WhenThePoolRecoveredSince_IsAnotherOne()
    {
        Take(Record(), 500m, isSettled: true, 0m);
        _bench.Cash = 10m;
        _bench.Pass(1).Look();
        _bench.Cash = -30m;

        Assert.Equal(new Usd(30m), _bench.Pass(1).Look().OfType<DeficitRecorded>().Single().Amount);
    }

    private DecisionId Record()
    {
        _bench.Look();
        return _bench.Account.Deficits.Views[0].Deficit;
    }

    private IReadOnlyList<AccountRecord> Take(DecisionId id, decimal granted, bool isSettled, decimal allocated)
    {
        _bench.Do(turn =>
        {
            FundInputs.Take(turn, new FundInput(id, new Usd(granted), isSettled, new Usd(allocated)));
            return null;
        });
        return _bench.LastTurn.Records;
    }
}
