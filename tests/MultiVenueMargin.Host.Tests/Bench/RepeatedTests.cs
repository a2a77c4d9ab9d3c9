using MultiVenueMargin.Host.Bench.Margins;

namespace MultiVenueMargin.Host.Tests.Bench;

public sealed class RepeatedTests
{
    [Fact]
    public void Work_WhenRunForNoTime_IsDoneOnceAndCountedByItem()
    {
        var (passes, kept) = (0, Array.Empty<byte>());
        var work = new Repeated(items: 4, () =>
        {
            (passes, kept) = (passes + 1, new byte[40_000]);
            return 1;
        });

        work.Run(TimeSpan.Zero);

        Assert.Equal(1, passes);
        Assert.InRange(work.Bytes, 10_000, 10_500);
        Assert.True(work.Seconds > 0);
        Assert.Equal(work.Seconds * 1e9, work.Nanoseconds);
        GC.KeepAlive(kept);
    }

    /// <summary>What else was done in other passes is no property of the work.</summary>
    [Fact]
    public void Work_WhenPassesDiffer_CountsTheLeast()
    {
        var (passes, kept) = (0, new List<byte[]>());
        var work = new Repeated(items: 1, () =>
        {
            kept.Add(new byte[passes++ == 1 ? 1_000 : 100_000]);
            return 1;
        });

        for (var run = 0; run < 3; run++)
        {
            work.Run(TimeSpan.Zero);
        }

        Assert.Equal(3, passes);
        Assert.InRange(work.Bytes, 1_000, 5_000);
    }

    [Fact]
    public void Work_WhenItComputesNoNumber_IsNotMeasured() =>
        Assert.Throws<InvalidOperationException>(() => new Repeated(1, () => double.NaN).Run(TimeSpan.Zero));
}
