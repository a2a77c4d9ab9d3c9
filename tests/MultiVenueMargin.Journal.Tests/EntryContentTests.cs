using System.Security.Cryptography;
using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal.Tests;

public sealed class EntryContentTests
{
    private static readonly Commit Example = new(
        StreamId.Register("r"), 4, new DateTimeOffset(2, TimeSpan.Zero), [new byte[] { 0xAA }, ReadOnlyMemory<byte>.Empty, new byte[] { 0xBB, 0xCC }]);

    // Written down by hand: format, length and bytes of the name, first version, ticks, count, and each record behind its length.
    // Chains of every journal that was ever written rest on it.
    private const string ExampleHex =
        "01" + "0A00" + "72656769737465722F72" + "0500000000000000" + "0200000000000000" + "03000000" + "01000000AA" + "00000000" + "02000000BBCC";

    private static readonly ChainHash Previous = ChainHash.Of([.. Enumerable.Range(0, 32).Select(each => (byte)each)]);

    [Fact]
    public void Content_WhenWritten_HasTheDocumentedBytes() => Assert.Equal(ExampleHex, Convert.ToHexString(ContentOf(Example)));

    [Fact]
    public void Content_WhenRead_GivesTheEntry()
    {
        var entry = EntryContent.Read(Convert.FromHexString(ExampleHex), 17, default, Previous);
        Assert.NotNull(entry);
        Assert.Equal((Example.Stream, 17, 5, 7, Example.At), (entry.Stream, entry.Position, entry.FirstVersion, entry.LastVersion, entry.At));
        Assert.Equal((default, Previous), (entry.Previous, entry.Hash));
        Assert.Equal(["AA", "", "BBCC"], entry.Records.Select(record => Convert.ToHexString(record.Span)));
    }

    [Fact]
    public void Content_WhenTheTimeHasAnOffset_IsThatOfTheInstant()
    {
        var elsewhere = Example with { At = new DateTimeOffset(2026, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)) };
        var here = Example with { At = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        Assert.Equal(ContentOf(here), ContentOf(elsewhere));
    }

    [Fact]
    public void Content_WhenAByteIsCutOffOrAdded_IsNotRead()
    {
        var content = ContentOf(Example);
        for (var length = 0; length < content.Length; length++)
        {
            Assert.Null(EntryContent.Read(content.AsMemory(0, length), 1, default, default));
        }

        Assert.Null(EntryContent.Read((byte[])[.. content, 0], 1, default, default));
    }

    /// <summary>What is read would be written with the same bytes: there are no two forms of one entry.</summary>
    [Fact]
    public void Content_WhenAnyByteIsAltered_IsRefusedOrReadAsSomethingElse()
    {
        var content = ContentOf(Example);
        for (var at = 0; at < content.Length; at++)
        {
            for (var value = 0; value <= byte.MaxValue; value++)
            {
                byte[] altered = [.. content];
                altered[at] = (byte)value;
                if (EntryContent.Read(altered, 1, default, default) is { } entry)
                {
                    Assert.Equal(altered, ContentOf(new Commit(entry.Stream, entry.FirstVersion - 1, entry.At, entry.Records)));
                }
            }
        }
    }

    [Fact]
    public void Name_WhenItIsNotText_IsRefused() =>
        Assert.ThrowsAny<ArgumentException>(() => EntryContent.LengthOf(Example with { Stream = StreamId.Register("\uD800") }));

    // On both sides of what fits on the stack.
    [Theory]
    [InlineData(1)]
    [InlineData(430)]
    [InlineData(431)]
    [InlineData(100_000)]
    public void Hash_WhenOfAnEntry_CoversThePreviousHashAndTheContent(int length)
    {
        var content = ContentOf(Example with { Records = [new byte[length]] });
        var expected = SHA256.HashData([.. (ReadOnlySpan<byte>)Previous, .. content]);
        Assert.Equal(ChainHash.Of(expected), EntryContent.HashOf(Previous, content));
    }

    private static byte[] ContentOf(Commit commit)
    {
        var content = new byte[EntryContent.LengthOf(commit)];
        EntryContent.Write(commit, content);
        return content;
    }
}
