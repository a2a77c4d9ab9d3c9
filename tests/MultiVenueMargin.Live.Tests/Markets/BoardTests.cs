using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Live.Markets;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Live.Tests.Markets;

public sealed class BoardTests
{
    [Fact]
    public void Slice_WhileItIsNotDurable_IsNotSeen()
    {
        using var world = World.Open();
        var before = world.Node.Board.Stamp.Position;

        world.Gate.IsHeld = true;
        world.Quote(90_000m);
        Assert.Equal(before, world.Node.Board.Stamp.Position);
        world.Gate.IsHeld = false;
        world.Settle();

        Assert.Equal(before + 1, world.Node.Board.Stamp.Position);
        Assert.Equal(90_000m, world.Node.Board.FindMarket(AccountPolicy.DefaultRuleBook)!.FindIndex(Street.Bitcoin));
    }

    [Fact]
    public void Market_AfterACrash_IsTheSameAtTheSamePosition()
    {
        using var world = World.Open();
        world.Price(90_000m);
        world.Price(91_000m);
        var before = world.Node.Board;

        world.Restart();

        Assert.Equal(before.Stamp.Position, world.Node.Board.Stamp.Position);
        Assert.Equal(PricesOf(before), PricesOf(world.Node.Board));
        world.Price(92_000m);
        var epochs = world.Records(ReadScope.All).Select(item => item.Record).OfType<SlicePublished>().Select(slice => slice.Epoch).Distinct();
        Assert.Equal([1L, 2L], epochs);
    }

    [Fact]
    public void Valuation_WhenTimePasses_StepsAndNeverGoesBack()
    {
        using var world = World.Open();
        var last = world.Node.Board.Stamp;
        for (var i = 0; i < 30; i++)
        {
            world.Jump(TimeSpan.FromMilliseconds(137));
            world.Settle();
            var stamp = world.Node.Board.Stamp;
            Assert.True(stamp.ValuedAt >= last.ValuedAt && stamp.ValuedAt <= world.Now);
            Assert.True(world.Now - stamp.ValuedAt < TimeSpan.FromSeconds(1));
            last = stamp;
        }
    }

    [Fact]
    public void Prices_WhenAllSourcesRepeatThemselvesQuickly_AreConflated()
    {
        using var world = World.Open();
        var before = world.Node.Board.Stamp.Position;

        for (var i = 0; i < 100; i++)
        {
            world.Jump(TimeSpan.FromMilliseconds(10));
            world.Quote(90_000m + i);
        }

        Assert.InRange(world.Node.Board.Stamp.Position - before, 4, 5);
    }

    [Fact]
    public void Price_WhenTimeGoesOnAndItsMarkStands_IsTakenOverAndCounted()
    {
        using var world = World.Open();
        world.Price(90_000m);
        var before = world.Node.Board;
        var future = before.Snapshot!.Instruments.Values.OfType<Perpetual>().First(each => before.Snapshot.Marks.ContainsKey(each.Id));
        var priced = PriceOf(before, future);

        world.Jump(TimeSpan.FromSeconds(3));
        world.Settle();

        Assert.NotEqual(before.Stamp, world.Node.Board.Stamp);
        Assert.Same(priced, PriceOf(world.Node.Board, future));
        Assert.InRange(world.Node.Board.Kept.Instruments, 1, before.Snapshot.Instruments.Count);
    }

    private static PricedInstrument PriceOf(BoardView view, Derivative contract) =>
        view.FindMarket(AccountPolicy.DefaultRuleBook)!.TryPrice(contract.Id, out var priced, out var reason) ? priced! : throw new InvalidOperationException(reason);

    private static IEnumerable<(Asset, Price, DateTimeOffset)> PricesOf(BoardView view) =>
        view.Snapshot!.Prices.OrderBy(entry => entry.Key).Select(entry => (entry.Key, entry.Value.Mark, entry.Value.AsOf));
}
