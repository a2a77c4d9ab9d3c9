using System.Globalization;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Seals;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Journal.Verification;

namespace MultiVenueMargin.Live.Audits;

/// <summary>
/// Takes nothing in a journal on trust. From its files and public keys alone: every chain and seal is recomputed, every record decoded and
/// replayed, every snapshot held against the replay, and the figures that every decision rests on are found again from the account, the market and
/// the rules that its evidence names. The first thing that differs is named. It writes nothing and can read a running journal.
/// </summary>
/// <remarks>
/// A decision may name a market that is older than what lies before it in the journal, so decisions are gathered while entries are replayed, and the
/// market is folded once for all that are gathered.
/// </remarks>
public sealed class JournalAudit
{
    /// <summary>Decisions that are gathered before the market is read for them: some hundred megabytes of books at the most.</summary>
    private const int MostGathered = 20_000;

    private readonly IStorageReader _storage;
    private readonly IReadOnlyList<SealKey> _keys;
    private readonly StoredSnapshots _snapshots;
    private readonly Replay _replay = new();
    private readonly List<EvidenceCheck> _gathered = [];

    public JournalAudit(IStorageReader storage, IReadOnlyList<SealKey> keys)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(keys);
        (_storage, _keys, _snapshots) = (storage, keys, StoredSnapshots.Of(storage));
    }

    /// <summary>Bytes that are not those that were written; null while there are none.</summary>
    public Alteration? Alteration { get; private set; }

    /// <summary>Something decided or derived that does not follow; null while there is nothing.</summary>
    public Difference? Difference { get; private set; }

    public long Entries { get; private set; }

    public long Records { get; private set; }

    public long Seals { get; private set; }

    public Seal? LastSeal { get; private set; }

    public int Snapshots { get; private set; }

    /// <summary>Decisions whose figures were found again.</summary>
    public int Decisions { get; private set; }

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
            if (!Take(entry) || (_gathered.Count >= MostGathered && !CheckGathered(cancellation)))
            {
                break;
            }
        }

        (Seals, LastSeal) = (verifier.Seals, verifier.LastSeal);
        // What was altered comes before what follows from it.
        Alteration = verifier.Found ?? Alteration;
        return Alteration is null && Difference is null && CheckGathered(cancellation);
    }

    private bool Take(JournalEntry entry)
    {
        for (var i = 0; i < entry.Records.Count && entry.Stream != Seal.Stream; i++)
        {
            var version = entry.FirstVersion + i;
            try
            {
                var record = RecordCodec.Read(entry.Records[i].Span);
                Records++;
                Difference = Gather(entry, version, record) ?? _replay.Take(entry, record);
            }
            catch (Exception broken) when (broken is MalformedRecordException or InvalidOperationException or InvalidCastException or ArgumentException or OverflowException or KeyNotFoundException)
            {
                Difference = new Difference(entry.Stream, version, "the record", "as it stands", $"it cannot follow: {broken.Message}");
            }

            if (Difference is not null)
            {
                return false;
            }
        }

        return CheckSnapshots(entry);
    }

    /// <summary>The decisions of an entry, with the book at the version each names: the account is just there now.</summary>
    private Difference? Gather(JournalEntry entry, long version, JournalRecord record)
    {
        if (entry.Stream.Kind == StreamKind.Account)
        {
            _replay.KeepBook(entry, version - 1);
        }

        if (RecordedDecision.Of(record) is not { } decision)
        {
            return null;
        }

        foreach (var (figure, recorded, inEvidence) in decision.Own)
        {
            if (recorded != inEvidence)
            {
                return new Difference(entry.Stream, version, figure, recorded, $"{inEvidence} in its own evidence");
            }
        }

        var evidence = decision.Evidence;
        if (_replay.FindBook(evidence.AccountVersion) is not { } book)
        {
            return new Difference(
                entry.Stream, version, "AccountVersion", Text(evidence.AccountVersion), $"one from {entry.FirstVersion - 1} to {version - 1}, within its own commit");
        }

        if (evidence.Market.Position > _replay.MarketPosition)
        {
            return new Difference(entry.Stream, version, "Market", Text(evidence.Market.Position), $"at most {_replay.MarketPosition}: no later market was there");
        }

        if (_replay.Rules.Find(evidence.Rules) is not { } rules)
        {
            return new Difference(entry.Stream, version, "Rules", evidence.Rules.ToString(), "no such rule set was there");
        }

        _gathered.Add(new EvidenceCheck(entry.Stream, version, evidence, book, rules));
        return null;
    }

    private bool CheckSnapshots(JournalEntry entry)
    {
        foreach (var (snapshot, alteration) in _snapshots.At(entry.Stream, entry.LastVersion))
        {
            Alteration ??= alteration;
            if (snapshot is null)
            {
                return false;
            }

            Snapshots++;
            if (snapshot.Hash != entry.Hash)
            {
                Difference = new Difference(entry.Stream, entry.LastVersion, "the hash of the snapshot", snapshot.Hash.ToString(), entry.Hash.ToString());
                return false;
            }

            var state = _replay.StateOf(entry.Stream);
            if (!state.AsSpan().SequenceEqual(snapshot.State.Span))
            {
                var at = state.AsSpan().CommonPrefixLength(snapshot.State.Span);
                Difference = new Difference(
                    entry.Stream,
                    entry.LastVersion,
                    $"the snapshot, from byte {at} on",
                    $"a state of {snapshot.State.Length} bytes",
                    $"another of {state.Length} bytes by replay");
                return false;
            }
        }

        return true;
    }

    /// <summary>Folds the market from its beginning and finds the figures of what was gathered again, in the order of the markets they name.</summary>
    private bool CheckGathered(CancellationToken cancellation)
    {
        var checks = new Queue<EvidenceCheck>(_gathered.OrderBy(check => check.MarketPosition));
        _gathered.Clear();
        var fold = new MarketFold();
        foreach (var entry in new JournalVerifier(_storage, _keys).WithoutSeals())
        {
            cancellation.ThrowIfCancellationRequested();
            if (checks.Count == 0)
            {
                break;
            }

            if (entry.Stream.Partition != StreamId.MarketPartition)
            {
                continue;
            }

            if (!CheckUpTo(entry.Position - 1))
            {
                return false;
            }

            foreach (var record in entry.Records)
            {
                fold.Apply(RecordCodec.Read(record.Span), entry.Position);
            }
        }

        return CheckUpTo(long.MaxValue);

        bool CheckUpTo(long position)
        {
            while (checks.TryPeek(out var check) && check.MarketPosition <= position)
            {
                checks.Dequeue();
                Difference = check.Against(fold.SnapshotAt(check.Recorded.Market.ValuedAt));
                Decisions++;
                if (Difference is not null)
                {
                    return false;
                }
            }

            return true;
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
