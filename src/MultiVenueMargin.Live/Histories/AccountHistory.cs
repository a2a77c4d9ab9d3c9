using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Verification;
using MultiVenueMargin.Live.Audits;

namespace MultiVenueMargin.Live.Histories;

/// <summary>
/// What happened to one account in a span, from the files of a journal alone, with the figures of every decision found again. It writes nothing and can
/// read a running journal or a backup. Seals are the business of <see cref="JournalAudit"/>: here every chain is followed, no signature checked.
/// </summary>
public sealed class AccountHistory
{
    private readonly List<RecordedLook> _looks = [];
    private readonly SortedSet<RuleVersion> _rules = [];

    private AccountHistory(IStorageReader storage, AccountId account, HistorySpan span)
    {
        (Storage, Account, Span) = (storage, account, span);
        Stream = StreamId.Of(account);
    }

    public AccountId Account { get; }

    public HistorySpan Span { get; }

    /// <summary>Bytes that are not those that were written; null where there are none.</summary>
    public Alteration? Alteration { get; private set; }

    /// <summary>The first figure that does not come out again; null where all do.</summary>
    public Difference? Difference { get; private set; }

    /// <summary>Of the first record in the span; 0 where there is none.</summary>
    public long FirstVersion { get; private set; }

    /// <summary>Of the account, in the span.</summary>
    public long Records { get; private set; }

    /// <summary>Decisions of the span whose figures were found again.</summary>
    public int Decisions { get; private set; }

    /// <summary>When the span begins: as asked, or with its first record.</summary>
    public DateTimeOffset Begin { get; private set; }

    /// <summary>When it ends: as asked, or with the last that anybody recorded.</summary>
    public DateTimeOffset End { get; private set; }

    /// <summary>Records of the account that there are, in the span or not.</summary>
    public long Versions { get; private set; }

    /// <summary>When the first and the last of them were recorded.</summary>
    public (DateTimeOffset First, DateTimeOffset Last) Known { get; private set; }

    /// <summary>The rule sets that decisions of the span rest on.</summary>
    public IReadOnlyCollection<RuleVersion> Rules => _rules;

    /// <summary>What is told of it; the ratios are those that decisions rest on.</summary>
    public Course Course { get; private set; } = new([], [], [], []);

    internal IStorageReader Storage { get; }

    internal StreamId Stream { get; }

    internal IReadOnlyList<RecordedLook> Looks => _looks;

    /// <summary>Throws <see cref="StorageException"/> where the storage cannot be read, and <see cref="RefusedException"/> where a limit is reached.</summary>
    public static AccountHistory Read(IStorageReader storage, AccountId account, HistorySpan span, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(span);
        var history = new AccountHistory(storage, account, span);
        history.Read(cancellation);
        return history;
    }

    private void Read(CancellationToken cancellation)
    {
        var (replay, course) = (new ReviewedReplay(Storage), new CourseBook(Account));
        var verifier = new JournalVerifier(Storage, []);
        foreach (var entry in verifier.WithoutSeals())
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.Stream == Stream)
            {
                Versions = entry.LastVersion;
                Known = (entry.FirstVersion == 1 ? entry.At : Known.First, entry.At);
            }

            if (!Take(entry, replay, course, cancellation))
            {
                break;
            }
        }

        Alteration = verifier.Found;
        if (Alteration is null && replay.Difference is null)
        {
            replay.CheckGathered(cancellation);
        }

        (Difference, Decisions) = (replay.Difference, replay.Decisions);
        Course = course.End(End);
    }

    private bool Take(JournalEntry entry, ReviewedReplay replay, CourseBook course, CancellationToken cancellation)
    {
        if (Span.To is not { } to || (to.At is { } at && entry.At <= at))
        {
            End = entry.At > End ? entry.At : End;
        }

        if (entry.Stream == RegisterNames.Rules)
        {
            return replay.Take(entry, isReviewed: false, cancellation);
        }

        if (entry.Stream != Stream || Span.IsAfter(entry))
        {
            replay.PassOver(entry);
            return true;
        }

        var isIn = !Span.IsBefore(entry);
        if (isIn && Records == 0)
        {
            (Begin, FirstVersion) = (Span.From?.At ?? entry.At, entry.FirstVersion);
            course.Begin(Begin);
        }

        if (!replay.Take(entry, isIn, cancellation))
        {
            return false;
        }

        Note(entry, isIn, course);
        return true;
    }

    private void Note(JournalEntry entry, bool isIn, CourseBook course)
    {
        var (isLook, stamp) = (false, (MarketStamp?)null);
        for (var i = 0; i < entry.Records.Count; i++)
        {
            var record = (AccountRecord)RecordCodec.Read(entry.Records[i].Span);
            course.Take(entry.At, entry.FirstVersion + i, record);
            isLook |= RecordNatures.Of(record) == RecordNature.Decision;
            if (isIn && RecordedDecision.EvidenceOf(record) is { } evidence)
            {
                stamp = evidence.Market;
                _rules.Add(evidence.Rules);
            }
        }

        if (isIn)
        {
            Records += entry.Records.Count;
            End = entry.At > End ? entry.At : End;
            if (isLook)
            {
                _looks.Add(new RecordedLook(entry.FirstVersion, entry.At, stamp));
            }
        }
    }
}
