using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Accounts.Tests.Codec;

public sealed class PrimitivesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("BTC-27MAR26-100000-C")]
    [InlineData("币安")]
    [InlineData("naïve 𝄞")]
    public void String_WhenWritten_ComesBack(string text)
    {
        var bytes = Encoded.By(writer => writer.String(text, 24));
        Assert.Equal(text, Encoded.Read(bytes, reader => reader.String(24)));
        Assert.Equal(text, Encoded.Read(bytes, reader => reader.Name(24)));
    }

    [Fact]
    public void Name_WhenReadAgain_IsTheSameString()
    {
        var bytes = Encoded.By(writer => writer.String("BTC-PERPETUAL", 96));
        Assert.Same(Encoded.Read(bytes, reader => reader.Name(96)), Encoded.Read(bytes, reader => reader.Name(96)));
    }

    [Fact]
    public void Name_WhenMoreThanTheCacheHolds_IsStillRight()
    {
        for (var i = 0; i < 20_000; i++)
        {
            var name = $"name-{i}";
            Assert.Equal(name, Encoded.Read(Encoded.By(writer => writer.String(name, 96)), reader => reader.Name(96)));
        }
    }

    [Theory]
    [InlineData("01")]
    [InlineData("0441424344")]
    [InlineData("01ff")]
    [InlineData("02c080")]
    [InlineData("03eda080")]
    [InlineData("0cf09d849ef09d849ef09d849e")]
    [InlineData("ffffffff0f")]
    public void String_WhenNotUtf8OrTooLongOrCutShort_IsRefused(string hex)
    {
        Encoded.RefusedHex(hex, reader => reader.String(3));
        Encoded.RefusedHex(hex, reader => reader.Name(3));
    }

    [Fact]
    public void String_WhenNoReaderWouldTakeIt_IsNotWritten()
    {
        Assert.Throws<ArgumentException>(() => Encoded.By(writer => writer.String("four", 3)));
        Assert.Throws<ArgumentException>(() => Encoded.By(writer => writer.String("\ud834", 3)));
    }

    [Fact]
    public void Instant_WhenOffsetsDiffer_IsTheSameBytesAndComesBackInUtc()
    {
        var utc = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
        var bytes = Encoded.By(writer => writer.Instant(utc));
        Assert.Equal(bytes, Encoded.By(writer => writer.Instant(utc.ToOffset(TimeSpan.FromHours(9)))));
        var back = Encoded.Read(bytes, reader => reader.Instant());
        Assert.Equal(utc, back);
        Assert.Equal(TimeSpan.Zero, back.Offset);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(3155378975999999999L)]
    public void Instant_WhenAtTheEndsOfTime_ComesBack(long ticks)
    {
        var instant = new DateTimeOffset(ticks, TimeSpan.Zero);
        Assert.Equal(instant, Encoded.Read(Encoded.By(writer => writer.Instant(instant)), reader => reader.Instant()));
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(3155378976000000000L)]
    public void Instant_WhenOutsideTime_IsRefused(long ticks) =>
        Encoded.Refused(BitConverter.GetBytes(ticks), reader => reader.Instant());

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1L)]
    [InlineData(0L)]
    [InlineData(long.MaxValue)]
    public void Duration_WhenWritten_ComesBack(long ticks) =>
        Assert.Equal(ticks, Encoded.Read(Encoded.By(writer => writer.Duration(new TimeSpan(ticks))), reader => reader.Duration()).Ticks);

    [Theory]
    [InlineData("02")]
    [InlineData("ff")]
    [InlineData("")]
    public void Bool_WhenNeitherZeroNorOne_IsRefused(string hex) => Encoded.RefusedHex(hex, reader => reader.Bool());

    [Fact]
    public void Enum_WhenUnspecified_IsRefusedUnlessAllowed()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Encoded.By(writer => writer.Enum(OptionRight.Unspecified)));
        Encoded.RefusedHex("00", reader => reader.Enum<OptionRight>());
        Assert.Equal("00", Encoded.Hex(OptionRight.Unspecified, (writer, value) => writer.EnumOrUnspecified(value)));
        Assert.Equal(OptionRight.Unspecified, Encoded.ReadHex("00", reader => reader.EnumOrUnspecified<OptionRight>()));
    }

    [Fact]
    public void Enum_WhenZeroIsAMember_IsWritten()
    {
        Assert.Equal("00", Encoded.Hex(BridgeClass.Native, (writer, value) => writer.Enum(value)));
        Assert.Equal(BridgeClass.Native, Encoded.ReadHex("00", reader => reader.Enum<BridgeClass>()));
    }

    [Theory]
    [InlineData("03")]
    [InlineData("3f")]
    [InlineData("40")]
    [InlineData("8180808010")]
    public void Enum_WhenNotDefined_IsRefused(string hex)
    {
        Encoded.RefusedHex(hex, reader => reader.Enum<OptionRight>());
        Encoded.RefusedHex(hex, reader => reader.EnumOrUnspecified<OptionRight>());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void Enum_WhenNotDefined_IsNotWritten(int number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Encoded.By(writer => writer.EnumOrUnspecified((OptionRight)number)));

    [Fact]
    public void Flags_WhenDefined_ComeBackAndOthersAreRefusedBothWays()
    {
        Assert.Equal("05", Encoded.Hex(FeedParts.Balances | FeedParts.Orders, (writer, value) => writer.Flags(value)));
        Assert.Equal(FeedParts.Balances | FeedParts.Orders, Encoded.ReadHex("05", reader => reader.Flags<FeedParts>()));
        Assert.Equal(FeedParts.None, Encoded.ReadHex("00", reader => reader.Flags<FeedParts>()));
        Encoded.RefusedHex("10", reader => reader.Flags<FeedParts>());
        Encoded.RefusedHex("ffffffffffffffffff01", reader => reader.Flags<FeedParts>());
        Assert.Throws<ArgumentOutOfRangeException>(() => Encoded.By(writer => writer.Flags((FeedParts)16)));
    }

    [Fact]
    public void Bytes_WhenRead_AreAPartOfTheInput()
    {
        var bytes = Encoded.By(writer => writer.Bytes([1, 2, 3], 3));
        var at = 0;
        Assert.True(new CanonicalReader(bytes, ref at).Bytes(3).Overlaps(bytes));
        Assert.Equal(4, at);
        Assert.Throws<ArgumentOutOfRangeException>(() => Encoded.By(writer => writer.Bytes([1, 2, 3], 2)));
        Encoded.Refused(bytes, reader => reader.Bytes(2).Length);
    }

    [Fact]
    public void End_WhenBytesAreLeft_IsRefusedWithTheirPlace()
    {
        var refusal = Encoded.RefusedHex("0100", reader => reader.Bool());
        Assert.Equal(1, refusal.Offset);
        Assert.Equal("At byte 1: expected the end.", refusal.Message);
        Assert.False(refusal.IsFromLaterBuild);
    }

    [Fact]
    public void Record_WhenOfALaterVersion_IsRefusedByName()
    {
        var bytes = Encoded.By(writer => writer.Record(RecordKind.Book, 3));
        var refusal = Encoded.Refused(bytes, reader => reader.Record(RecordKind.Book, 2));
        Assert.True(refusal.IsFromLaterBuild);
        Assert.Contains("Book in a version up to 2; this is version 3, written by a later build", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(3, Encoded.Read(bytes, reader => reader.Record(RecordKind.Book, 4)));
    }

    [Fact]
    public void Record_WhenOfAnotherKindOrVersionZero_IsRefused()
    {
        Assert.False(Encoded.RefusedHex("0101", reader => reader.Record(RecordKind.RuleSet, 1)).IsFromLaterBuild);
        Encoded.RefusedHex("0100", reader => reader.Record(RecordKind.Book, 1));
        Encoded.RefusedHex("0001", reader => reader.Record(RecordKind.Unspecified, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Encoded.By(writer => writer.Record(RecordKind.Book, 0)));
    }

    [Fact]
    public void PeekKind_WhenAsked_ReadsNothing()
    {
        var at = 0;
        var reader = new CanonicalReader([2, 1], ref at);
        Assert.Equal(RecordKind.MarketSnapshot, reader.PeekKind());
        Assert.Equal(0, reader.Offset);
    }

    [Fact]
    public void Writer_WhenCleared_IsUsedAgain()
    {
        var writer = new CanonicalWriter(1);
        writer.String(new string('x', 10_000), 10_000);
        writer.Clear();
        writer.Byte(7);
        Assert.Equal([7], writer.Written.ToArray());
        Assert.Equal([7], writer.WrittenMemory.ToArray());
    }
}
