using MultiVenueMargin.Accounts.Codec;

namespace MultiVenueMargin.Accounts.Tests.Codec;

public sealed class CollectionsTests
{
    [Fact]
    public void Dictionary_WhenFilledInAnotherOrder_IsTheSameBytes()
    {
        var forwards = Enumerable.Range(1, 50).ToDictionary(key => key, key => key * 2);
        var backwards = Enumerable.Range(1, 50).Reverse().ToDictionary(key => key, key => key * 2);
        Assert.Equal(Encoded.Of<IReadOnlyDictionary<int, int>>(forwards, Write), Encoded.Of<IReadOnlyDictionary<int, int>>(backwards, Write));
        Assert.Equal(forwards, Encoded.Read(Encoded.Of<IReadOnlyDictionary<int, int>>(backwards, Write), Read).OrderBy(pair => pair.Key));
    }

    [Theory]
    [InlineData("0204000200")]
    [InlineData("0202000200")]
    public void Dictionary_WhenKeysDoNotAscend_IsRefused(string hex) => Assert.Contains("above the one before", Encoded.RefusedHex(hex, Read).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("020402")]
    [InlineData("020202")]
    public void Set_WhenItemsDoNotAscend_IsRefused(string hex) =>
        Assert.Contains(
            "above the one before", Encoded.RefusedHex(hex, reader => reader.Set(9, item => item.Int32())).Message, StringComparison.Ordinal);

    [Fact]
    public void Set_WhenFilledInAnotherOrder_IsTheSameBytes()
    {
        Assert.Equal("03020406", Encoded.Hex<IReadOnlySet<int>>(new HashSet<int> { 3, 1, 2 }, (writer, set) => writer.Set(set, 9, (each, item) => each.Int32(item))));
        Assert.Equal([1, 2, 3], Encoded.ReadHex("03020406", reader => reader.Set(9, item => item.Int32())).Order());
    }

    [Fact]
    public void List_WhenLongerThanTheFirstRoom_ComesBackInItsOrder()
    {
        int[] items = [.. Enumerable.Range(0, 1_000).Select(each => each * 7_919 % 1_000)];
        var bytes = Encoded.By(writer => writer.List(items, 1_000, (each, item) => each.Int32(item)));
        Assert.Equal(items, Encoded.Read(bytes, reader => reader.List(1_000, item => item.Int32())));
    }

    [Fact]
    public void List_WhenBeyondItsLimit_IsRefusedBothWays()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Encoded.By(writer => writer.List([1, 2, 3], 2, (each, item) => each.Int32(item))));
        Assert.Contains("at most 2", Encoded.RefusedHex("03020202", reader => reader.List(2, item => item.Int32())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Count_WhenMoreThanTheBytesLeft_IsRefusedBeforeAllocating()
    {
        var bytes = Encoded.By(writer => writer.UInt64(1_000_000_000)).Concat(new byte[10]).ToArray();
        Assert.Equal(
            "At byte 0: expected a count that 10 bytes can hold, not 1000000000.",
            Encoded.Refused(bytes, reader => reader.List(int.MaxValue, item => item.Decimal())).Message);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Encoded.Refused(bytes, reader => reader.List(int.MaxValue, item => item.Decimal()));
        Encoded.Refused(bytes, reader => reader.Set(int.MaxValue, item => item.Decimal()));
        Encoded.Refused(bytes, reader => reader.Bytes(int.MaxValue).Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000);
    }

    [Fact]
    public void Optional_WhenAbsentOrThere_ComesBack()
    {
        Assert.Null(Encoded.Read(Encoded.By(writer => writer.Optional((decimal?)null)), reader => reader.OptionalDecimal()));
        Assert.Equal(0m, Encoded.Read(Encoded.By(writer => writer.Optional(0m)), reader => reader.OptionalDecimal()));
        Assert.Equal(2.5, Encoded.Read(Encoded.By(writer => writer.Optional(2.5)), reader => reader.OptionalDouble()));
        Assert.Equal(TimeSpan.FromDays(1), Encoded.Read(Encoded.By(writer => writer.Optional(TimeSpan.FromDays(1))), reader => reader.OptionalDuration()));
        Assert.Equal(DateTimeOffset.UnixEpoch, Encoded.Read(Encoded.By(writer => writer.Optional(DateTimeOffset.UnixEpoch)), reader => reader.OptionalInstant()));
        Assert.Equal("x", Encoded.Read(
            Encoded.By(writer => writer.Optional("x", (each, text) => each.String(text, 1))), reader => reader.OptionalObject(each => each.String(1))));
    }

    [Fact]
    public void Primitives_WhenTheBufferHasGrown_AllocateNothing()
    {
        var writer = new CanonicalWriter(4_096);
        int[] items = [1, 2, 3];
        WriteSample(writer, items);
        var bytes = writer.ToArray();
        var sum = ReadSample(bytes);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            writer.Clear();
            WriteSample(writer, items);
            sum += ReadSample(bytes);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(1_001 * ReadSample(bytes), sum);
        Assert.Equal(0, allocated);
    }

    private static void WriteSample(CanonicalWriter writer, IReadOnlyList<int> items)
    {
        writer.Clear();
        writer.Record(RecordKind.Book, 1);
        writer.UInt64(ulong.MaxValue);
        writer.Int64(-5);
        writer.Decimal(50_000.10m);
        writer.Decimal(decimal.MaxValue);
        writer.Double(0.25);
        writer.String("BTC-PERPETUAL", 96);
        writer.Instant(DateTimeOffset.UnixEpoch);
        writer.Enum(RecordKind.RuleSet);
        writer.Optional(2m);
        writer.List(items, 9, static (each, item) => each.Int32(item));
    }

    private static long ReadSample(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        var reader = new CanonicalReader(bytes, ref at);
        long sum = reader.Record(RecordKind.Book, 1);
        sum += reader.UInt64() == ulong.MaxValue ? 1 : 0;
        sum += reader.Int64();
        sum += (long)reader.Decimal();
        sum += reader.Decimal() == decimal.MaxValue ? 1 : 0;
        sum += (long)reader.Double();
        sum += reader.Name(96).Length;
        sum += reader.Instant().Year;
        sum += (int)reader.Enum<RecordKind>();
        sum += (long)reader.OptionalDecimal()!.Value;
        for (var left = reader.Count(9); left > 0; left--)
        {
            sum += reader.Int32();
        }

        reader.End();
        return sum;
    }

    private static void Write(CanonicalWriter writer, IReadOnlyDictionary<int, int> items) =>
        writer.Dictionary(items, 99, static (each, key) => each.Int32(key), static (each, value) => each.Int32(value));

    private static Dictionary<int, int> Read(CanonicalReader reader) => reader.Dictionary(99, each => each.Int32(), each => each.Int32());
}
