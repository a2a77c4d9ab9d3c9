using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.Live.Tests;

/// <summary>From an opened account to a margin call, through every part of a process.</summary>
public sealed class PathTests
{
    [Fact]
    public void Account_WhenOpenedClaimedFedAndPriced_HasAMarginAndACall()
    {
        using var world = World.Open();
        var account = world.Account("main", usdc: 50_000m, perpetuals: 1m);

        Assert.Equal(50_000m, world.Margin(account).Report.PoolOf(PoolId.Cross).Equity.Raw.Amount);
        Assert.Equal(MarginState.Healthy, Assert.Single(world.Node.Figures.Find(account)!.Pools).State);

        world.Price(61_500m);
        world.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal(MarginState.Call, Assert.Single(world.Node.Figures.Find(account)!.Pools).State);
        Assert.Single(world.Records(ReadScope.Decisions), item => item.Record is CallIssued);
        Assert.Equal(CallStatus.Issued, Assert.Single(world.View(account).Calls).Status);
    }

    [Fact]
    public void World_WhenDrivenTheSameWayTwice_WritesTheSameBytes()
    {
        static IReadOnlyList<string> Run()
        {
            using var world = World.Open();
            var account = world.Account("main", 50_000m, 1m);
            world.Price(61_500m);
            world.Fed(account, World.FeedOf(account), world.Delta(1, 1, 0.5m));
            world.Pass(TimeSpan.FromSeconds(12));
            return [.. world.Journal.Heads().Select(head => $"{head.Stream} {head.Version} {head.Hash}")];
        }

        Assert.Equal(Run(), Run());
    }

    [Fact]
    public void Figures_WhenLookedAt_EqualTheReport()
    {
        using var world = World.Open();
        var account = world.Account("main", 50_000m, 1m);

        var figures = Assert.Single(world.Node.Figures.Find(account)!.Pools);

        var pool = world.Margin(account).Report.PoolOf(PoolId.Cross);
        Assert.Equal((pool.MaintenanceMargin, pool.Equity.Adjusted), (figures.MaintenanceMargin, figures.WorstEquity));
        Assert.Equal(Street.Rules("house-1").Version, world.Node.Figures.Find(account)!.Rules);
    }
}
