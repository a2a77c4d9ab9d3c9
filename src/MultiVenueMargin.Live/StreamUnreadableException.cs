using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Journal;

namespace MultiVenueMargin.Live;

/// <summary>
/// What is stored of a stream is no state: bytes that are corrupt, that this build cannot read, or a record that cannot follow those before it.
/// Asking the storage again does not help; that a device refuses is something else, and is asked again.
/// </summary>
/// <param name="version">The last version that could be read; 0 for none.</param>
public sealed class StreamUnreadableException(StreamId stream, long version, Exception cause)
    : Exception($"{stream} cannot be read beyond version {version}: {cause.Message}", cause)
{
    public StreamId Stream { get; } = stream;

    public long Version { get; } = version;

    /// <summary>The bytes are sound as far as this build can tell, but a later one wrote them.</summary>
    public bool IsFromLaterBuild => InnerException is MalformedRecordException { IsFromLaterBuild: true };

    /// <summary>The stored bytes are not those that were acknowledged.</summary>
    public bool IsCorrupt => InnerException is JournalCorruptedException;
}
