using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Live.Tests.Accounts;

/// <summary>Looks without a report: they decide the same, and whoever wants to see figures sees them.</summary>
public sealed class QuietLookTests
{
    /// <summary>The same prices for the same accounts, with and without: the same records in the same order.</summary>
    [Fact]
    public void Decisions_WithAndWithoutQuietLooks_AreTheSame()
    {
        var (quiet, plain) = (Decisions(quietLooks: true), Decisions(quietLooks: false));

        Assert.Equal(plain, quiet);
        Assert.Contains(quiet, line => line.Contains(nameof(CallIssued), StringComparison.Ordinal));
        Assert.Contains(quiet, line => line.Contains(nameof(CallEnded), StringComparison.Ordinal));
    }

    [Fact]
    public void Figures_OfAnAccountThatNobodyWatches_AreAMinuteOldAtMost()
    {
        using var world = World.Open();
        var account = world.Account("main", 50_000m, 1m);
        var marks = new HashSet<long>();

        for (var second = 0; second < 180; second++)
        {
            world.Quote(100_000m + second);
            world.Pass(TimeSpan.FromSeconds(1));
            var shown = world.Node.Figures.Find(account)!.Market;
            Assert.True(world.Now - shown.ValuedAt <= TimeSpan.FromSeconds(62), $"{shown} at {world.Now}");
            Assert.True(world.Node.HealthAt(world.Now).OldestEvaluation <= TimeSpan.FromSeconds(10));
            marks.Add(shown.Position);
        }

        Assert.InRange(marks.Count, 3, 6);
    }

    [Fact]
    public void Figures_OfAnAccountThatSomebodyNames_ComeWithEveryPrice()
    {
        using var world = World.Open();
        var (watched, other) = (world.Account("watched", 50_000m, 1m), world.Account("other", 50_000m, 1m));
        world.Pass(TimeSpan.FromSeconds(30));
        var mark = world.Node.Figures.Read(FigureMark.Beginning, [watched], 10).Next;

        for (var step = 1; step <= 5; step++)
        {
            world.Quote(100_000m + step);
            world.Pass(TimeSpan.FromSeconds(1));
            var page = world.Node.Figures.Read(mark, [watched], 10);
            Assert.Equal(world.Node.Board.Stamp.Position, Assert.Single(page.Figures).Market.Position);
            mark = page.Next;
        }

        Assert.NotEqual(world.Node.Board.Stamp.Position, world.Node.Figures.Find(other)!.Market.Position);
    }

    /// <summary>What is shown when somebody comes may be old; it is made anew without anything happening.</summary>
    [Fact]
    public void Figures_WhenSomebodyBeginsToWatch_AreMadeAnewAtOnce()
    {
        using var world = World.Open();
        var accounts = Enumerable.Range(0, 5).Select(number => world.Account($"account-{number}", 50_000m, 1m)).ToList();
        world.Quote(101_000m);
        world.Settle();
        var position = world.Node.Board.Stamp.Position;
        Assert.All(accounts, account => Assert.NotEqual(position, world.Node.Figures.Find(account)!.Market.Position));

        world.Node.Figures.Read(FigureMark.Beginning, [accounts[3]], 10);
        world.Settle();
        Assert.Equal(position, world.Node.Figures.Find(accounts[3])!.Market.Position);
        Assert.NotEqual(position, world.Node.Figures.Find(accounts[0])!.Market.Position);

        world.Node.Figures.Read(FigureMark.Beginning, null, 10);
        world.Settle();
        Assert.All(accounts, account => Assert.Equal(position, world.Node.Figures.Find(account)!.Market.Position));
    }

    [Fact]
    public void Figures_WhenNobodyWatchesAnyLonger_AreLeftAlone()
    {
        using var world = World.Open();
        var account = world.Account("main", 50_000m, 1m);
        world.Node.Figures.Read(FigureMark.Beginning, [account], 10);
        world.Pass(TimeSpan.FromSeconds(12));

        world.Quote(101_000m);
        world.Settle();

        Assert.NotEqual(world.Node.Board.Stamp.Position, world.Node.Figures.Find(account)!.Market.Position);
    }

    /// <summary>A change of state is decided at once and shown at once, whoever watches.</summary>
    [Fact]
    public void Figures_WhenSomethingIsDecided_AreThoseOfTheDecision()
    {
        using var world = World.Open();
        var account = world.Account("main", 50_000m, 1m);
        world.Pass(TimeSpan.FromSeconds(20));

        world.Quote(60_000m);
        world.Settle();

        var changed = world.Records(ReadScope.Decisions).Select(item => item.Record).OfType<MarginStateChanged>().Last();
        Assert.Equal(changed.Evidence!.Figures.State, Assert.Single(world.Node.Figures.Find(account)!.Pools).State);
        Assert.Equal(world.Node.Board.Stamp.Position, changed.Evidence.Market.Position);
    }

    private static List<string> Decisions(bool quietLooks)
    {
        using var world = World.Open(new LiveOptions { QuietLooks = quietLooks });
        for (var number = 0; number < 6; number++)
        {
            world.Account($"account-{number}", 20_000m + (5_000m * number), 1m);
        }

        var random = new Random(20_261_121);
        var price = 100_000m;
        for (var step = 0; step < 150; step++)
        {
            price = Math.Clamp(price + random.Next(-3_000, 3_001), 70_000m, 130_000m);
            world.Quote(price);
            world.Pass(TimeSpan.FromSeconds(random.Next(0, 40)));
        }

        return [.. world.Records(ReadScope.Decisions)
            .OrderBy(item => item.Stream.ToString(), StringComparer.Ordinal)
            .ThenBy(item => item.Version)
            .Select(item => $"{item.Stream} {item.Version} {item.At:O} {item.Record}")];
    }
}
