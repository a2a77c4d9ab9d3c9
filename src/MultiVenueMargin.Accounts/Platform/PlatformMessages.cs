using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Accounts.Platform;

/// <summary>Frames of one feed of one account.</summary>
public sealed record FeedBatch(AccountId Account, VenueAccountId Feed, IReadOnlyList<FeedFrame> Frames);

/// <summary>What became of quotes.</summary>
/// <param name="Refusal">Absent when they were taken.</param>
public sealed record MarketAnswer(Refusal? Refusal, IReadOnlyList<Finding> Findings);

/// <summary>A margin report with what it rests on.</summary>
/// <param name="Version">The account's version.</param>
/// <param name="IsCurrent">False while the journal is not sound: the figure is the last durable one, and may be behind.</param>
public sealed record MarginView(
    long Version,
    MarketStamp Market,
    Book Book,
    MarginReport Report,
    IReadOnlyList<FeedView> Feeds,
    IReadOnlyList<string> Notices,
    bool IsCurrent);

/// <summary>A moment of the past: a cursor, or the last version at or before an instant. One of the two.</summary>
public sealed record AsOf(Cursor? Cursor, DateTimeOffset? Instant);

/// <summary>How a feed stands.</summary>
/// <param name="HeardAt">Absent: never.</param>
/// <param name="NeedsSnapshot">Nothing further is taken over before one.</param>
/// <param name="IsSilent">Nothing that counts was heard for two heartbeat intervals.</param>
/// <param name="Problem">Why it needs a snapshot, is silent or cannot tell; empty when it is sound.</param>
public sealed record FeedView(
    VenueAccountId Feed,
    PoolId Pool,
    long Epoch,
    long Through,
    DateTimeOffset? HeardAt,
    Freshness Grade,
    bool NeedsSnapshot,
    bool IsSilent,
    string Problem)
{
    /// <summary>A snapshot is asked for: it is needed, or the feed is silent, and then a frame in order does as well.</summary>
    public bool WantsSnapshot => NeedsSnapshot || IsSilent;
}

/// <summary>One account in a list.</summary>
public sealed record AccountSummary(AccountId Account, bool IsOpen, long Version, IReadOnlyList<PoolFigures> Pools);

/// <summary>What a rule set would change for one pool.</summary>
public sealed record RuleImpact(AccountId Account, PoolId Pool, PoolFigures Before, PoolFigures After)
{
    public bool ChangesState => Before.State != After.State;
}

/// <summary>
/// How far a reader has come, in every partition. Opaque outside the platform; the default value is the beginning. It outlives restarts.
/// One that cannot be read, lies beyond the end of the journal or was made over entries that are not in it (those of another platform, or of a
/// state later than the one that was restored) is refused with <see cref="Refusal.CursorInvalid"/>; one behind which something
/// was moved to an archive with <see cref="Refusal.CursorCompacted"/>. Nothing is ever skipped in silence.
/// </summary>
public readonly record struct Cursor(string Text)
{
    public static Cursor Beginning { get; } = new(string.Empty);

    public override string ToString() => Text ?? string.Empty;
}

/// <summary>Which records a reader wants.</summary>
/// <param name="Account">Absent: of all accounts.</param>
/// <param name="Institution">Absent: of all institutions.</param>
/// <param name="Kinds">Which kinds of streams.</param>
/// <param name="DecisionsOnly">Leave accepted feed updates out.</param>
public sealed record ReadScope(AccountId? Account, InstitutionId? Institution, IReadOnlyList<StreamKind> Kinds, bool DecisionsOnly)
{
    public static ReadScope All { get; } = new(null, null, [StreamKind.Account, StreamKind.Register, StreamKind.Market], false);

    public static ReadScope Decisions { get; } = new(null, null, [StreamKind.Account], true);
}

/// <summary>A durable record with where it stands.</summary>
public sealed record JournalItem(StreamId Stream, long Version, DateTimeOffset At, JournalRecord Record)
{
    /// <summary>The position of its commit in its partition: of a market record, that of the market it made (<see cref="MarketStamp"/>).</summary>
    public long Position { get; init; }
}

/// <summary>Records and where to go on.</summary>
/// <param name="IsEnd">Whether nothing more was there when it was read.</param>
public sealed record JournalPage(IReadOnlyList<JournalItem> Items, Cursor Next, bool IsEnd);

/// <summary>The newest figures of one account.</summary>
public sealed record AccountFigures(AccountId Account, long Version, MarketStamp Market, RuleVersion Rules, IReadOnlyList<PoolFigures> Pools);

/// <summary>
/// How far a watcher of figures has come. Opaque; the default value is the beginning. Figures are of one run of the platform: a mark of an
/// earlier run is known as such, and gives the newest figures of all, as the beginning does.
/// </summary>
public readonly record struct FigureMark(string Text)
{
    public static FigureMark Beginning { get; } = new(string.Empty);

    public override string ToString() => Text ?? string.Empty;
}

/// <summary>Figures and the mark to go on from.</summary>
/// <param name="IsFirst">The mark was the beginning, or of an earlier run: a picture of all begins here, and goes on to the page that is the end.</param>
/// <param name="IsEnd">Whether nothing more had changed when it was read.</param>
public sealed record FigurePage(IReadOnlyList<AccountFigures> Figures, FigureMark Next, bool IsFirst, bool IsEnd);

/// <summary>How the platform is.</summary>
/// <param name="IsReady">Every open account is resident and the journal is sound.</param>
/// <param name="Journal">"sound", or what keeps the platform from taking anything: the journal, a register that cannot be read, a failure.</param>
/// <param name="Accounts">Open accounts that are resident.</param>
/// <param name="Missing">Accounts that should be resident and are not, by id, with the reason.</param>
/// <param name="OldestEvaluation">How long ago the account that was looked at longest ago was; absent without accounts.</param>
public sealed record PlatformHealth(
    bool IsReady, string Journal, int Accounts, IReadOnlyList<MissingAccount> Missing, TimeSpan? OldestEvaluation, PlatformPhase Phase);

/// <summary>An account that should be resident and is not.</summary>
/// <param name="Why">In words: it is being read, storage refuses, or what is stored cannot be read, with the version.</param>
public sealed record MissingAccount(AccountId Account, string Why);

/// <summary>Where a platform stands between its start and its end.</summary>
public enum PlatformPhase
{
    Unspecified = 0,

    /// <summary>Registers, market and accounts are being read; nothing is taken in.</summary>
    Starting = 1,

    Open = 2,

    /// <summary>Nothing more is taken in; what was is finished and written down.</summary>
    Ending = 3,

    Ended = 4,

    /// <summary>For good: nothing is taken in or acknowledged until it is started again. <see cref="PlatformHealth.Journal"/> says why.</summary>
    Failed = 5,
}
