namespace MultiVenueMargin.Journal;

/// <summary>Stored bytes are not those that were acknowledged. The journal does not open, or does not serve the entry.</summary>
/// <param name="file">The file that holds them.</param>
/// <param name="offset">Where in it, in bytes.</param>
public sealed class JournalCorruptedException(string file, long offset, string what)
    : Exception($"{file} is corrupt at offset {offset}: {what}")
{
    public string File { get; } = file;

    public long Offset { get; } = offset;
}
