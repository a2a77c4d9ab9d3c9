using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Live.Audits;
using MultiVenueMargin.Live.Histories;

namespace MultiVenueMargin.Live.Tests.Histories;

public sealed class AccountHistoryTests
{
    [Fact]
    public void History_WhenRead_TellsWhatTheJournalHoldsOfTheAccountAndFindsItsFiguresAgain()
    {
        using var story = new Story().Told();
        var items = story.World.Records(new ReadScope(story.Account, null, [StreamKind.Account], DecisionsOnly: false)).Where(item => RecordNatures.IsTold((AccountRecord)item.Record)).ToList();

        var history = Read(story, new HistorySpan(null, null));

        Assert.Equal(items.Select(item => (item.At, item.Version, item.Record.GetType())), history.Course.Lines.Select(line => (line.At, line.Version, line.Record.GetType())));
        Assert.Equal(items.Count(item => RecordedDecision.EvidenceOf(item.Record) is not null), history.Decisions);
        Assert.True(history.Decisions > 10);
        Assert.Equal([new RuleVersion("house-1")], history.Rules);
        var call = history.Course.Calls[0];
        Assert.Equal(CallOutcome.Met, call.Outcome);
        var pool = Assert.Single(history.Course.Pools);
        Assert.Equal(history.End - history.Begin, pool.TimeIn.Values.Aggregate(TimeSpan.Zero, (sum, time) => sum + time));
        Assert.Contains(MarginState.Call, pool.TimeIn.Keys);
    }

    [Fact]
    public void History_WhenASpanIsNamed_HoldsThatAndNothingElse()
    {
        using var story = new Story().Told();
        var whole = Read(story, new HistorySpan(null, null)).Course.Lines;
        var (from, to) = (whole.First(line => line.Record is CallIssued), whole.First(line => line.Record is CallEnded));

        var byVersion = Read(story, new HistorySpan(new HistoryPoint(null, from.Version), new HistoryPoint(null, to.Version)));
        var byTime = Read(story, new HistorySpan(new HistoryPoint(from.At, null), new HistoryPoint(to.At, null)));

        // Commits are whole: what was decided in one look is there together.
        var expected = whole.Where(line => line.At >= from.At && line.At <= to.At).ToList();
        Assert.Equal(VersionsOf(expected), VersionsOf(byTime.Course.Lines));
        Assert.Subset(VersionsOf(expected), VersionsOf(byVersion.Course.Lines));
        Assert.Contains(from.Version, VersionsOf(byVersion.Course.Lines));
        Assert.Contains(to.Version, VersionsOf(byVersion.Course.Lines));
        Assert.Equal((from.At, to.At), (byTime.Begin, byTime.End));
    }

    [Fact]
    public void History_WhenNothingIsThere_HasNoRecordsAndSaysWhatThereIs()
    {
        using var story = new Story().Fallen();
        var later = story.World.Now + TimeSpan.FromDays(1);

        var other = AccountHistory.Read(story.World.Disk, new AccountId(story.Account.Institution, "other"), new HistorySpan(null, null), CancellationToken.None);
        var empty = Read(story, new HistorySpan(new HistoryPoint(later, null), null));

        Assert.Equal((0, 0), (other.Records, other.Versions));
        Assert.Equal(0, empty.Records);
        Assert.True(empty.Versions > 0);
        Assert.True(empty.Known.First < empty.Known.Last);
    }

    private static SortedSet<long> VersionsOf(IEnumerable<HistoryLine> lines) => [.. lines.Select(line => line.Version)];

    private static AccountHistory Read(Story story, HistorySpan span)
    {
        var history = AccountHistory.Read(story.World.Disk, story.Account, span, CancellationToken.None);
        Assert.Null(history.Difference);
        Assert.Null(history.Alteration);
        return history;
    }
}
