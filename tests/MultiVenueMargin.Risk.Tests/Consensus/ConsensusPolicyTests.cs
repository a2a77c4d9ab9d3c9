using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Consensus;

namespace MultiVenueMargin.Risk.Tests.Consensus;

public sealed class ConsensusPolicyTests
{
    [Fact]
    public void Default_WhenChecked_IsSoundAndAsDocumented()
    {
        var policy = ConsensusPolicy.Default;

        Assert.Empty(policy.Check());
        Assert.Equal(
            (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), TimeSpan.FromHours(1)),
            (policy.Fresh, policy.Stale, policy.MostAhead, policy.DivergesAfter, policy.AgreesAfter, policy.Remembers));
        Assert.Equal(
            (0.01m, 0.005m, 3, 1.5m, 0.75m, 0.99m),
            (policy.OutlyingBeyond, policy.ReturnedWithin, policy.EnoughSources, policy.SpreadMultiple, policy.SplitCoverage, policy.WidestConfidence));
        Assert.Equal(1m, policy.WeightOf(new LocationId("anybody")));
    }

    [Fact]
    public void Policy_WhenUnsound_IsNamed()
    {
        var refused = new (string Path, ConsensusPolicy Policy)[]
        {
            ("Weights[A]", new() { Weights = new Dictionary<LocationId, decimal> { [new("A")] = -1m } }),
            ("Weights", new() { Weights = new Dictionary<LocationId, decimal> { [default] = 1m } }),
            ("Fresh", new() { Fresh = TimeSpan.Zero }),
            ("Stale", new() { Stale = TimeSpan.FromSeconds(9) }),
            ("MostAhead", new() { MostAhead = TimeSpan.FromSeconds(-1) }),
            ("OutlyingBeyond", new() { OutlyingBeyond = 0m, ReturnedWithin = 0m }),
            ("ReturnedWithin", new() { ReturnedWithin = 0.02m }),
            ("DivergesAfter", new() { DivergesAfter = TimeSpan.FromSeconds(-1) }),
            ("AgreesAfter", new() { AgreesAfter = TimeSpan.FromSeconds(-1) }),
            ("EnoughSources", new() { EnoughSources = 2 }),
            ("SpreadMultiple", new() { SpreadMultiple = 0.5m }),
            ("SplitCoverage", new() { SplitCoverage = 0.5m }),
            ("WidestConfidence", new() { WidestConfidence = 1m }),
            ("Remembers", new() { Remembers = TimeSpan.FromSeconds(-1) }),
        };

        Assert.All(refused, each => Assert.Equal(each.Path, Assert.Single(each.Policy.Check()).Path));
    }
}
