using System.Security.Cryptography;
using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal.Tests;

public sealed class EntryBytesTests
{
    private static readonly Commit Example = new(
        StreamId.Register("r"), 4, new DateTimeOffset(2, TimeSpan.Zero), [new byte[] { 0xAA }, ReadOnlyMemory<byte>.Empty, new byte[] { 0xBB, 0xCC }]);

    // Written down by hand from the summary of EntryBytes: chains of every journal that was ever written rest on it.
    private const string ExampleHex =
        "0A000000" + "72656769737465722F72" + "0500000000000000" + "0200000000000000" + "03000000" + "01000000AA" + "00000000" + "02000000BBCC";

    [Fact]
    public void Bytes_WhenWritten_AreTheDocumentedOnes() => Assert.Equal(ExampleHex, Convert.ToHexString(EntryBytes.Of(Example)));

    [Fact]
    public void Bytes_WhenRead_GiveTheCommit()
    {
        Assert.True(EntryBytes.TryRead(Convert.FromHexString(ExampleHex), out var commit));
        Assert.Equal((Example.Stream, Example.ExpectedVersion, Example.At), (commit.Stream, commit.ExpectedVersion, commit.At));
        Assert.Equal(["AA", "", "BBCC"], commit.Records.Select(record => Convert.ToHexString(record.Span)));
    }

    [Fact]
    public void Bytes_WhenTheTimeHasAnOffset_AreThoseOfTheInstant()
    {
        var elsewhere = Example with { At = new DateTimeOffset(2026, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)) };
        var here = Example with { At = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        Assert.Equal(EntryBytes.Of(here), EntryBytes.Of(elsewhere));
    }

    [Fact]
    public void Bytes_WhenOneIsCutOffOrAdded_AreNotRead()
    {
        var bytes = EntryBytes.Of(Example);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.False(EntryBytes.TryRead(bytes.AsMemory(0, length), out var cut), $"{length} bytes");
            Assert.Null(cut);
        }

        Assert.False(EntryBytes.TryRead((byte[])[.. bytes, 0], out var longer));
        Assert.Null(longer);
    }

    /// <summary>Whatever is read writes the same bytes again: no two forms of one entry, and nothing read that was not written.</summary>
    [Fact]
    public void Bytes_WhenAnyByteIsAltered_AreRefusedOrReadAsSomethingElse()
    {
        var bytes = EntryBytes.Of(Example);
        for (var at = 0; at < bytes.Length; at++)
        {
            for (var value = 0; value <= byte.MaxValue; value++)
            {
                byte[] altered = [.. bytes];
                altered[at] = (byte)value;
                if (EntryBytes.TryRead(altered, out var commit))
                {
                    Assert.Equal(altered, EntryBytes.Of(commit));
                }
            }
        }
    }

    [Fact]
    public void Length_WhenAtTheLimit_IsTakenAndOneMoreIsRefused()
    {
        var fixedPart = EntryBytes.LengthOf(Example with { Records = [ReadOnlyMemory<byte>.Empty] });
        var largest = Example with { Records = [new byte[EntryBytes.MaxLength - fixedPart]] };
        Assert.Equal(EntryBytes.MaxLength, EntryBytes.LengthOf(largest));
        Assert.True(EntryBytes.TryRead(EntryBytes.Of(largest), out _));
        Assert.Throws<ArgumentException>(() => EntryBytes.LengthOf(largest with { Records = [.. largest.Records, ReadOnlyMemory<byte>.Empty] }));
    }

    [Fact]
    public void Code_WhenItIsNotText_IsRefused() =>
        Assert.ThrowsAny<ArgumentException>(() => EntryBytes.Of(Example with { Stream = StreamId.Register("\uD800") }));

    [Fact]
    public void Hash_WhenOfAnEntry_CoversThePreviousHashAndTheBytes()
    {
        var previous = ChainHash.Of([.. Enumerable.Range(0, 32).Select(each => (byte)each)]);
        var expected = SHA256.HashData([.. (ReadOnlySpan<byte>)previous, .. EntryBytes.Of(Example)]);
        Assert.Equal(ChainHash.Of(expected), EntryBytes.HashOf(previous, EntryBytes.Of(Example)));
    }
}
