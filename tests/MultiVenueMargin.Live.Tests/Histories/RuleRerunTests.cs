using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Alerts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Live.Histories;
using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.Live.Tests.Histories;

/// <summary>A past that is run again: under the same rules it is the same; under others, what the live path's own figures say it must be.</summary>
public sealed class RuleRerunTests
{
    private static readonly HistorySpan Whole = new(null, null);

    [Fact]
    public void Rerun_UnderTheSameRules_DecidesTheSameAtTheSameMomentsOnTheSameMarkets()
    {
        using var story = new Story().Told();
        var history = HistoryOf(story, Whole);

        var rerun = RuleRerun.Of(history, Street.Rules("house-1"), CancellationToken.None);

        Assert.Equal(rerun.Happened.Lines.Select(Written), rerun.Would.Lines.Select(Written));
        Assert.Empty(rerun.NotCarriedOver);
        Assert.Equal(TimeSpan.Zero, rerun.Silence);
        // A story in which nothing much happens would show nothing.
        var kinds = rerun.Would.Lines.Select(line => line.Record.GetType()).ToHashSet();
        Assert.Superset(
            new HashSet<Type>
            {
                typeof(MarginStateChanged), typeof(AlertRaised), typeof(CallIssued), typeof(CallAcknowledged), typeof(CallPaid), typeof(CallEnded),
                typeof(LiquidationPlanned), typeof(LegRequested), typeof(LegAccepted), typeof(LegFilled), typeof(LegEnded),
            },
            kinds);
        Assert.Contains(rerun.Would.Lines, line => line.Record is LegEnded { Outcome: LegOutcome.TimedOut });
    }

    [Fact]
    public void Rerun_WhenBegunInTheMiddle_GoesOnFromThereAsItWas()
    {
        using var story = new Story().Told();
        var issued = HistoryOf(story, Whole).Course.Lines.First(line => line.Record is CallIssued);

        var rerun = RuleRerun.Of(HistoryOf(story, new HistorySpan(new HistoryPoint(null, issued.Version + 1), null)), Street.Rules("house-1"), CancellationToken.None);

        Assert.Equal(rerun.Happened.Lines.Select(Written), rerun.Would.Lines.Select(Written));
        Assert.Empty(rerun.NotCarriedOver);
        Assert.Equal(CallOutcome.Met, rerun.Would.Calls[0].Outcome);
        Assert.Equal(issued.At, rerun.Would.Calls[0].IssuedAt);
    }

    /// <summary>Every threshold half as high again: it is called at the first step at which the live figures were below the higher one, and for what these leave open.</summary>
    [Fact]
    public void Rerun_UnderHarsherRules_CallsAtTheStepThatTheLiveFiguresName()
    {
        using var story = new Story().Fallen();
        var harsher = Story.RulesTimes(1.5m);
        var expected = story.Steps.First(step => step.Pool.Equity.Adjusted.Amount < 1.2m * 1.5m * step.Pool.MaintenanceMargin.Amount);
        var recorded = story.Steps.First(step => step.Pool.Equity.Adjusted.Amount < 1.2m * step.Pool.MaintenanceMargin.Amount);
        Assert.True(expected.At < recorded.At);

        var rerun = RuleRerun.Of(HistoryOf(story, Whole), harsher, CancellationToken.None);

        var call = Assert.Single(rerun.Would.Calls);
        Assert.Equal(expected.At, call.IssuedAt);
        Assert.Equal((1.3m * 1.5m * expected.Pool.MaintenanceMargin.Amount) - expected.Pool.Equity.Adjusted.Amount, call.Amount.Amount, 7);
        Assert.Equal(recorded.At, Assert.Single(rerun.Happened.Calls).IssuedAt);
        var least = story.Steps.Min(step => step.Pool.Equity.Adjusted.Amount / step.Pool.MaintenanceMargin.Amount);
        Assert.InRange(Assert.Single(rerun.Would.Pools).LeastRatio!.Value, least - 0.001m, least);
        Assert.Equal(Assert.Single(rerun.Happened.Pools).LeastRatio, Assert.Single(rerun.Would.Pools).LeastRatio);
    }

    [Fact]
    public void Rerun_UnderMoreLenientRules_CallsNobodyAndNamesWhatFindsNoCall()
    {
        using var story = new Story().Told();

        var rerun = RuleRerun.Of(HistoryOf(story, Whole), Story.RulesTimes(0.2m), CancellationToken.None);

        Assert.NotEmpty(rerun.Happened.Calls);
        Assert.Empty(rerun.Would.Calls);
        Assert.Empty(rerun.Would.Liquidations);
        Assert.Equal(rerun.End - rerun.Begin, Sum(Assert.Single(rerun.Would.Pools)));
        Assert.Equal(Sum(Assert.Single(rerun.Happened.Pools)), Sum(Assert.Single(rerun.Would.Pools)));
        // The acknowledgement, and two reports of the executor.
        Assert.Equal(
            [typeof(CallAcknowledged), typeof(LegAccepted), typeof(LegFilled)],
            rerun.NotCarriedOver.Select(each => each.Record.GetType()));
        Assert.All(rerun.NotCarriedOver, each => Assert.Equal(NotCarriedOver.NoSuchDecision, each.Why));
    }

    [Fact]
    public void Rerun_WhenNobodyRecordsAnythingForLong_LooksAtNothingThere()
    {
        using var story = new Story().Fallen();
        story.World.Jump(TimeSpan.FromHours(3));
        story.World.Restart();
        story.World.Price(61_400m);

        var rerun = RuleRerun.Of(HistoryOf(story, Whole), Street.Rules("house-1"), CancellationToken.None);

        Assert.InRange(rerun.Silence, TimeSpan.FromHours(3), TimeSpan.FromHours(3) + TimeSpan.FromSeconds(10));
        Assert.InRange(rerun.Looks, 10, 200);
        Assert.Equal(rerun.Happened.Lines.Select(Written), rerun.Would.Lines.Select(Written));
    }

    [Fact]
    public void Nature_WhenAKindOfRecordExists_IsSaidOfIt()
    {
        var kinds = typeof(AccountRecord).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AccountRecord))).ToList();

        Assert.True(kinds.Count > 40);
        Assert.All(kinds, kind =>
            Assert.NotEqual(RecordNature.Unspecified, RecordNatures.Of((AccountRecord)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(kind))));
    }

    private static AccountHistory HistoryOf(Story story, HistorySpan span)
    {
        var history = AccountHistory.Read(story.World.Disk, story.Account, span, CancellationToken.None);
        Assert.Null(history.Alteration);
        Assert.Null(history.Difference);
        return history;
    }

    private static string Written(HistoryLine line) =>
        $"{line.At:O} {line.Version} {line.Market} {line.Record.GetType().Name} {Convert.ToHexString(RecordCodec.BytesOf(line.Record))}";

    private static TimeSpan Sum(PoolCourse pool) => pool.TimeIn.Values.Aggregate(TimeSpan.Zero, (sum, time) => sum + time);
}
