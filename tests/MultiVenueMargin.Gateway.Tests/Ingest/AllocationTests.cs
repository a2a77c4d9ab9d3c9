using MultiVenueMargin.Benchmarks.Ingest;

namespace MultiVenueMargin.Gateway.Tests.Ingest;

/// <summary>
/// What an update may allocate on its way through a process, stage by stage. It is counted, not timed: on one thread, warm, and the least of many
/// rounds, so that a list that grows once in a while does not count. A bound has about a third to spare over what was measured (docs/PERFORMANCE.md).
/// </summary>
public sealed class AllocationTests(AllocationTests.Measured measured) : IClassFixture<AllocationTests.Measured>
{
    [Theory]
    [InlineData(IngestStage.Decode, 240, 430)]
    [InlineData(IngestStage.Inbox, 8, 140)]
    [InlineData(IngestStage.Take, 24, 730)]
    [InlineData(IngestStage.Encode, 32, 370)]
    [InlineData(IngestStage.Journal, 8, 16)]
    [InlineData(IngestStage.Release, 16, 440)]
    [InlineData(IngestStage.Acknowledge, 8, 340)]
    [InlineData(IngestStage.Book, 140, 8_800)]
    public void Update_WhenWarm_AllocatesNoMoreThanItsBound(IngestStage stage, int mostOfMany, int mostOfOne)
    {
        Assert.InRange(measured.OfMany[(int)stage], 0, mostOfMany);
        Assert.InRange(measured.OfOne[(int)stage], 0, mostOfOne);
    }

    /// <summary>Or nothing would be measured.</summary>
    [Fact]
    public void Cost_WhenSomethingIsAllocated_CountsIt()
    {
        var began = Cost.Begin();
        GC.KeepAlive(new byte[1_000]);

        Assert.InRange(Cost.Since(began).Bytes, 1_000, 1_100);
        Assert.True(measured.OfOne[(int)IngestStage.Decode] > 0 && measured.OfMany[(int)IngestStage.Decode] > 0);
    }

    /// <summary>Bytes for each update and stage, with 64 updates a batch and with one.</summary>
    public sealed class Measured
    {
        private const int Rounds = 40;
        private const int BatchesPerRound = 32;

        public IReadOnlyList<double> OfMany { get; } = Measure(updatesPerBatch: 64);

        public IReadOnlyList<double> OfOne { get; } = Measure(updatesPerBatch: 1);

        private static double[] Measure(int updatesPerBatch)
        {
            using var rig = new IngestRig(new MemoryDevice(), updatesPerBatch, BatchesPerRound);
            var least = Enumerable.Repeat(double.MaxValue, (int)IngestStage.Book + 1).ToArray();
            for (var round = 0; round < Rounds; round++)
            {
                rig.Round();
                for (var stage = IngestStage.Decode; stage <= IngestStage.Book; stage++)
                {
                    least[(int)stage] = Math.Min(least[(int)stage], (double)rig.CostOf(stage).Bytes / rig.UpdatesPerRound);
                }
            }

            return least;
        }
    }
}
