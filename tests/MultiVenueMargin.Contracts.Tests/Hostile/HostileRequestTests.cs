using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Contracts.Tests.Hostile;

/// <summary>
/// Input that nobody means well, at every field of every request: it is refused, by the field's own path, and reading never throws. The
/// fields are found in the descriptors, so that a new one is tried without anybody thinking of it.
/// </summary>
public sealed class HostileRequestTests
{
    /// <summary>Neither a number nor a name.</summary>
    private static readonly string[] BadForAll =
    [
        " ", "a b", "1 ", " 1", "1\u200B", "\u202E1", "x\n", "\0", "\u0085", new('9', 10_000), new('x', 10_000), "\uE000",
    ];

    private static readonly string[] BadNumbers =
    [
        "NaN", "Infinity", "-Infinity", "1e400", "1E5", "1e-9", "0x10", "１２", "٣", "1,000", "1_000", "--1", "+-1", ".", "1.", ".5", "-", "∞",
        "79228162514264337593543950336", "0.123456789012345678901234567890123",
    ];

    private static readonly bool IsFull = Environment.GetEnvironmentVariable("MVM_FULL") == "1";

    public static TheoryData<string> Names => [.. RequestKind.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Request_WhenItIsSound_IsRead(string name) => Assert.Empty(Kind(name).Read(Kind(name).Sample));

    [Theory]
    [MemberData(nameof(Names))]
    public void Text_WhenItIsNeitherNumberNorName_IsRefusedByItsPath(string name)
    {
        var kind = Kind(name);
        foreach (var leaf in Leaves(kind).Where(leaf => leaf.Field.FieldType == FieldType.String && !kind.FreeTexts.Contains(leaf.Field.Name)))
        {
            foreach (var bad in BadForAll)
            {
                AssertRefused(kind, leaf.Path, bad);
            }
        }

        foreach (var leaf in Leaves(kind).Where(leaf => leaf.Field.FieldType == FieldType.String && kind.FreeTexts.Contains(leaf.Field.Name)))
        {
            Array.ForEach(BadForAll, bad => Spoilt(kind, leaf.Path, bad));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Number_WhenItIsNone_IsRefusedByItsPath(string name)
    {
        var kind = Kind(name);
        foreach (var leaf in Leaves(kind).Where(leaf => leaf.Value is string text && ExactNumber.TryParse(text, ExcessDigits.RoundDown, out _, out _) == NumberRefusal.None))
        {
            foreach (var bad in BadNumbers)
            {
                // A measured figure is read as a double, so a digit more than is exact does it no harm.
                var problems = Spoilt(kind, leaf.Path, bad);
                Assert.True(
                    problems.Count > 0 ? problems[0].Path == leaf.Path : bad.Length > 30 && IsMeasured(leaf),
                    $"{leaf.Path} = {bad}: {string.Join("; ", problems)}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Choice_WhenItIsUnknown_IsRefusedByItsPath(string name)
    {
        var kind = Kind(name);
        foreach (var leaf in Leaves(kind).Where(leaf => leaf.Field.FieldType == FieldType.Enum))
        {
            AssertRefused(kind, leaf.Path, System.Enum.ToObject(leaf.Value.GetType(), 9_999));
            AssertRefused(kind, leaf.Path, System.Enum.ToObject(leaf.Value.GetType(), -1));

            // Unspecified has a meaning where the proto says so, and is refused everywhere else.
            var unspecified = Spoilt(kind, leaf.Path, System.Enum.ToObject(leaf.Value.GetType(), 0));
            Assert.Equal(leaf.Field.Name is not ("bridge" or "agreement" or "approval"), unspecified.Count > 0);
            Assert.All(unspecified, problem => Assert.Equal(leaf.Path, problem.Path));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Time_WhenItIsOutOfRange_IsRefusedByItsPath(string name)
    {
        var kind = Kind(name);
        foreach (var leaf in Leaves(kind).Where(leaf => leaf.Value is Timestamp or Duration))
        {
            object[] bad = leaf.Value is Timestamp
                ? [
                    new Timestamp { Seconds = long.MaxValue }, new Timestamp { Seconds = long.MinValue }, new Timestamp { Seconds = 253_402_300_800 },
                    new Timestamp { Seconds = -62_135_596_801 }, new Timestamp { Seconds = -62_135_596_800 }, new Timestamp { Nanos = -1 },
                    new Timestamp { Nanos = 1_000_000_000 },
                ]
                : [
                    new Duration { Seconds = long.MaxValue }, new Duration { Seconds = long.MinValue }, new Duration { Seconds = 315_576_000_001 },
                    new Duration { Seconds = 1, Nanos = -1 }, new Duration { Seconds = -1, Nanos = 1 }, new Duration { Nanos = 1_000_000_000 },
                ];
            Array.ForEach(bad, each => AssertRefused(kind, leaf.Path, each));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Message_WhenItIsEmpty_IsReadOrRefusedByPathsThatLeadSomewhere(string name)
    {
        var kind = Kind(name);
        foreach (var leaf in Leaves(kind).Where(leaf => leaf.Value is IMessage))
        {
            var empty = ((IMessage)leaf.Value).Descriptor.Parser.ParseFrom(ByteString.Empty);
            Assert.All(Spoilt(kind, leaf.Path, empty), problem =>
            {
                Assert.StartsWith(leaf.Path, problem.Path, StringComparison.Ordinal);
                Assert.True(MessageLeaf.Leads(kind.Sample.Descriptor, problem.Path), problem.Path);
            });
        }

        Assert.All(
            kind.Read(kind.Sample.Descriptor.Parser.ParseFrom(ByteString.Empty)),
            problem => Assert.True(MessageLeaf.Leads(kind.Sample.Descriptor, problem.Path), problem.Path));
    }

    // Whatever the bytes are, parsing refuses them in its one way, or reading says what is wrong at places that exist.
    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_WhenMutated_AreRefusedOrRead(string name)
    {
        var kind = Kind(name);
        var sound = kind.Sample.ToByteArray();
        var random = new Random(20_261_121);
        for (var i = 0; i < (IsFull ? 20_000 : 500); i++)
        {
            var bytes = Mutated(sound, random);
            IMessage message;
            try
            {
                message = kind.Sample.Descriptor.Parser.ParseFrom(bytes);
            }
            catch (InvalidProtocolBufferException)
            {
                continue;
            }

            Assert.All(kind.Read(message), problem => Assert.True(MessageLeaf.Leads(kind.Sample.Descriptor, problem.Path), problem.Path));
        }
    }

    [Fact]
    public void Lists_WhenTheyAreTooLong_AreRefusedByTheirPath()
    {
        Assert.Equal("book.positions has 10001 items; at most 10000 are taken", Told(
            new V1.EvaluateRequest { Book = new V1.Book { Account = "a/b", Positions = { Many(10_001, new V1.Position()) } }, Market = Market() }));
        Assert.Equal("book.lines has 10001 items; at most 10000 are taken", Told(
            new V1.EvaluateRequest { Book = new V1.Book { Account = "a/b", Lines = { Many(10_001, new V1.CollateralLine()) } }, Market = Market() }));
        Assert.Equal("book.orders has 10001 items; at most 10000 are taken", Told(
            new V1.EvaluateRequest { Book = new V1.Book { Account = "a/b", Orders = { Many(10_001, new V1.RestingOrder()) } }, Market = Market() }));
        Assert.Equal(
            "frames has 1001 items; at most 1000 are taken",
            FeedWire.Read(new V1.ConnectRequest { Account = "a/b", Feed = "okx:a", Frames = { Many(1_001, new V1.FeedFrame()) } }).Problems.Single().ToString());
        Assert.Equal(
            "trades has 1001 items; at most 1000 are taken",
            MarginWire.Read(new V1.WhatIfRequest { Account = "a/b", Trades = { Many(1_001, new V1.ProposedTrade()) } }).Problems.Single().ToString());
        Assert.Equal(
            "shocks has 101 items; at most 100 are taken",
            MarginWire.Read(new V1.WhatIfRequest { Account = "a/b", Shocks = { Many(101, new V1.Shock()) } }).Problems.Single().ToString());
        Assert.Equal("grid makes more cases than the 1000 that one stress has", MarginWire.Read(new V1.StressRequest
        {
            Account = "a/b",
            Grid = new V1.StressGrid { Unit = "BTC", PriceMoves = { Enumerable.Repeat("0.1", 101) }, VolatilityMoves = { Enumerable.Repeat("0.1", 10) } },
        }).Problems.Single().ToString());
        Assert.Equal("models has 65 items; at most 64 are taken", Told(
            new V1.EvaluateRequest { Book = new V1.Book { Account = "a/b" }, Market = Market(), Models = { Enumerable.Repeat("house", 65) } }));
        Assert.Equal(Limits.Alerts, 64);
    }

    [Fact]
    public void Problems_WhenThereAreThousands_AreCountedAndTheFirstAreKept()
    {
        var book = new V1.Book { Account = "a/b", Positions = { Many(3_000, new V1.Position { Venue = "okx", Instrument = "X", Quantity = "NaN" }) } };

        var read = WireReader.Read(book, BookWire.Read);

        Assert.Equal((6_000, WireReader.MostKept), (read.ProblemCount, read.Problems.Count));
        Assert.Equal("positions[0].quantity \"NaN\" is not a plain decimal number", read.Problems[0].ToString());
        Assert.Equal("positions[0].as_of is missing", read.Problems[1].ToString());
        Assert.Throws<InvalidOperationException>(() => read.Value);
    }

    [Theory]
    [InlineData(0, 100, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(1_000, 1_000, 0)]
    [InlineData(1_001, 0, 1)]
    [InlineData(-1, 0, 1)]
    [InlineData(int.MinValue, 0, 1)]
    public void Page_WhenItsSizeIsStated_IsThatOrRefused(int size, int read, int problems)
    {
        var page = WireReader.Read(new V1.ListAccountsRequest { PageSize = size }, static (at, request) => at.PageSize("page_size", request.PageSize));

        Assert.Equal(problems, page.ProblemCount);
        Assert.Equal(read, page.IsSound ? page.Value : 0);
    }

    [Fact]
    public void Key_WhenItComesTwice_IsRefusedAtTheSecond()
    {
        var mark = new V1.AssetMark { Asset = "BTC", Mark = "1", AsOf = new Timestamp { Seconds = 1 } };
        var market = Market();
        market.Prices.Add([mark, mark.Clone()]);

        Assert.Equal("market.prices[1].asset is \"BTC\" again", Told(new V1.EvaluateRequest { Book = new V1.Book { Account = "a/b" }, Market = market }));
    }

    [Fact]
    public void Text_WhenShown_IsCutAndHidesNothing()
    {
        var read = WireReader.Read(new V1.Book { Account = "a/" + new string('x', 10_000) + "\u001b[31m" }, BookWire.Read);

        var problem = Assert.Single(read.Problems).Problem;
        Assert.InRange(problem.Length, 1, 300);
        Assert.DoesNotContain('\u001b', problem);
    }

    private static RequestKind Kind(string name) => RequestKind.All.Single(kind => kind.Name == name);

    /// <summary>A fee and its asset come together: of a trade without one, either would miss the other as well.</summary>
    private static IEnumerable<MessageLeaf> Leaves(RequestKind kind) =>
        MessageLeaf.Of(kind.Sample).Where(leaf => leaf is not { Value: "", Field.Name: "fee" or "fee_asset" });

    private static IReadOnlyList<FieldProblem> Spoilt(RequestKind kind, string path, object bad)
    {
        var copy = kind.Sample.Descriptor.Parser.ParseFrom(kind.Sample.ToByteArray());
        MessageLeaf.Of(copy).Single(leaf => leaf.Path == path).Put(bad);
        return kind.Read(copy);
    }

    private static void AssertRefused(RequestKind kind, string path, object bad)
    {
        var problems = Spoilt(kind, path, bad);
        Assert.True(problems.Count == 1 && problems[0].Path == path, $"{path} = {bad}: {string.Join("; ", problems)}");
    }

    private static bool IsMeasured(MessageLeaf leaf) => leaf.Field.Name is "implied_volatility" or "daily_volatility" or "interest_rate" or "log_moneyness"
        or "volatility" or "a" or "b" or "rho" or "m" or "sigma" or "price_returns" or "volatility_returns" or "long_run_volatility" or "days_250" or "stress"
        || (leaf.Field.Name == "price" && leaf.Field.ContainingType.Name == "StressMove");

    private static byte[] Mutated(byte[] sound, Random random)
    {
        var bytes = (byte[])sound.Clone();
        for (var times = random.Next(1, 6); times > 0 && bytes.Length > 0; times--)
        {
            var (from, to, length) = (random.Next(bytes.Length), random.Next(bytes.Length), random.Next(16));
            switch (random.Next(4))
            {
                case 0:
                    bytes[from] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[from] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.AsSpan(from, Math.Min(length, bytes.Length - Math.Max(from, to))).CopyTo(bytes.AsSpan(to));
                    break;
                default:
                    bytes = [.. bytes[..from], .. bytes[Math.Min(bytes.Length, from + length)..]];
                    break;
            }
        }

        return bytes;
    }

    private static IEnumerable<T> Many<T>(int count, T item)
        where T : IMessage => Enumerable.Repeat(item, count);

    private static V1.MarketSnapshot Market() => new() { Version = "v", AsOf = new Timestamp { Seconds = 1_772_442_000 } };

    private static string Told(V1.EvaluateRequest request) => Assert.Single(MarginWire.Read(request).Problems).ToString();
}
