using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Seals;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Journal.Verification;
using MultiVenueMargin.Live.Markets;

namespace MultiVenueMargin.Live.Audits;

/// <summary>
/// Takes nothing in a journal on trust. From its files and public keys alone: every chain and seal is recomputed, every record decoded and
/// replayed, every snapshot held against the replay, and the figures that every decision rests on are found again from the account, the market and
/// the rules that its evidence names. The first thing that differs is named. It writes nothing and can read a running journal.
/// </summary>
public sealed class JournalAudit
{
    private readonly IStorageReader _storage;
    private readonly IReadOnlyList<SealKey> _keys;
    private readonly StoredSnapshots _snapshots;
    private readonly ReviewedReplay _replay;
    private readonly MarketReplay _market = new();

    public JournalAudit(IStorageReader storage, IReadOnlyList<SealKey> keys)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(keys);
        (_storage, _keys, _snapshots, _replay) = (storage, keys, StoredSnapshots.Of(storage), new ReviewedReplay(storage));
    }

    /// <summary>Bytes that are not those that were written; null while there are none.</summary>
    public Alteration? Alteration { get; private set; }

    /// <summary>Something decided or derived that does not follow; null while there is nothing.</summary>
    public Difference? Difference { get; private set; }

    public long Entries { get; private set; }

    public long Records => _replay.Records;

    public long Seals { get; private set; }

    public Seal? LastSeal { get; private set; }

    public int Snapshots { get; private set; }

    /// <summary>Decisions whose figures were found again.</summary>
    public int Decisions => _replay.Decisions;

    public int Accounts => _replay.Accounts;

    /// <summary>True when everything is as it was written and as it follows. Throws <see cref="StorageException"/>.</summary>
    public bool Run(CancellationToken cancellation)
    {
        var verifier = new JournalVerifier(_storage, _keys);
        Alteration = _snapshots.Found;
        foreach (var entry in verifier.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            Entries++;
            if (!Take(entry, cancellation))
            {
                break;
            }
        }

        (Seals, LastSeal) = (verifier.Seals, verifier.LastSeal);
        // What was altered comes before what follows from it.
        Alteration = verifier.Found ?? Alteration;
        return Alteration is null && Difference is null && Followed(_replay.CheckGathered(cancellation));
    }

    private bool Take(JournalEntry entry, CancellationToken cancellation)
    {
        // Seals are the verifier's.
        if ((entry.Stream != Seal.Stream && !Followed(_replay.Take(entry, isReviewed: true, cancellation)))
            || !CheckSnapshots(entry, entry.Stream, entry.LastVersion))
        {
            return false;
        }

        if (entry.Stream.Partition != StreamId.MarketPartition)
        {
            return true;
        }

        _market.Take(entry);
        return CheckSnapshots(entry, StreamId.WholeMarket, entry.Position);
    }

    private bool Followed(bool follows)
    {
        Difference = _replay.Difference;
        return follows;
    }

    /// <summary>Holds what was written down of a stream, or of the whole market, at this entry against the replay.</summary>
    private bool CheckSnapshots(JournalEntry entry, StreamId stream, long version)
    {
        foreach (var (snapshot, alteration) in _snapshots.At(stream, version))
        {
            Alteration ??= alteration;
            if (snapshot is null)
            {
                return false;
            }

            Snapshots++;
            if (snapshot.Hash != entry.Hash)
            {
                Difference = new Difference(stream, version, "the hash of the snapshot", snapshot.Hash.ToString(), entry.Hash.ToString());
                return false;
            }

            var state = (stream == StreamId.WholeMarket ? _market.ToSnapshot().State : _replay.StateOf(stream)).Span;
            if (!state.SequenceEqual(snapshot.State.Span))
            {
                var at = state.CommonPrefixLength(snapshot.State.Span);
                Difference = new Difference(
                    stream,
                    version,
                    $"the snapshot, from byte {at} on",
                    $"a state of {snapshot.State.Length} bytes",
                    $"another of {state.Length} bytes by replay");
                return false;
            }
        }

        return true;
    }
}
