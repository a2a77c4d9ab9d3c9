namespace MultiVenueMargin.Live.Pipeline;

/// <summary>
/// When a stream's state is due to be written down again. What a restart has to read of it stays short, and writing states costs at most about a quarter of
/// what writing records does: a large state waits for more of them.
/// </summary>
internal sealed class SnapshotPace(LiveOptions options)
{
    private const int StatesBetween = 4;

    private long _bytes;
    private long _stateBytes;

    /// <summary>The version of the last snapshot that was asked for; 0 without one.</summary>
    public long Version { get; private set; }

    /// <summary>The stream was read: from a snapshot on, if there was one.</summary>
    public void Begin(long snapshotVersion, long stateBytes, long bytesSince) => (Version, _stateBytes, _bytes) = (snapshotVersion, stateBytes, bytesSince);

    /// <summary>Records were added to the stream.</summary>
    public void Add(long bytes) => _bytes += bytes;

    /// <summary>It was written down, or is on its way.</summary>
    public void Wrote(long version, long stateBytes) => Begin(version, stateBytes, bytesSince: 0);

    public bool IsDue(long version) =>
        version > Version && (version - Version >= options.SnapshotEvery || _bytes >= Math.Max(options.SnapshotBytes, StatesBetween * _stateBytes));
}
