using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Journal;

namespace MultiVenueMargin.Live.Subscriptions;

/// <summary>Whether a cursor is one of this journal. What is not is refused by name. Safe from any thread.</summary>
internal sealed class CursorCheck(IJournal journal)
{
    /// <summary>Opens it, without a look at what it was made over.</summary>
    public JournalCursor Open(Cursor cursor)
    {
        if (!JournalCursor.TryParse(cursor, out var opened))
        {
            throw new RefusedException(Refusal.CursorInvalid, "This is no cursor.");
        }

        foreach (var (partition, position) in opened.Positions)
        {
            if (position > journal.LastPositionOf(partition))
            {
                throw new RefusedException(
                    Refusal.CursorInvalid, "The cursor lies beyond the end of this journal: it is of another one, or of a state later than this one.");
            }
        }

        return opened;
    }

    /// <summary>The same, and sees that what it was made over is here.</summary>
    public async ValueTask<JournalCursor> OpenAsync(Cursor cursor, CancellationToken cancellation)
    {
        var opened = Open(cursor);
        if (opened.Witness is { } witness && !await IsHereAsync(witness, cancellation).ConfigureAwait(false))
        {
            throw new RefusedException(
                Refusal.CursorInvalid, "The cursor was made over entries that are not in this journal: it is of another one, or of a state that was lost.");
        }

        return opened;
    }

    public static RefusedException Compacted(CompactedException compacted) => new(
        Refusal.CursorCompacted,
        $"What lies behind the cursor was moved to the archive ({compacted.Message}). Begin anew from a picture of the present, or read the archive.");

    private async ValueTask<bool> IsHereAsync(CursorWitness witness, CancellationToken cancellation)
    {
        try
        {
            return await journal.ReadPartitionAsync(witness.Partition, witness.Position - 1, 1, cancellation).ConfigureAwait(false) is [var entry, ..]
                && CursorWitness.Of(entry).Check == witness.Check;
        }
        catch (CompactedException)
        {
            // It lies in the archive and can be held against nothing here; whether the reader can go on is seen when it reads.
            return true;
        }
    }
}
