namespace MultiVenueMargin.Engine.Tests;

public sealed class EngineOptionsTests
{
    [Fact]
    public void Options_ByDefault_AreSound() => Assert.Empty(new EngineOptions().Check());

    [Fact]
    public void Options_WhenUnsound_NameWhatIsWrong()
    {
        var options = new EngineOptions { Idle = TimeSpan.Zero, AccountsAtOnce = 0, Live = new() { Shards = 0 } };

        Assert.Equal(3, options.Check().Count);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(8, 7)]
    public void Shards_ForACountOfCores_LeaveOneToTheJournal(int processors, int shards) =>
        Assert.Equal(shards, EngineOptions.ShardsFor(processors));
}
