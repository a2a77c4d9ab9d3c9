using MultiVenueMargin.Accounts.Alerts;
using MultiVenueMargin.Accounts.Tests.Workflows;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Tests.Alerts;

/// <summary>Alerts have bounds of their own, raised below one and cleared at the other.</summary>
public sealed class AlertTests
{
    private static readonly AlertThreshold Threshold = new("early", PoolId.Cross, 1.8m, 1.9m);

    private readonly MarginBench _bench = new(new AccountPolicy { Alerts = [Threshold] });

    [Fact]
    public void Alert_WhenTheRatioMoves_IsRaisedBelowAndClearedAtTheOtherBound()
    {
        (decimal Ratio, bool IsRaised)[] moves = [(1.81m, false), (1.79m, true), (1.89m, true), (1.91m, false), (1.81m, false), (1.79m, true)];
        foreach (var (ratio, isRaised) in moves)
        {
            _bench.AtRatio(ratio).Pass(1).Look();
            Assert.Equal(isRaised ? ["early"] : [], _bench.Account.Alerts.Raised);
            Assert.Empty(_bench.Look());
        }
    }

    [Fact]
    public void Alert_WhenThePoolIsUnknown_StaysAsItWas()
    {
        _bench.AtRatio(1.79m).Look();
        _bench.IsLost = true;
        _bench.AtRatio(3m).Pass(1).Look();
        Assert.Equal(["early"], _bench.Account.Alerts.Raised);
    }

    [Fact]
    public void Alert_WhenItsThresholdIsGone_IsCleared()
    {
        _bench.AtRatio(1.79m).Look();
        _bench.Put(new PolicyChanged(new AccountPolicy(), MarginBench.Alice));

        Assert.Equal("early", Assert.Single(_bench.Pass(1).Look().OfType<AlertCleared>()).Name);
    }

    [Fact]
    public void Alert_WhenNothingIsAtRisk_HasNoRatioToFall()
    {
        _bench.Contracts = 0;
        Assert.Empty(_bench.Look().OfType<AlertRaised>());
        _bench.Cash = -1m;
        _bench.Plan = MarginBench.Nothing;
        Assert.Single(_bench.Pass(1).Look().OfType<AlertRaised>());
    }
}
