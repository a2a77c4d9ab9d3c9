using MultiVenueMargin.Client.Calls;

namespace MultiVenueMargin.Client.Tests.Calls;

public sealed class BackOffTests
{
    private static readonly MarginClientOptions Options = new()
    {
        Clock = TimeProvider.System,
        JitterSeed = 1,
        FirstDelay = TimeSpan.FromMilliseconds(100),
        LongestDelay = TimeSpan.FromSeconds(2),
    };

    [Fact]
    public void Delay_WithEachFailure_DoublesUpToTheLongestAndIsTheUpperHalfOfIt()
    {
        var backOff = new BackOff(Options, new Jitter(3));

        foreach (var whole in (double[])[100, 200, 400, 800, 1600, 2000, 2000, 2000])
        {
            Assert.InRange(backOff.Next().TotalMilliseconds, whole / 2, whole);
        }
    }

    [Fact]
    public void Delay_AfterVeryManyFailures_IsStillTheLongest()
    {
        var backOff = new BackOff(Options, new Jitter(3));
        for (var i = 0; i < 1_000; i++)
        {
            backOff.Next();
        }

        Assert.InRange(backOff.Next(), Options.LongestDelay / 2, Options.LongestDelay);
    }

    [Fact]
    public void Delay_WhenTheServerAsksForMore_IsThatButNoLongerThanTheLongest()
    {
        var backOff = new BackOff(Options, new Jitter(3));

        Assert.Equal(TimeSpan.FromSeconds(1), backOff.Next(TimeSpan.FromSeconds(1)));
        Assert.Equal(Options.LongestDelay, backOff.Next(TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Delay_OfTheSameSeed_IsTheSameAndOfAnotherIsNot()
    {
        static TimeSpan[] Draw(int seed)
        {
            var backOff = new BackOff(Options, new Jitter(seed));
            return [.. Enumerable.Range(0, 5).Select(_ => backOff.Next())];
        }

        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
    }

    [Fact]
    public void Delay_AfterSuccess_BeginsAnew()
    {
        var backOff = new BackOff(Options, new Jitter(3));
        backOff.Next();
        backOff.Next();
        backOff.Reset();

        Assert.InRange(backOff.Next(), Options.FirstDelay / 2, Options.FirstDelay);
    }
}
