using MultiVenueMargin.Benchmarks.Ingest;

namespace MultiVenueMargin.Live.Tests.Ingest;

/// <summary>
/// What an update may allocate on its way through a process, stage by stage. It is counted, not timed: on one thread, warm, and the least of many
/// rounds, so that a list that grows once in a while does not count. A bound has a third to spare over what was measured (docs/PERFORMANCE.md).
/// </summary>
public sealed class AllocationTests
{
    private const int Rounds = 40;
    private const int BatchesPerRound = 32;

    // What the account holds from then on is 136 bytes of these: the fact, its frame's list, its place in the record. The rest is the frame.
    [Theory]
    [InlineData(IngestStage.Decode, 64, 240)]
    [InlineData(IngestStage.Decode, 1, 480)]
    [InlineData(IngestStage.Inbox, 64, 8)]
    [InlineData(IngestStage.Inbox, 1, 200)]
    [InlineData(IngestStage.Take, 64, 32)]
    [InlineData(IngestStage.Take, 1, 800)]
    [InlineData(IngestStage.Encode, 64, 48)]
    [InlineData(IngestStage.Encode, 1, 450)]
    [InlineData(IngestStage.Journal, 64, 8)]
    [InlineData(IngestStage.Journal, 1, 16)]
    [InlineData(IngestStage.Release, 64, 16)]
    [InlineData(IngestStage.Release, 1, 600)]
    [InlineData(IngestStage.Acknowledge, 64, 8)]
    [InlineData(IngestStage.Acknowledge, 1, 380)]
    public void Update_WhenWarm_AllocatesNoMoreThanItsBound(IngestStage stage, int updatesPerBatch, int most)
    {
        using var rig = new IngestRig(new MemoryDevice(), updatesPerBatch, BatchesPerRound);
        var least = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            rig.Round();
            least = Math.Min(least, rig.CostOf(stage).Bytes);
        }

        Assert.InRange((double)least / rig.UpdatesPerRound, 0, most);
    }

    /// <summary>Or nothing would be measured.</summary>
    [Fact]
    public void Rig_WhenSomethingIsAllocated_CountsIt()
    {
        var began = Cost.Begin();
        GC.KeepAlive(new byte[1_000]);

        Assert.InRange(Cost.Since(began).Bytes, 1_000, 1_100);
    }
}
