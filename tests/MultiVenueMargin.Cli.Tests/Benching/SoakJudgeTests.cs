using System.Runtime.CompilerServices;
using MultiVenueMargin.Host.Bench.Soaking;

namespace MultiVenueMargin.Cli.Tests.Benching;

/// <summary>A judge that would let a leak pass, or finds one in noise, is worth nothing: series that are known to be one or the other.</summary>
public sealed class SoakJudgeTests
{
    private const long MiB = 1 << 20;

    [Fact]
    public void Series_WhenEverythingIsFlatButForNoise_Holds()
    {
        var noise = new Random(20_261_121);

        var verdict = Soak.Judge(Minutes(30, minute => Flat(minute) with
        {
            HeapBytes = (60 * MiB) + noise.Next((int)MiB),
            Handles = 200 + noise.Next(5),
            Threads = 30 + noise.Next(6),
        }));

        Assert.Empty(verdict.Findings);
        Assert.True(verdict.Held);
    }

    [Fact]
    public void Heap_WhenHalfAMiBLeaksAMinute_IsNoticed()
    {
        var noise = new Random(20_261_121);

        var verdict = Soak.Judge(Minutes(30, minute => Flat(minute) with { HeapBytes = (60 * MiB) + (minute * MiB / 2) + noise.Next((int)MiB) }));

        Assert.False(verdict.Held);
        Assert.StartsWith("The heap grew by", Assert.Single(verdict.Findings), StringComparison.Ordinal);
        Assert.InRange(verdict.HeapPerHour, 28 * MiB, 32 * MiB);
        Assert.True(verdict.HeapPerHour > verdict.HeapBound);
    }

    [Fact]
    public void Heap_WhichGrowsInTheFirstQuarterOnly_IsWarmingUp() =>
        Assert.True(Soak.Judge(Minutes(32, minute => Flat(minute) with { HeapBytes = Math.Min(minute, 8) * 20 * MiB })).Held);

    [Fact]
    public void Look_InTheMiddleOfSomethingLarge_IsNoTrend() =>
        Assert.True(Soak.Judge(Minutes(30, minute => minute is 15 or 29 ? Flat(minute) with { HeapBytes = 600 * MiB, Handles = 900 } : Flat(minute))).Held);

    [Fact]
    public void Handles_WhenOneStaysBehindAMinute_AreNoticed()
    {
        var verdict = Soak.Judge(Minutes(30, minute => Flat(minute) with { Handles = 200 + minute }));

        Assert.StartsWith("Handles grew by 22 ", Assert.Single(verdict.Findings), StringComparison.Ordinal);
        Assert.Equal(60, verdict.HandlesPerHour, 6);
    }

    [Fact]
    public void Threads_WhenOneStaysBehindAMinute_AreNoticed() =>
        Assert.StartsWith("Threads grew", Assert.Single(Soak.Judge(Minutes(30, minute => Flat(minute) with { Threads = 30 + minute })).Findings), StringComparison.Ordinal);

    [Fact]
    public void Exception_ThatNobodyLookedAt_IsNamedAlsoWhenItWasOneAtTheBeginning() =>
        Assert.Equal("1 exceptions of tasks were looked at by nobody.", Assert.Single(Soak.Judge(Minutes(30, minute => Flat(minute) with { Unobserved = 1 })).Findings));

    [Fact]
    public void Call_WhichFailed_IsNamed() =>
        Assert.Equal("3 calls failed.", Assert.Single(Soak.Judge(Minutes(30, minute => Flat(minute) with { Failed = minute == 2 ? 3 : 0 })).Findings));

    [Fact]
    public void Minute_InWhichNothingWasDone_IsNamed() =>
        Assert.Equal("Nothing was done in the time before 00:07:00.", Assert.Single(Soak.Judge(Minutes(30, minute => Flat(minute) with { Done = minute == 7 ? 0 : 9 })).Findings));

    [Fact]
    public void Series_OfTooFewLooks_SaysNothing()
    {
        var verdict = Soak.Judge(Minutes(SoakPlan.FewestSamples - 1, Flat));

        Assert.True(verdict.IsTooShort);
        Assert.False(verdict.Held);
        Assert.True(Soak.Judge(Minutes(SoakPlan.FewestSamples, Flat)).Held);
    }

    /// <summary>Slopes of 0, 3, 3, 8 at 0, 1, 2, 4 s, by hand: 3, 0, 5/2, 3/2, 5/3, 2; their median is 11/6.</summary>
    [Fact]
    public void Slope_OfAFewPoints_IsTheMedianOfThoseBetweenAnyTwo()
    {
        (TimeSpan, double)[] points = [(Seconds(0), 0), (Seconds(1), 3), (Seconds(2), 3), (Seconds(4), 8)];

        Assert.Equal(11.0 / 6, Trend.SlopeOf(points), 12);
        Assert.True(double.IsNaN(Trend.SlopeOf(points[..1])));

        static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
    }

    /// <summary>What the judge rests on: the exception of a task that nobody holds is counted at the next look, and handles that are open are.</summary>
    [Fact]
    public void Look_AfterATaskFailedAndWasForgotten_CountsIt()
    {
        using var folder = new Testing.TemporaryFolder();
        using var look = new ProcessLook();
        var before = Take();

        Forget();
        var open = Enumerable.Range(0, 50).Select(number => File.Create(folder.PathOf($"file-{number}"), 1)).ToList();
        open.ForEach(file => file.WriteByte(1));
        var after = Take();
        open.ForEach(file => file.Dispose());

        Assert.True(after.Unobserved > before.Unobserved);
        Assert.NotNull(look.FirstUnobserved);
        Assert.True(after.Handles >= 50);
        Assert.True(after.JournalBytes >= 50);
        Assert.True(after.HeapBytes > 0 && after.Threads > 0);

        SoakSample Take() => look.Take(TimeSpan.Zero, folder.PathOf("."), 0, 0, 0);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Forget() => Task.FromException(new InvalidOperationException("forgotten"));
    }

    private static SoakSample Flat(int minute) => new(TimeSpan.FromMinutes(minute), 60 * MiB, 200, 30, 0, 64 * MiB, 1_000, 0, 5);

    private static List<SoakSample> Minutes(int count, Func<int, SoakSample> at) => [.. Enumerable.Range(1, count).Select(at)];
}
