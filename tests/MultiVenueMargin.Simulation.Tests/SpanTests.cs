namespace MultiVenueMargin.Simulation.Tests;

/// <summary>A short span of seeds on every run, a long one where there is time; what a seed found once is looked for ever after.</summary>
public sealed class SpanTests
{
    private const int Threads = 2;
    private static readonly int Seeds = Environment.GetEnvironmentVariable("MVM_FULL") == "1" ? 5_000 : 60;

    [Fact]
    public void Span_FromTheFirstSeed_Holds()
    {
        var results = Span.Go(1, Seeds, Threads);

        Assert.Empty(results.Where(result => result.Failure is not null).Select(result => $"seed {result.Seed}: {result.Failure}"));
        var seen = new Sometimes();
        foreach (var result in results)
        {
            seen.Add(result.Sometimes);
        }

        Assert.Empty(Expected.MissingFrom(seen, Seeds));
        Assert.True(seen.Counts[Run.Events] > 1_000 * Seeds, "The runs are short.");
        Assert.True(seen.Counts["figures: recomputed"] > Seeds && seen.Counts["audit: done"] >= 2 * Seeds, "The auditor had next to nothing to do.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4_000_000_000)]
    public void Seed_WhenRunTwice_IsTheSameRun(long seed)
    {
        var (once, again) = (Run.Of(seed, keepsTrace: false), Run.Of(seed, keepsTrace: true));

        Assert.Equal(once.Trace.Hash, again.Trace.Hash);
        Assert.Equal(once.Sometimes.Counts, again.Sometimes.Counts);
        Assert.NotEmpty(again.Trace.Lines);
        Assert.NotEqual(once.Trace.Hash, Run.Of(seed + 1, keepsTrace: false).Trace.Hash);
    }

    /// <summary>Each of these failed once, and what it found was mended.</summary>
    [Theory]
    [InlineData(8_001_042)] // an account that waited to be read while the journal was opened again, and was left for ever
    public void Seed_ThatFoundSomething_Holds(long seed) => Assert.Null(Run.Of(seed, keepsTrace: false).Failure);

    [Fact]
    public void Expected_WhenSomethingNeverOccurred_IsNamed()
    {
        var seen = new Sometimes();
        Assert.Contains("journal: failed", Expected.MissingFrom(seen, Expected.LeastSpan));
        Assert.DoesNotContain("record: PoolClosed", Expected.MissingFrom(seen, Expected.LeastSpan));
        Assert.Contains("record: PoolClosed", Expected.MissingFrom(seen, 5_000));
        Assert.Empty(Expected.MissingFrom(seen, 60));
        seen.Seen("journal: failed");
        Assert.DoesNotContain("journal: failed", Expected.MissingFrom(seen, Expected.LeastSpan));
    }
}
