using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Journal;

namespace MultiVenueMargin.Live.Markets;

/// <summary>
/// The market partition read up to a position: what the board, a look into the past and the audit make of it, entry by entry or going on from a
/// snapshot. Both ways give the same bytes; a snapshot only saves reading.
/// </summary>
internal sealed class MarketReplay
{
    private const int StateVersion = 1;

    public MarketReplay()
        : this(new MarketFold())
    {
    }

    private MarketReplay(MarketFold fold) => Fold = fold;

    public MarketFold Fold { get; }

    /// <summary>The last position that is in; 0 before the first.</summary>
    public long Position => Fold.Position;

    /// <summary>
    /// The latest time of any entry that is in. Publishers have clocks of their own, so it need not be the last one's: what is true of it is true of all.
    /// </summary>
    public DateTimeOffset LatestAt { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>How long the snapshot was from which it goes on; 0 without one.</summary>
    public long StateBytes { get; private init; }

    /// <summary>Of the last entry.</summary>
    public ChainHash Hash { get; private set; }

    /// <summary>Takes the next entry of the partition over, and returns what was in it.</summary>
    public IReadOnlyList<JournalRecord> Take(JournalEntry entry)
    {
        var records = new JournalRecord[entry.Records.Count];
        for (var i = 0; i < records.Length; i++)
        {
            records[i] = RecordCodec.Read(entry.Records[i].Span);
        }

        Take(entry, records);
        return records;
    }

    /// <summary>The same, of an entry that was decoded already.</summary>
    public void Take(JournalEntry entry, IReadOnlyList<JournalRecord> records)
    {
        if (entry.Position != Position + 1)
        {
            throw new InvalidOperationException($"The market is at position {Position}; the entry at {entry.Position} does not follow.");
        }

        foreach (var record in records)
        {
            Fold.Apply(record, entry.Position);
        }

        (LatestAt, Hash) = (entry.At > LatestAt ? entry.At : LatestAt, entry.Hash);
    }

    public StreamSnapshot ToSnapshot()
    {
        var writer = new CanonicalWriter();
        writer.Version(StateVersion);
        writer.Instant(LatestAt);
        Fold.WriteTo(writer);
        return new StreamSnapshot(StreamId.WholeMarket, Position, Hash, writer.ToArray());
    }

    /// <summary>Throws <see cref="MalformedRecordException"/> where another build wrote it.</summary>
    public static MarketReplay Of(StreamSnapshot snapshot)
    {
        var at = 0;
        var reader = new CanonicalReader(snapshot.State.Span, ref at);
        reader.Version(nameof(MarketReplay), StateVersion);
        var latest = reader.Instant();
        var fold = MarketFold.ReadFrom(reader);
        reader.End();
        return fold.Position == snapshot.Version
            ? new MarketReplay(fold) { LatestAt = latest, Hash = snapshot.Hash, StateBytes = snapshot.State.Length }
            : throw new MalformedRecordException(at, $"the market at position {snapshot.Version}");
    }

    /// <summary>
    /// The market where reading on to a moment begins: the newest sound snapshot that holds nothing behind it, else the beginning. A snapshot that cannot be
    /// read costs only time.
    /// </summary>
    public static async Task<MarketReplay> BeginAsync(IJournal journal, long atMost, DateTimeOffset noLaterThan, CancellationToken cancellation)
    {
        while (await journal.FindSnapshotAsync(StreamId.WholeMarket, atMost, cancellation).ConfigureAwait(false) is { } snapshot)
        {
            try
            {
                if (Of(snapshot) is var market && market.LatestAt <= noLaterThan)
                {
                    return market;
                }
            }
            catch (MalformedRecordException)
            {
                // Of a later build, say: what it says can be made from the records.
            }

            atMost = snapshot.Version - 1;
        }

        return new MarketReplay();
    }
}
