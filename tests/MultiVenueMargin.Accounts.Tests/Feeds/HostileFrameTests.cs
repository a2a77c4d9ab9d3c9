using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using static MultiVenueMargin.Accounts.Tests.Frames;

namespace MultiVenueMargin.Accounts.Tests.Feeds;

public sealed class HostileFrameTests
{
    private static readonly string Name128 = new('n', 128);

    public static TheoryData<string> Wrong { get; } = [.. WrongFrames().Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Frame_WhenOneThingIsWrong_IsRefusedAsAWholeAndChangesNothingHeld(string name)
    {
        var client = Client.With(Client.Deribit);
        client.Send(Snapshot(1, 0, Holds("BTC", 1m)));
        var wrong = WrongFrames().Single(each => each.Name == name).Frame;
        var answer = client.Send(wrong);

        Assert.Equal(Refusal.Malformed, Assert.Single(answer.Refusals).Reason);
        Assert.Equal((0L, 1m), (answer.Through, client.Balance("BTC")));
        Assert.Single(client.Book().Lines);
        StateBytes.AssertRemade(client);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Frame_WhenWrongAndPutAside_LeavesEvidenceThatCanBeStored(string name)
    {
        var evidence = FrameEvidence.Of(WrongFrames().Single(each => each.Name == name).Frame);
        Assert.InRange(evidence.Length, 1, Limits.EvidenceBytes);
    }

    [Fact]
    public void Names_AtTheirLongest_AreTaken()
    {
        var client = Client.With(Client.Deribit);
        var answer = client.Send(Snapshot(1, 0, Came(Name128, "BTC", 1m), Rests(Name128, "X", OrderSide.Bid, 1m, 1m)));
        Assert.Empty(answer.Refusals);
        StateBytes.AssertRemade(client);
    }

    [Fact]
    public void Figures_AtTheirLargest_AreTaken()
    {
        var client = Client.With(Client.Deribit);
        var answer = client.Send(
            Snapshot(FrameCheck.LargestNumber, FrameCheck.LargestNumber - 1,
                Holds("BTC", Quantity.Largest),
                Holds("ETH", -Quantity.Largest),
                Owes("USDC", Quantity.Largest),
                Has("X", -Quantity.Largest, Price.Largest),
                States(-BookCheck.LargestValueUsd, BookCheck.LargestValueUsd, BookCheck.LargestValueUsd)),
            Delta(FrameCheck.LargestNumber, FrameCheck.LargestNumber));

        Assert.Empty(answer.Refusals);
        Assert.Equal((FrameCheck.LargestNumber, FrameCheck.LargestNumber), (answer.Epoch, answer.Through));
        Assert.Empty(BookCheck.Check(client.Book()));
        Assert.Equal(Refusal.Malformed, Assert.Single(client.Send(Delta(FrameCheck.LargestNumber, long.MaxValue)).Refusals).Reason);
    }

    [Fact]
    public void Facts_BeyondTheLimit_AreRefusedAndAtItAreTaken()
    {
        var client = Client.With(Client.Deribit);
        FeedFact[] facts = [.. Enumerable.Range(0, Limits.FactsPerFrame + 1).Select(i => Has($"I{i}", 1m))];

        Assert.Equal(Refusal.Malformed, Assert.Single(client.Send(Snapshot(1, 0, facts)).Refusals).Reason);
        Assert.Empty(client.Send(Snapshot(1, 0, facts[..^1])).Refusals);
        Assert.Equal(Limits.LinesPerFeed, client.Feed().Lines.Count);

        // The book is full: what is there may change or go, and nothing may come.
        Assert.Empty(client.Send(Delta(1, 1, Has("I7", 2m))).Refusals);
        Assert.Equal(Refusal.LimitReached, Assert.Single(client.Send(Delta(1, 2, facts[^1])).Refusals).Reason);
        Assert.Empty(client.Send(Delta(1, 2, Has("I7", 0m))).Refusals);
        Assert.Empty(client.Send(Delta(1, 3, facts[^1])).Refusals);
        Assert.Equal(Limits.LinesPerFeed, client.Feed().Lines.Count);
    }

    [Fact]
    public void Movements_BeyondTheLimitOfAFrame_AreRefused()
    {
        var client = Client.With(Client.Deribit);
        FeedFact[] movements = [.. Enumerable.Range(0, Limits.RememberedMovements + 1).Select(i => Came($"t{i}", "BTC", 1m))];
        Assert.Single(client.Send(Snapshot(1, 0, movements)).Refusals);
        Assert.Empty(client.Send(Snapshot(1, 0, movements[..^1])).Refusals);
    }

    [Fact]
    public void UnmatchedMovements_BeyondWhatIsNamed_AreCounted()
    {
        var client = Client.With(Client.Deribit);
        client.Send(Snapshot(1, 0));
        for (var batch = 0; batch < 3; batch++)
        {
            client.Send(Delta(1, batch + 1, [.. Enumerable.Range(0, 400).Select(i => Came($"t{batch}.{i}", "BTC", 1m))]));
        }

        Assert.Equal(Limits.UnmatchedMovements, client.Account.Transfers.Unmatched.Count);
        Assert.Equal(1_200 - Limits.UnmatchedMovements, client.Account.Transfers.UnnamedMovements);
        StateBytes.AssertRemade(client);
    }

    private static IEnumerable<(string Name, FeedFrame Frame)> WrongFrames()
    {
        yield return ("a kind of none", Delta(1, 1) with { Kind = FrameKind.Unspecified });
        yield return ("a kind there is not", Delta(1, 1) with { Kind = (FrameKind)99 });
        yield return ("an epoch of 0", Snapshot(0, 1));
        yield return ("a negative epoch", Snapshot(-4, 1));
        yield return ("an epoch without another after it", Snapshot(long.MaxValue, 1));
        yield return ("a negative sequence", Snapshot(2, -1));
        yield return ("a delta that vouches", Delta(1, 1) with { Complete = FeedParts.Orders });
        yield return ("parts there are not", Snapshot(2, 1) with { Complete = (FeedParts)64 });
        yield return ("a heartbeat with facts", Heartbeat(1, 0) with { Facts = [Holds("BTC", 2m)] });
        yield return ("trouble with facts", Trouble(1, "x") with { Facts = [Holds("BTC", 2m)] });
        yield return ("no fact", Delta(1, 1, Holds("BTC", 2m), null!));
        yield return ("no asset", Delta(1, 1, Holds("ETH", 2m), Holds("BTC", 2m) with { Asset = default }));
        yield return ("no instrument", Delta(1, 1, Has("X", 2m) with { Instrument = default }));
        yield return ("a bridge there is not", Delta(1, 1, Holds("BTC", 2m, bridge: (BridgeClass)9)));
        yield return ("a negative loan", Delta(1, 1, Owes("USDC", -1m)));
        yield return ("a loan with a profit", Delta(1, 1, Owes("USDC", 1m) with { UnrealisedProfit = new Quantity(1m) }));
        yield return ("parts that sum beyond", Delta(1, 1, Holds("BTC", Quantity.Largest) with { Owed = new Quantity(1m) }));
        yield return ("no confirmations required", Delta(1, 1, Holds("BTC", 2m, new Finality(1, 0))));
        yield return ("negative confirmations", Delta(1, 1, Holds("BTC", 2m, new Finality(-1, 12))));
        yield return ("a part without confirmations", Delta(1, 1, Holds("BTC", 2m) with { Provisional = new Quantity(1m) }));
        yield return ("a part beyond the whole", Delta(1, 1, Holds("BTC", 2m, new Finality(1, 12)) with { Provisional = new Quantity(2.1m) }));
        yield return ("a negative part", Delta(1, 1, Holds("BTC", 2m, new Finality(1, 12)) with { Provisional = new Quantity(-1m) }));
        yield return ("a part of a loan", Delta(1, 1, Owes("USDC", 2m) with { Finality = new Finality(1, 12), Provisional = new Quantity(1m) }));
        yield return ("an entry at 0", Delta(1, 1, Has("X", 2m, 0m)));
        yield return ("an order without a name", Delta(1, 1, Rests(string.Empty, "X", OrderSide.Bid, 1m, 1m)));
        yield return ("an order with a blank name", Delta(1, 1, Rests("a b", "X", OrderSide.Bid, 1m, 1m)));
        yield return ("an order with a name too long", Delta(1, 1, Rests(Name128 + "n", "X", OrderSide.Bid, 1m, 1m)));
        yield return ("an order on no side", Delta(1, 1, Rests("a", "X", OrderSide.Unspecified, 1m, 1m)));
        yield return ("an order on a side there is not", Delta(1, 1, Rests("a", "X", (OrderSide)7, 1m, 1m)));
        yield return ("a negative order", Delta(1, 1, Rests("a", "X", OrderSide.Ask, -1m, 1m)));
        yield return ("an order at 0", Delta(1, 1, Rests("a", "X", OrderSide.Ask, 1m, 0m)));
        yield return ("equity beyond", Delta(1, 1, States(BookCheck.LargestValueUsd + 1, null, null)));
        yield return ("a negative initial margin", Delta(1, 1, States(1m, -1m, null)));
        yield return ("a negative maintenance margin", Delta(1, 1, States(1m, null, -1m)));
        yield return ("a movement without a reference", Delta(1, 1, Came(string.Empty, "BTC", 1m)));
        yield return ("a reference that cannot be seen", Delta(1, 1, Came("a\u200Bb", "BTC", 1m)));
        yield return ("a reference with half of a pair", Delta(1, 1, Came("a\uD800", "BTC", 1m)));
        yield return ("a movement of nothing", Delta(1, 1, Came("t", "BTC", 0m)));
        yield return ("a negative movement", Delta(1, 1, Left("t", "BTC", -1m)));
        yield return ("a movement nowhere", Delta(1, 1, Left("t", "BTC", 1m) with { Direction = MovementDirection.Unspecified }));
        yield return ("a movement of no asset", Delta(1, 1, Left("t", "BTC", 1m) with { Asset = default }));
        yield return ("a balance told twice", Delta(1, 1, Holds("BTC", 2m), Holds("BTC", 3m)));
        yield return ("a statement told twice", Delta(1, 1, States(1m, 1m, 1m), States(1m, 1m, 1m)));
        yield return ("a long and a short leg told separately", Snapshot(2, 0, Has("X", 5m), Has("X", -3m)));
    }
}
