using System.Globalization;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Verification;

namespace MultiVenueMargin.Live.Audits;

/// <summary>
/// A replay in which the figures that decisions rest on are found again, from the account, the market and the rules that their evidence names. The
/// first thing that differs is named.
/// </summary>
/// <remarks>
/// A decision may name a market that is older than what lies before it in the journal, so decisions are gathered while entries are replayed, and the
/// market is folded once for all that are gathered.
/// </remarks>
internal sealed class ReviewedReplay(IStorageReader storage)
{
    /// <summary>Decisions that are gathered before the market is read for them: some hundred megabytes of books at the most.</summary>
    private const int MostGathered = 20_000;

    private readonly Replay _replay = new();
    private readonly List<EvidenceCheck> _gathered = [];

    /// <summary>Null while there is none.</summary>
    public Difference? Difference { get; private set; }

    public long Records { get; private set; }

    /// <summary>Decisions whose figures were found again.</summary>
    public int Decisions { get; private set; }

    public int Accounts => _replay.Accounts;

    public byte[] StateOf(StreamId stream) => _replay.StateOf(stream);

    /// <summary>Replays an entry, and gathers its decisions where they are to be found again. False at a difference.</summary>
    public bool Take(JournalEntry entry, bool isReviewed, CancellationToken cancellation)
    {
        for (var i = 0; i < entry.Records.Count; i++)
        {
            var version = entry.FirstVersion + i;
            try
            {
                var record = RecordCodec.Read(entry.Records[i].Span);
                Records++;
                Difference = (isReviewed ? Gather(entry, version, record) : null) ?? _replay.Take(entry, record);
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

        return _gathered.Count < MostGathered || CheckGathered(cancellation);
    }

    /// <summary>An entry of something that is not replayed.</summary>
    public void PassOver(JournalEntry entry) => _replay.PassOver(entry);

    /// <summary>Folds the market from its beginning and finds the figures of what was gathered again, in the order of the markets they name.</summary>
    public bool CheckGathered(CancellationToken cancellation)
    {
        var checks = new Queue<EvidenceCheck>(_gathered.OrderBy(check => check.MarketPosition));
        _gathered.Clear();
        var fold = new MarketFold();
        foreach (var entry in new JournalVerifier(storage, []).WithoutSeals())
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

    /// <summary>The decisions of an entry, with the book at the version each names: the account is just there now.</summary>
    private Difference? Gather(JournalEntry entry, long version, JournalRecord record)
    {
        if (entry.Stream.Kind == StreamKind.Account)
        {
            _replay.KeepBook(entry, version - 1);
        }

        if (RecordedDecision.Of(record, _replay.AmountsOf(entry.Stream)) is not { } decision)
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

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
