using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>An entry as it lies in a segment: what the chain needs of it, and its bytes (hashes, then content).</summary>
internal sealed record StoredEntry(StreamId Stream, long FirstVersion, int Records, ChainHash Previous, ChainHash Hash, ReadOnlyMemory<byte> Body)
{
    public long LastVersion => FirstVersion + Records - 1;

    /// <summary>Null when the body is no entry, or does not have the hash it states.</summary>
    public static StoredEntry? Read(ReadOnlySpan<byte> body)
    {
        if (body.Length <= Frame.HashesLength
            || !EntryContent.TryReadHead(body[Frame.HashesLength..], out var stream, out var firstVersion, out var records))
        {
            return null;
        }

        var previous = ChainHash.Of(body[..ChainHash.Length]);
        var hash = ChainHash.Of(body[ChainHash.Length..Frame.HashesLength]);
        return EntryContent.HashOf(previous, body[Frame.HashesLength..]) == hash
            ? new StoredEntry(stream, firstVersion, records, previous, hash, default)
            : null;
    }
}
