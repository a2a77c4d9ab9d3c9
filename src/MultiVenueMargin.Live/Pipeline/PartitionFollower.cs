using MultiVenueMargin.Journal;

namespace MultiVenueMargin.Live.Pipeline;

/// <summary>
/// Follows the durable entries of one partition, from the first, or from where a snapshot ends. Starting and staying up to date are one path. It is advanced
/// and never waits.
/// </summary>
internal sealed class PartitionFollower(IJournal journal, int partition, long from, Action<JournalEntry> take)
{
    private const int EntriesPerRead = 1_024;

    private Task<IReadOnlyList<JournalEntry>>? _reading;

    /// <summary>The last entry that was taken.</summary>
    public long Position { get; private set; } = from;

    /// <summary>Everything that was durable when it was last advanced has been taken.</summary>
    public bool IsUpToDate => _reading is null && Position >= journal.LastPositionOf(partition);

    /// <summary>Why it cannot go on; null while it can.</summary>
    public string? Problem { get; private set; }

    /// <summary>The same where asking again does not help; null where it may.</summary>
    public StreamUnreadableException? Unreadable { get; private set; }

    /// <summary>Takes what storage has at hand; true when it took something.</summary>
    public bool Advance()
    {
        var before = Position;
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

        return Position > before;
    }

    private bool Step()
    {
        if (_reading is null)
        {
            if (Position >= journal.LastPositionOf(partition))
            {
                return false;
            }

            _reading = journal.ReadPartitionAsync(partition, Position, EntriesPerRead, CancellationToken.None).AsTask();
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
            take(entry);
        }
        catch (Exception failure)
        {
            throw new StreamUnreadableException(entry.Stream, entry.FirstVersion - 1, failure);
        }

        Position = entry.Position;
    }
}
