using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal;

namespace MultiVenueMargin.Live.Pipeline;

/// <summary>
/// Follows the durable entries of a partition or of a stream, from the first, or from where a snapshot ends. Starting and staying up to date are one path.
/// It is advanced and never waits.
/// </summary>
internal sealed class JournalFollower
{
    /// <summary>Some megabytes of slices at a time.</summary>
    private const int EntriesPerRead = 256;

    private readonly Func<long> _last;
    private readonly Func<long, ValueTask<IReadOnlyList<JournalEntry>>> _read;
    private readonly Func<JournalEntry, long> _placeOf;
    private readonly Action<JournalEntry> _take;
    private Task<IReadOnlyList<JournalEntry>>? _reading;

    private JournalFollower(
        long from,
        Func<long> last,
        Func<long, ValueTask<IReadOnlyList<JournalEntry>>> read,
        Func<JournalEntry, long> placeOf,
        Action<JournalEntry> take) => (Place, _last, _read, _placeOf, _take) = (from, last, read, placeOf, take);

    /// <summary>Of the last entry that was taken: its position in the partition, or its last version in the stream.</summary>
    public long Place { get; private set; }

    /// <summary>Everything that was durable when it was last advanced has been taken.</summary>
    public bool IsUpToDate => _reading is null && Place >= _last();

    /// <summary>Why it cannot go on; null while it can.</summary>
    public string? Problem { get; private set; }

    /// <summary>The same where asking again does not help; null where it may.</summary>
    public StreamUnreadableException? Unreadable { get; private set; }

    public static JournalFollower OfPartition(IJournal journal, int partition, long from, Action<JournalEntry> take) => new(
        from,
        () => journal.LastPositionOf(partition),
        after => journal.ReadPartitionAsync(partition, after, EntriesPerRead, CancellationToken.None),
        static entry => entry.Position,
        take);

    public static JournalFollower OfStream(IJournal journal, StreamId stream, long from, Action<JournalEntry> take) => new(
        from,
        () => journal.HeadOf(stream).Version,
        after => journal.ReadStreamAsync(stream, after, EntriesPerRead, CancellationToken.None),
        static entry => entry.LastVersion,
        take);

    /// <summary>Takes what storage has at hand; true when it took something.</summary>
    public bool Advance()
    {
        var before = Place;
        try
        {
            while (Step())
            {
            }

            (Problem, Unreadable) = (null, null);
        }
        catch (Exception failure)
        {
            (Problem, Unreadable, _reading) = (failure.Message, failure as StreamUnreadableException, null);
        }

        return Place > before;
    }

    private bool Step()
    {
        if (_reading is null)
        {
            if (Place >= _last())
            {
                return false;
            }

            _reading = _read(Place).AsTask();
        }

        if (!_reading.IsCompleted)
        {
            return false;
        }

        var entries = _reading.GetAwaiter().GetResult();
        _reading = null;
        foreach (var entry in entries)
        {
            Take(entry);
        }

        return entries.Count > 0;
    }

    private void Take(JournalEntry entry)
    {
        try
        {
            _take(entry);
        }
        catch (Exception failure)
        {
            throw new StreamUnreadableException(entry.Stream, entry.FirstVersion - 1, failure);
        }

        Place = _placeOf(entry);
    }
}
