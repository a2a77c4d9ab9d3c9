using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Consensus;

namespace MultiVenueMargin.Risk.Tests.Consensus;

/// <summary>The memory: levels change after a time, and sources return nearer than they left.</summary>
public sealed class ConsensusStateTests
{
    private static readonly List<PriceQuote> Calm = Quotes.At(100m, 100m, 100.1m, 100.1m);

    private static readonly List<PriceQuote> OneOff = Quotes.At(100m, 100m, 100.1m, 65m);

    [Fact]
    public void Divergence_WhenItLasts_IsStatedAfterASecond()
    {
        var calm = Calm.Consensus();

        Assert.Equal(ConsensusLevel.Agreed, OneOff.Watched(calm.State, 0.25, 1).Level);
        var diverging = OneOff.Watched(calm.State, 0.25, 1.25);
        Assert.Equal(ConsensusLevel.Diverging, diverging.Level);
        Assert.Equal(Quotes.Now + TimeSpan.FromSeconds(1.25), diverging.State.Since);
    }

    [Fact]
    public void Divergence_WhenItBreaksOff_StartsAnew()
    {
        var state = Calm.Consensus().State;
        for (var second = 0.5; second <= 30; second += 0.5)
        {
            var quotes = second % 1 == 0 ? Calm : OneOff;
            var result = quotes.After(second).Consensus(state, second);
            Assert.Equal(ConsensusLevel.Agreed, result.Level);
            state = result.State;
        }
    }

    [Fact]
    public void Divergence_WhenStillUnstated_WidensTheConfidenceAtOnce()
    {
        var result = OneOff.After(0.25).Consensus(Calm.Consensus().State, 0.25);

        Assert.Equal(ConsensusLevel.Agreed, result.Level);
        Assert.Equal(new Rate(0.01m), result.Confidence);
        Assert.Equal("D", Assert.Single(result.Outlying).Source.Code);
    }

    [Fact]
    public void Divergence_WhenAllAgreeAgain_IsLeftAfterAMinute()
    {
        var diverging = OneOff.Consensus();

        Assert.Equal(ConsensusLevel.Diverging, Calm.Watched(diverging.State, 1, 60.75).Level);
        Assert.Equal(new Rate(0.01m), Calm.Watched(diverging.State, 1, 60.75).Confidence);
        Assert.Equal(ConsensusLevel.Agreed, Calm.Watched(diverging.State, 1, 61).Level);
    }

    [Fact]
    public void Outlier_WhenItComesBack_MustComeNearerThanItLeft()
    {
        var diverging = Quotes.At(100m, 100m, 100m, 102m).Consensus();

        // 0.8 % away: near enough never to have left, too far to have returned.
        var nearer = Quotes.At(100m, 100m, 100m, 100.8m).Watched(diverging.State, 1, 100);
        Assert.Equal(ConsensusLevel.Diverging, nearer.Level);
        Assert.Single(nearer.Outlying);
        Assert.Equal(ConsensusLevel.Agreed, Quotes.At(100m, 100m, 100m, 100.5m).Watched(diverging.State, 1, 100).Level);
        Assert.Equal(ConsensusLevel.Agreed, Quotes.At(100m, 100m, 100m, 100.8m).Watched(Calm.Consensus().State, 1, 100).Level);
    }

    [Fact]
    public void Split_WhenTheMajorityIsBack_IsLeftForDivergingAndThenForAgreed()
    {
        var split = Quotes.At(90m, 90m, 110m, 110m).Consensus();
        Assert.Equal(ConsensusLevel.Split, split.Level);

        Assert.Equal(ConsensusLevel.Split, OneOff.Watched(split.State, 1, 60).Level);
        var diverging = OneOff.Watched(split.State, 1, 62);
        Assert.Equal(ConsensusLevel.Diverging, diverging.Level);
        Assert.Equal(ConsensusLevel.Agreed, Calm.Watched(diverging.State, 62.25, 123).Level);
    }

    [Fact]
    public void Jump_WhenAllSourcesMakeItAtOnce_IsFollowed()
    {
        var calm = Calm.Consensus();

        var result = Quotes.At(60m, 60m, 60.1m, 60.1m).After(0.25).Consensus(calm.State, 0.25);

        Assert.Equal(new Price(60.05m), result.Mark);
        Assert.Equal(ConsensusLevel.Agreed, result.Level);
        Assert.Empty(result.Outlying);
    }

    [Fact]
    public void Sources_WhenTheyReturnAfterBeingTooFew_AreWatchedFirst()
    {
        var few = Quotes.At(100m, 100m).Watched(Calm.Consensus().State, 1, 3);
        Assert.Equal(ConsensusLevel.Unconfirmed, few.Level);

        Assert.Equal(ConsensusLevel.Diverging, Calm.Watched(few.State, 3.25, 60).Level);
        Assert.Equal(ConsensusLevel.Agreed, Calm.Watched(few.State, 3.25, 64).Level);
    }

    [Fact]
    public void State_WhenTheSameIsSeenTwice_IsTheSame()
    {
        var state = Calm.Consensus().State;

        Assert.Equivalent(OneOff.After(1).Consensus(state, 1), OneOff.After(1).Consensus(state, 1));
    }
}
