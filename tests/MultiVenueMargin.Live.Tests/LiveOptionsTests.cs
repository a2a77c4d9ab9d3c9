namespace MultiVenueMargin.Live.Tests;

public sealed class LiveOptionsTests
{
    [Fact]
    public void Options_ByDefault_AreSound()
    {
        var options = new LiveOptions();

        Assert.Empty(options.Check());
        Assert.Equal(TimeSpan.FromSeconds(10), options.LookEvery);
        Assert.Equal(TimeSpan.FromSeconds(1), options.ReopenEvery);
        Assert.Equal(3, options.AttemptsBeforeQuarantine);
    }

    public static TheoryData<LiveOptions, string> Unsound => new()
    {
        { new LiveOptions { Shards = 0 }, "Shards" },
        { new LiveOptions { InboxCapacity = 10, InboxShare = 11 }, "InboxShare" },
        { new LiveOptions { InboxBytes = 10, InboxShareBytes = 11 }, "InboxShareBytes" },
        { new LiveOptions { InboxBytes = 0 }, "InboxBytes" },
        { new LiveOptions { CommitBytesUnderWay = 0 }, "CommitBytesUnderWay" },
        { new LiveOptions { BytesPerCommit = 0 }, "BytesPerCommit" },
        { new LiveOptions { RestingAnswers = 0 }, "RestingAnswers" },
        { new LiveOptions { CommitsPerRegister = 0 }, "CommitsPerRegister" },
        { new LiveOptions { CoreInboxBytes = 0 }, "CoreInboxBytes" },
        { new LiveOptions { ValuationStep = TimeSpan.FromTicks(15_000) }, "ValuationStep" },
        { new LiveOptions { ValuationStep = TimeSpan.FromSeconds(11) }, "ValuationStep" },
        { new LiveOptions { LookEvery = TimeSpan.Zero, ValuationStep = TimeSpan.FromMilliseconds(1) }, "LookEvery" },
        { new LiveOptions { LooksPerCycle = 0 }, "LooksPerCycle" },
        { new LiveOptions { LinesPerCycle = 0 }, "LinesPerCycle" },
        { new LiveOptions { LargeBeyondLines = 0 }, "LargeBeyondLines" },
        { new LiveOptions { RestPerLine = TimeSpan.Zero }, "RestPerLine" },
        { new LiveOptions { Waits = -1 }, "Waits" },
        { new LiveOptions { Analyses = 0 }, "Analyses" },
        { new LiveOptions { QuestionInboxCapacity = 0 }, "QuestionInboxCapacity" },
    };

    [Theory]
    [MemberData(nameof(Unsound))]
    public void Options_WhenUnsound_NameTheField(LiveOptions options, string field) =>
        Assert.Contains(options.Check(), problem => problem.StartsWith(field, StringComparison.Ordinal));
}
