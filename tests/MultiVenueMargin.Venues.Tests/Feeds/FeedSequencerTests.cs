using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Venues.Feeds;

namespace MultiVenueMargin.Venues.Tests.Feeds;

public sealed class FeedSequencerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Delta_BeforeASnapshot_IsHeldAndToldAfterIt()
    {
        var sequencer = Connected(SequenceRule.Consecutive);

        Assert.Empty(sequencer.Delta(Message(5)).Frames);
        var step = sequencer.Snapshot(Message(4));

        Assert.Equal([(FrameKind.Snapshot, 0L), (FrameKind.Delta, 1L)], step.Frames.Select(each => (each.Kind, each.Sequence)));
        Assert.All(step.Frames, each => Assert.Equal(8, each.Epoch));
        Assert.Equal(SnapshotWish.None, step.Wish);
    }

    [Fact]
    public void Delta_BeforeASnapshotThatHasIt_IsNotToldAgain()
    {
        var sequencer = Connected(SequenceRule.Consecutive);
        _ = sequencer.Delta(Message(3));
        _ = sequencer.Delta(Message(4));

        Assert.Equal(FrameKind.Snapshot, Assert.Single(sequencer.Snapshot(Message(4)).Frames).Kind);
    }

    [Fact]
    public void Delta_OfTheTimeOfTheSnapshot_IsInItAndNotToldAgain()
    {
        var sequencer = Connected(SequenceRule.Rising);
        _ = sequencer.Delta(Message(4));
        _ = sequencer.Delta(Message(5));

        Assert.Equal([4m, 5m], sequencer.Snapshot(Message(4)).Frames.Select(each => ((BalanceFact)each.Facts[0]).Balance.Value));
    }

    [Fact]
    public void Delta_AfterAHole_IsNotToldAndASnapshotIsWanted()
    {
        var sequencer = InStep(SequenceRule.Consecutive, 10);

        var step = sequencer.Delta(Message(12));

        Assert.Empty(step.Frames);
        Assert.Equal(SnapshotWish.Needed, step.Wish);
        Assert.Contains("11", step.Reason, StringComparison.Ordinal);
        Assert.False(sequencer.IsInStep);
        Assert.Empty(sequencer.Heartbeat(Now).Frames);
        Assert.Equal(2, sequencer.Snapshot(Message(11)).Frames.Count);
    }

    [Fact]
    public void Delta_WhenItComesTwice_IsToldOnce()
    {
        var sequencer = InStep(SequenceRule.Consecutive, 10);

        Assert.Single(sequencer.Delta(Message(11)).Frames);
        Assert.Empty(sequencer.Delta(Message(11)).Frames);
        Assert.True(sequencer.IsInStep);
    }

    [Fact]
    public void Delta_WithoutTheNumberThatItsVenueGives_WantsASnapshot() =>
        Assert.Equal(SnapshotWish.Needed, InStep(SequenceRule.Consecutive, 10).Delta(Message(null)).Wish);

    [Fact]
    public void Delta_OlderThanTheLast_IsOvertakenAndAnEqualOneIsTold()
    {
        var sequencer = InStep(SequenceRule.Rising, 10);

        Assert.Single(sequencer.Delta(Message(20)).Frames);
        Assert.Single(sequencer.Delta(Message(20)).Frames);
        Assert.Empty(sequencer.Delta(Message(19)).Frames);
        Assert.Single(sequencer.Delta(Message(30)).Frames);
    }

    [Fact]
    public void Delta_WithoutNumbersWhileASnapshotWasOnItsWay_IsToldAndWantsConfirmation()
    {
        var sequencer = Connected(SequenceRule.None);
        _ = sequencer.Delta(Message(null));

        var step = sequencer.Snapshot(Message(null));

        Assert.Equal(2, step.Frames.Count);
        Assert.Equal(SnapshotWish.Confirmation, step.Wish);
        Assert.Equal(SnapshotWish.None, sequencer.Snapshot(Message(null)).Wish);
    }

    [Fact]
    public void Loss_WhenItComes_IsToldAndNothingOfTheOldConnectionIs()
    {
        var sequencer = InStep(SequenceRule.None, null);

        var trouble = Assert.Single(sequencer.Lost("the venue closed the connection", Now).Frames);

        Assert.Equal(FrameKind.Trouble, trouble.Kind);
        Assert.Empty(trouble.Facts);
        Assert.Empty(sequencer.Delta(Message(null)).Frames);
        Assert.Empty(sequencer.Snapshot(Message(null)).Frames);
        Assert.Empty(sequencer.Heartbeat(Now).Frames);
        Assert.Equal(SnapshotWish.Needed, sequencer.Connected().Wish);
        Assert.Equal(9, sequencer.Snapshot(Message(null)).Frames[0].Epoch);
    }

    [Fact]
    public void Messages_MoreThanAreHeld_MakeTheSnapshotBeAskedForAgain()
    {
        var sequencer = Connected(SequenceRule.Rising);
        for (var i = 0; i <= FeedSequencer.HeldMost; i++)
        {
            _ = sequencer.Delta(Message(100 + i));
        }

        var step = sequencer.Snapshot(Message(1));

        Assert.Empty(step.Frames);
        Assert.Equal(SnapshotWish.Needed, step.Wish);
        Assert.Single(sequencer.Snapshot(Message(5_000)).Frames);
    }

    [Fact]
    public void Feed_UnderAnyScheduleOfLossAndRepetition_EndsWhereTheVenueIsAndNumbersWithoutAHole()
    {
        // The venue's balance after message n is n. The schedule draws what happens to each message, and to each picture.
        Prop.ForAll(Gen.Choose(0, 9).ListOf(60).ToArbitrary(), fates =>
        {
            var sequencer = new FeedSequencer(SequenceRule.Consecutive, lastEpoch: 0);
            var frames = new List<FeedFrame>();
            _ = sequencer.Connected();
            long at = 0;
            foreach (var fate in fates)
            {
                at++;
                frames.AddRange(fate switch
                {
                    0 => [],
                    1 => [.. sequencer.Delta(Message(at)).Frames, .. sequencer.Delta(Message(at)).Frames],
                    2 => [.. sequencer.Lost("lost", Now).Frames, .. sequencer.Delta(Message(at)).Frames, .. sequencer.Connected().Frames],
                    3 => [.. sequencer.Delta(Message(at)).Frames, .. sequencer.Snapshot(Message(Math.Max(0, at - 1))).Frames],
                    4 => [.. sequencer.Snapshot(Message(at)).Frames, .. sequencer.Delta(Message(at)).Frames],
                    5 => [.. sequencer.Delta(Message(Math.Max(1, at - 3))).Frames, .. sequencer.Delta(Message(at)).Frames],
                    _ => sequencer.Delta(Message(at)).Frames,
                });
            }

            frames.AddRange(sequencer.Snapshot(Message(at)).Frames);
            return IsSound(frames) && Told(frames) == at;
        }).Check(Config.QuickThrowOnFailure.WithReplay(20_261_121, 7).WithMaxTest(2_000));
    }

    /// <summary>What a platform asks of a feed, told naively: epochs rise, a delta follows its predecessor, and says the next balance.</summary>
    private static bool IsSound(IEnumerable<FeedFrame> frames)
    {
        var (epoch, sequence, balance) = (0L, -1L, -1m);
        foreach (var frame in frames.Where(each => each.Kind is FrameKind.Snapshot or FrameKind.Delta))
        {
            var told = ((BalanceFact)frame.Facts[0]).Balance.Value;
            var follows = frame.Kind == FrameKind.Snapshot
                ? frame.Epoch > epoch && frame.Sequence == 0
                : frame.Epoch == epoch && frame.Sequence == sequence + 1 && told == balance + 1;
            if (!follows)
            {
                return false;
            }

            (epoch, sequence, balance) = (frame.Epoch, frame.Sequence, told);
        }

        return true;
    }

    private static decimal Told(List<FeedFrame> frames) => ((BalanceFact)frames.Last(each => each.Facts.Count > 0).Facts[0]).Balance.Value;

    private static FeedSequencer Connected(SequenceRule rule)
    {
        var sequencer = new FeedSequencer(rule, lastEpoch: 7);
        _ = sequencer.Connected();
        return sequencer;
    }

    private static FeedSequencer InStep(SequenceRule rule, long? number)
    {
        var sequencer = Connected(rule);
        _ = sequencer.Snapshot(Message(number));
        return sequencer;
    }

    private static AccountMessage Message(long? number) => new(
        [new BalanceFact(new Asset("BTC"), IsLoan: false, new Quantity(number ?? 0), default, default, default, Finality: null)],
        FeedParts.Balances,
        number,
        Now);
}
