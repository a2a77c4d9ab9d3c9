using MultiVenueMargin.Risk.RuleBooks.Calls;
using MultiVenueMargin.Risk.RuleBooks.Uncleared;

namespace MultiVenueMargin.RuleBooks.Tests.Calls;

public sealed class CallRulesTests
{
    private static readonly DateTimeOffset Notice = new(2026, 2, 28, 20, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Clause_WhenNoticeIsGiven_CountsEachDeadlineFromItsOwnStart()
    {
        var clause = CallRules.Shipped.Clause("digital-asset-loan");

        Assert.Equal(new DateTimeOffset(2026, 3, 1, 0, 30, 0, TimeSpan.Zero), clause.DisputeBy(Notice));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 8, 30, 0, TimeSpan.Zero), clause.CureBy(Notice));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 1, 15, 0, TimeSpan.Zero), clause.ReplyBy(Notice.AddHours(2.75)));
    }

    [Fact]
    public void Clause_WhenItGrantsNoDispute_HasNoDeadlineForOne()
    {
        var clause = CallRules.Shipped.Clause("asx-broker");
        Assert.Equal((null, null, Notice.AddDays(1)), (clause.DisputeBy(Notice), clause.ReplyBy(Notice), clause.CureBy(Notice)));
    }

    [Theory]
    [InlineData(110, false)]
    [InlineData(110.0000001, true)]
    public void Trigger_WhenTheRequirementIsOnTheLine_DoesNotCall(decimal requirement, bool called) =>
        Assert.Equal(called, CallRules.Shipped.Intraday.IsCalled(requirement, 100m));

    [Fact]
    public void Grid_WhenNothingIsToBeReplaced_NetsNothing()
    {
        var grid = UnclearedGrid.Of([(-1_000m, 0.15m), (500m, 0.06m)], 0m, 0m);
        Assert.Equal((180m, 1m, 180m), (grid.Gross, grid.NetToGrossRatio, grid.InitialMargin));
    }

    [Fact]
    public void Grid_WhenAllNets_AsksTwoFifths() => Assert.Equal(72m, UnclearedGrid.Of([(1_000m, 0.18m)], 500m, 0m).InitialMargin);
}
