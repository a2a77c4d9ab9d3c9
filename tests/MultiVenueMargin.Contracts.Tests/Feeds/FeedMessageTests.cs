using System.Buffers;
using Google.Protobuf;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts.Feeds;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Contracts.Tests.Feeds;

/// <summary>
/// The straight way into the domain is held against the generated parser and the mapping behind it: it says the same, or leaves the message to them.
/// </summary>
public sealed class FeedMessageTests
{
    private static readonly int Drawn = Environment.GetEnvironmentVariable("MVM_FULL") == "1" ? 200_000 : 4_000;

    private static readonly string[] Numbers = ["0", "1", "-1", "0.1", "-0.250", "+7", "100000", "123456789.123456789", "0.000000000000000000000001", "1000000000000000000"];

    private static readonly string[] Oddities =
    [
        "", " ", "NaN", "1e3", "1.", ".5", "--1", "1000000000000000000000", "a b", "BTC\u200B", "Ü", "日本", "\0", "a/b/c", "x:", ":x", new('9', 200), new('x', 200),
    ];

    [Fact]
    public void Message_WhenItIsAsAdaptersSendThem_GoesTheStraightWayAndSaysTheSame()
    {
        var random = new Random(7);
        for (var i = 0; i < Drawn / 4; i++)
        {
            var bytes = FeedWire.Write(Batch(random)).ToByteArray();

            var straight = StraightFeedReader.Find(bytes);

            Assert.NotNull(straight);
            AssertSame(FeedMessage.ReadLong(bytes), straight);
        }
    }

    [Fact]
    public void Message_WhenItsBytesAreDamaged_IsReadAsTheLongWayReadsIt()
    {
        var (random, straight) = (new Random(11), 0);
        for (var i = 0; i < Drawn; i++)
        {
            var bytes = Damaged(FeedWire.Write(Batch(random)).ToByteArray(), random);
            if (StraightFeedReader.Find(bytes) is { } found)
            {
                straight++;
                AssertSame(FeedMessage.ReadLong(bytes), found);
            }
        }

        // Most damage is odd; some changes a digit, and is none.
        Assert.InRange(straight, Drawn / 50, Drawn / 2);
    }

    [Fact]
    public void Message_WhenATextIsUnusual_IsReadAsTheLongWayReadsIt()
    {
        foreach (var odd in Oddities)
        {
            foreach (var slip in Slips)
            {
                var request = FeedWire.Write(new FeedBatch(Acme, Feed, [Everything(1)]));
                slip(request, odd);

                AssertSame(FeedMessage.ReadLong(request.ToByteArray()), FeedMessage.Read(request.ToByteArray()));
            }
        }
    }

    [Theory]
    [InlineData("kind")]
    [InlineData("said_at")]
    [InlineData("fact")]
    [InlineData("too many frames")]
    [InlineData("negative")]
    [InlineData("statement")]
    [InlineData("unknown enum")]
    public void Message_WhenSomethingElseIsUnusual_GoesTheLongWay(string what)
    {
        var request = FeedWire.Write(new FeedBatch(Acme, Feed, [Everything(1)]));
        var frame = request.Frames[0];
        switch (what)
        {
            case "kind":
                frame.Kind = V1.FrameKind.Unspecified;
                break;
            case "said_at":
                frame.SaidAt = null;
                break;
            case "fact":
                frame.Facts[0].ClearFact();
                break;
            case "too many frames":
                request.Frames.Add(Enumerable.Repeat(frame, 1_000));
                break;
            case "negative":
                frame.Epoch = -1;
                break;
            case "statement":
                frame.Facts.Add(new V1.FeedFact { Statement = new V1.StatementFact { Equity = "1" } });
                break;
            default:
                frame.Facts[0].Balance.Bridge = (V1.BridgeClass)99;
                break;
        }

        Assert.Null(StraightFeedReader.Find(request.ToByteArray()));
        AssertSame(FeedMessage.ReadLong(request.ToByteArray()), FeedMessage.Read(request.ToByteArray()));
    }

    [Fact]
    public void Message_WhenItLiesInPieces_IsReadAsInOne()
    {
        var bytes = FeedWire.Write(new FeedBatch(Acme, Feed, [Everything(1), Everything(2)])).ToByteArray();
        var first = new Piece(bytes.AsMemory(0, 10));
        var last = first.Then(bytes.AsMemory(10, 20)).Then(bytes.AsMemory(30));

        var read = FeedMessage.Read(new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length));

        AssertSame(FeedMessage.ReadLong(bytes), read);
        Assert.Equal(bytes.Length, read.Size);
    }

    [Fact]
    public void Message_WhenItIsNone_IsRefusedAsTheGeneratedParserRefusesIt() =>
        Assert.Throws<InvalidProtocolBufferException>(() => FeedMessage.Read([0x0A, 0xFF]));

    [Fact]
    public void Names_WhenTheyComeAgain_AreTheSameString()
    {
        var bytes = FeedWire.Write(new FeedBatch(Acme, Feed, [Everything(1)])).ToByteArray();

        var (one, other) = (FeedMessage.Read(bytes), FeedMessage.Read(bytes));

        Assert.Same(one.Account, other.Account);
        Assert.Same(one.Content.Value.Account.Name, other.Content.Value.Account.Name);
        Assert.Same(InstrumentIn(one), InstrumentIn(other));

        static string InstrumentIn(FeedMessage message) => message.Content.Value.Frames[0].Facts.OfType<PositionFact>().Single().Instrument.Code;
    }

    private static AccountId Acme { get; } = new(new InstitutionId("acme"), "desk");

    private static VenueAccountId Feed { get; } = new(new LocationId("DERIBIT"), "main");

    private static IReadOnlyList<Action<V1.ConnectRequest, string>> Slips { get; } =
    [
        (request, text) => request.Account = text,
        (request, text) => request.Feed = text,
        (request, text) => request.Frames[0].Trouble = text,
        (request, text) => request.Frames[0].Facts[0].Balance.Asset = text,
        (request, text) => request.Frames[0].Facts[0].Balance.Balance = text,
        (request, text) => request.Frames[0].Facts[0].Balance.UnrealisedProfit = text,
        (request, text) => request.Frames[0].Facts[0].Balance.Owed = text,
        (request, text) => request.Frames[0].Facts[0].Balance.Provisional = text,
        (request, text) => request.Frames[0].Facts[1].Position.Instrument = text,
        (request, text) => request.Frames[0].Facts[1].Position.Quantity = text,
        (request, text) => request.Frames[0].Facts[1].Position.AverageEntry = text,
        (request, text) => request.Frames[0].Facts[2].Order.Order = text,
        (request, text) => request.Frames[0].Facts[2].Order.Instrument = text,
        (request, text) => request.Frames[0].Facts[2].Order.Open = text,
        (request, text) => request.Frames[0].Facts[2].Order.Limit = text,
    ];

    private static FeedFrame Everything(long sequence) => new()
    {
        Kind = FrameKind.Snapshot,
        Epoch = 3,
        Sequence = sequence,
        SaidAt = new DateTimeOffset(2026, 11, 21, 12, 0, 0, 250, TimeSpan.Zero),
        Complete = FeedParts.Balances | FeedParts.Orders,
        Facts =
        [
            new BalanceFact(new Asset("USDC"), false, new Quantity(12.5m), new Quantity(-1m), new Quantity(0.5m), BridgeClass.Native, new Finality(3, 12), new Quantity(2m)),
            new PositionFact(new InstrumentId("BTC-PERPETUAL"), new Quantity(-0.25m), new Price(100_000m)),
            new OrderFact("o-1", new InstrumentId("BTC-PERPETUAL"), OrderSide.Bid, new Quantity(1m), new Price(99_000.5m)),
        ],
    };

    private static void AssertSame(FeedMessage expected, FeedMessage actual)
    {
        Assert.Equal((expected.Account, expected.Feed, expected.Size), (actual.Account, actual.Feed, actual.Size));
        Assert.Equal(expected.Content.Problems, actual.Content.Problems);
        Assert.Equal(expected.Content.IsSound, actual.Content.IsSound);
        if (expected.Content.IsSound)
        {
            Assert.Equal(Described(expected.Content.Value), Described(actual.Content.Value));
        }
    }

    private static string Described(FeedBatch batch) => string.Join(
        '\n',
        batch.Frames.SelectMany(frame => frame.Facts.Select(fact => fact.ToString()).Prepend($"{frame with { Facts = [] }} at {frame.SaidAt.Ticks}")).Prepend($"{batch.Account} {batch.Feed}"));

    private static FeedBatch Batch(Random random) => new(
        new AccountId(new InstitutionId($"firm-{random.Next(3)}"), $"a{random.Next(5)}"),
        new VenueAccountId(new LocationId("VENUE"), $"sub-{random.Next(5)}"),
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => Frame(random))]);

    private static FeedFrame Frame(Random random) => new()
    {
        Kind = (FrameKind)random.Next(1, 5),
        Epoch = random.Next(3) == 0 ? random.NextInt64() : random.Next(1, 200),
        Sequence = random.Next(3) == 0 ? random.NextInt64() : random.Next(200),
        SaidAt = DateTimeOffset.UnixEpoch.AddTicks(random.NextInt64(1, TimeSpan.TicksPerDay * 40_000)),
        Complete = (FeedParts)random.Next(16),
        Facts = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Fact(random))],
        Trouble = random.Next(5) == 0 ? "login refused" : null,
    };

    private static FeedFact Fact(Random random) => random.Next(3) switch
    {
        0 => new BalanceFact(
            new Asset($"COIN{random.Next(5)}"),
            random.Next(2) == 0,
            new Quantity(Number(random)),
            new Quantity(random.Next(2) == 0 ? 0m : Number(random)),
            new Quantity(random.Next(2) == 0 ? 0m : Number(random)),
            (BridgeClass)random.Next(1, 3),
            random.Next(2) == 0 ? null : new Finality(random.Next(100), random.Next(100)),
            random.Next(2) == 0 ? null : new Quantity(Number(random))),
        1 => new PositionFact(new InstrumentId($"PERP-{random.Next(9)}"), new Quantity(Number(random)), random.Next(2) == 0 ? null : new Price(Math.Abs(Number(random)))),
        _ => new OrderFact(
            $"order-{random.Next(99)}", new InstrumentId($"PERP-{random.Next(9)}"), (OrderSide)random.Next(1, 3), new Quantity(Number(random)), new Price(Math.Min(1_000_000m, Math.Abs(Number(random))))),
    };

    private static decimal Number(Random random) => ExactNumber.TryParse(Numbers[random.Next(Numbers.Length - 1)], out var number) == NumberRefusal.None
        ? number * random.Next(1, 4)
        : throw new InvalidOperationException("A number of this test is none.");

    private static byte[] Damaged(byte[] bytes, Random random)
    {
        List<byte> damaged = [.. bytes];
        for (var left = random.Next(1, 3); left > 0; left--)
        {
            var at = random.Next(damaged.Count);
            switch (random.Next(5))
            {
                case 0:
                    damaged[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 2:
                    damaged.Insert(at, (byte)random.Next(256));
                    break;
                case 3 when damaged.Count > 1:
                    damaged.RemoveAt(at);
                    break;
                default:
                    // A digit for a digit: what is read straight is to be a part of what is tried.
                    var digit = damaged.FindIndex(at, each => each is >= (byte)'0' and <= (byte)'9');
                    damaged[digit < 0 ? at : digit] = (byte)('0' + random.Next(10));
                    break;
            }
        }

        return [.. damaged];
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> bytes) => Memory = bytes;

        public Piece Then(ReadOnlyMemory<byte> bytes)
        {
            var next = new Piece(bytes) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}
