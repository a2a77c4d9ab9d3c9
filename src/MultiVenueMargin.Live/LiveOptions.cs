namespace MultiVenueMargin.Live;

/// <summary>How much a process takes on and how often it does what nobody asks for. Everything that can grow has its limit here.</summary>
public sealed record LiveOptions
{
    /// <summary>Event loops over which accounts are spread, each with an annex for its large accounts. One: enough for a desk, and on two cores the other is the journal's.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>Requests that wait in one shard; the next is refused as busy. A hundred thousand small ones are a fifth of a second's work and some tens of megabytes.</summary>
    public int InboxCapacity { get; init; } = 100_000;

    /// <summary>Requests of one account that wait, so that a hot account fills its own share and not the shard's. At most the capacity.</summary>
    public int InboxShare { get; init; } = 4_096;

    /// <summary>
    /// About how many bytes of memory requests that wait in one shard keep; the next is refused as busy. Once and a half what a full inbox of single
    /// updates keeps; without it a hundred thousand whole books could wait.
    /// </summary>
    public long InboxBytes { get; init; } = 128L * 1024 * 1024;

    /// <summary>The same of one account: room for the largest frame that is taken. A larger request is refused for good. At most what the shard has.</summary>
    public long InboxShareBytes { get; init; } = 96L * 1024 * 1024;

    /// <summary>Inputs of one account taken in a row before the next has its turn: enough to fill a commit, little enough that nobody waits for it.</summary>
    public int TurnsPerAccount { get; init; } = 256;

    /// <summary>Inputs that a shard takes before it looks around: some milliseconds of work.</summary>
    public int TurnsPerCycle { get; init; } = 4_096;

    /// <summary>Evaluations in one cycle; the worst accounts come first, the rest in the next one. Some milliseconds of work.</summary>
    public int LooksPerCycle { get; init; } = 64;

    /// <summary>
    /// Positions, orders and collateral of all accounts evaluated in one cycle; the account that goes beyond is the last, and inputs have their turn. At
    /// some ten microseconds each it is some milliseconds of work, of accounts of whatever size.
    /// </summary>
    public int LinesPerCycle { get; init; } = 500;

    /// <summary>
    /// An account of more lines, or that is sent more at once, is large: it moves to the annex of its shard, a loop of its own kind, and rests after each
    /// look. As many lines are some tens of milliseconds of work, which is what others wait for at most.
    /// </summary>
    public int LargeBeyondLines { get; init; } = 1_000;

    /// <summary>
    /// How long a large account rests after a look, for each line: about as long as it takes to look at, several times over, so
    /// that others have most of its shard. Never beyond a deadline of its own, nor for longer than half of <see cref="LookEvery"/>.
    /// </summary>
    public TimeSpan RestPerLine { get; init; } = TimeSpan.FromMicroseconds(50);

    /// <summary>Accounts read from the journal in one cycle while starting or after a failure.</summary>
    public int LoadsPerCycle { get; init; } = 16;

    /// <summary>Commits under way in the whole process: a few of the journal's batches, so that it never waits for us.</summary>
    public int CommitsUnderWay { get; init; } = 2_048;

    /// <summary>Commits of one account under way. What it decides beyond waits in its inbox.</summary>
    public int CommitsPerAccount { get; init; } = 64;

    /// <summary>
    /// Bytes of commits under way in the whole process, and again of states that wait to be written down; beyond it no loop decides more, so that what waits for the journal is bounded by this and one
    /// cycle of every loop. As many as the journal has under way itself.
    /// </summary>
    public long CommitBytesUnderWay { get; init; } = 64L * 1024 * 1024;

    /// <summary>
    /// Bytes of records after which a commit takes no further input, so that many large inputs in a row do not become one that the
    /// journal refuses for its size. A group of the journal is as large: a larger commit would gain nothing.
    /// </summary>
    public int BytesPerCommit { get; init; } = 1024 * 1024;

    /// <summary>
    /// Answers and figures of one account, or one register, that record nothing and wait until what they rest on is durable; beyond it what comes waits in its inbox.
    /// They may hold a whole book each, and no more of them are of use while storage is slow.
    /// </summary>
    public int RestingAnswers { get; init; } = 1_024;

    /// <summary>Commits of one register under way: a start of many accounts claims as many at once. What comes beyond waits in its inbox.</summary>
    public int CommitsPerRegister { get; init; } = 1_024;

    /// <summary>Register commands and market batches that wait; they are few.</summary>
    public int RegisterInboxCapacity { get; init; } = 4_096;

    public int MarketInboxCapacity { get; init; } = 4_096;

    /// <summary>About how many bytes of memory waiting register commands keep, and again market batches, and questions: some hundred whole markets.</summary>
    public long CoreInboxBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Markets with a publisher of their own: every coin of a large venue.</summary>
    public int Markets { get; init; } = 1_024;

    /// <summary>Readers that wait for a doorbell. Beyond it the one that waited longest is rung for nothing, which costs it a read and never data.</summary>
    public int Waits { get; init; } = 10_000;

    /// <summary>Questions to the registers and the market that wait: they are answered within a cycle, so that many in line are a caller gone wild.</summary>
    public int QuestionInboxCapacity { get; init; } = 4_096;

    /// <summary>
    /// Analyses computed at once (what-if, stress, outlook, plans, previews, the past); the next is refused as busy. Each takes a core: a few for each of
    /// the cores of a usual machine, so that accounts, which must be looked at, are not crowded out.
    /// </summary>
    public int Analyses { get; init; } = 16;

    /// <summary>Entries that one read of the journal looks at.</summary>
    public int EntriesPerRead { get; init; } = 1_000;

    /// <summary>Every account is looked at at least so often, whatever else happens: nobody goes unwatched.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Looks make the report only where figures with bounds cannot tell that nothing is decided, or somebody wants to see them. The decisions
    /// are the same either way; without it every look makes the report.
    /// </summary>
    public bool QuietLooks { get; init; } = true;

    /// <summary>
    /// The report of an account about which nothing is decided and that nobody watches is made so often: its figures are shown at most so old, and quick
    /// ones held against them.
    /// </summary>
    public TimeSpan ReportEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The same of large accounts, whose reports take a large part of a second.</summary>
    public TimeSpan LargeReportEvery { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How much less a quiet look costs than one that makes the report: by so much it counts less, and a large account rests less after it.</summary>
    public int QuietIsCheaperBy { get; init; } = 10;

    /// <summary>Somebody who asked for an account's figures watches it so long: it is then looked at with every new valuation.</summary>
    public TimeSpan WatchFor { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Steps of the valuation time. A second: ages are counted in minutes and times to expiry in days, and prices stay shared between accounts for so long.</summary>
    public TimeSpan ValuationStep { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A stream's state is written down after so many records: what a restart has to read again is a fraction of a second's work.</summary>
    public int SnapshotEvery { get; init; } = 10_000;

    /// <summary>
    /// Or after so many bytes of records, for one record may hold many updates; a state of more than a quarter of this waits for four times its
    /// size. Some thousand updates: a restart reads them in a few milliseconds.
    /// </summary>
    public int SnapshotBytes { get; init; } = 64 * 1024;

    /// <summary>States of accounts that wait for the journal; a further one is written when there is room.</summary>
    public int WaitingSnapshots { get; init; } = 64;

    /// <summary>How often the heads of all streams are sealed: what could be altered unseen is at most so old.</summary>
    public TimeSpan SealEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a failed journal is tried again: well within the five seconds in which service is back after a storage outage.</summary>
    public TimeSpan ReopenEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often registers and accounts are compared, and what accounts ask of registers is asked again.</summary>
    public TimeSpan CompareEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts after which an input that cannot be worked on is put aside without a further one.</summary>
    public int AttemptsBeforeQuarantine { get; init; } = 3;

    /// <summary>Inputs of one account that are remembered because they could not be worked on.</summary>
    public int PoisonPerAccount { get; init; } = 64;

    /// <summary>What is wrong with these options; empty when they are sound.</summary>
    public IReadOnlyList<string> Check()
    {
        var problems = new List<string>();
        AtLeastOne(problems, Shards, nameof(Shards));
        AtLeastOne(problems, InboxCapacity, nameof(InboxCapacity));
        AtLeastOne(problems, InboxShare, nameof(InboxShare));
        AtLeastOne(problems, InboxBytes, nameof(InboxBytes));
        AtLeastOne(problems, InboxShareBytes, nameof(InboxShareBytes));
        AtLeastOne(problems, CommitBytesUnderWay, nameof(CommitBytesUnderWay));
        AtLeastOne(problems, BytesPerCommit, nameof(BytesPerCommit));
        AtLeastOne(problems, RestingAnswers, nameof(RestingAnswers));
        AtLeastOne(problems, CommitsPerRegister, nameof(CommitsPerRegister));
        AtLeastOne(problems, CoreInboxBytes, nameof(CoreInboxBytes));
        AtLeastOne(problems, TurnsPerAccount, nameof(TurnsPerAccount));
        AtLeastOne(problems, TurnsPerCycle, nameof(TurnsPerCycle));
        AtLeastOne(problems, LooksPerCycle, nameof(LooksPerCycle));
        AtLeastOne(problems, LinesPerCycle, nameof(LinesPerCycle));
        AtLeastOne(problems, LargeBeyondLines, nameof(LargeBeyondLines));
        AtLeastOne(problems, QuietIsCheaperBy, nameof(QuietIsCheaperBy));
        AtLeastOne(problems, LoadsPerCycle, nameof(LoadsPerCycle));
        AtLeastOne(problems, CommitsUnderWay, nameof(CommitsUnderWay));
        AtLeastOne(problems, CommitsPerAccount, nameof(CommitsPerAccount));
        AtLeastOne(problems, RegisterInboxCapacity, nameof(RegisterInboxCapacity));
        AtLeastOne(problems, MarketInboxCapacity, nameof(MarketInboxCapacity));
        AtLeastOne(problems, Markets, nameof(Markets));
        AtLeastOne(problems, Waits, nameof(Waits));
        AtLeastOne(problems, QuestionInboxCapacity, nameof(QuestionInboxCapacity));
        AtLeastOne(problems, Analyses, nameof(Analyses));
        AtLeastOne(problems, EntriesPerRead, nameof(EntriesPerRead));
        AtLeastOne(problems, SnapshotEvery, nameof(SnapshotEvery));
        AtLeastOne(problems, SnapshotBytes, nameof(SnapshotBytes));
        AtLeastOne(problems, WaitingSnapshots, nameof(WaitingSnapshots));
        AtLeastOne(problems, AttemptsBeforeQuarantine, nameof(AttemptsBeforeQuarantine));
        AtLeastOne(problems, PoisonPerAccount, nameof(PoisonPerAccount));
        Positive(problems, LookEvery, nameof(LookEvery));
        Positive(problems, RestPerLine, nameof(RestPerLine));
        Positive(problems, ReportEvery, nameof(ReportEvery));
        Positive(problems, LargeReportEvery, nameof(LargeReportEvery));
        Positive(problems, WatchFor, nameof(WatchFor));
        Positive(problems, SealEvery, nameof(SealEvery));
        Positive(problems, ReopenEvery, nameof(ReopenEvery));
        Positive(problems, CompareEvery, nameof(CompareEvery));
        if (InboxShare > InboxCapacity)
        {
            problems.Add($"{nameof(InboxShare)} is more than {nameof(InboxCapacity)}: one account could fill the inbox.");
        }

        if (InboxShareBytes > InboxBytes)
        {
            problems.Add($"{nameof(InboxShareBytes)} is more than {nameof(InboxBytes)}: one account could fill the inbox.");
        }

        if (ValuationStep < TimeSpan.FromMilliseconds(1) || ValuationStep.Ticks % TimeSpan.TicksPerMillisecond != 0)
        {
            problems.Add($"{nameof(ValuationStep)} is a whole number of milliseconds, for market versions name no finer instant.");
        }

        if (ValuationStep > LookEvery)
        {
            problems.Add($"{nameof(ValuationStep)} is longer than {nameof(LookEvery)}: a look would see the same time again.");
        }

        return problems;
    }

    private static void AtLeastOne(List<string> problems, long value, string name)
    {
        if (value < 1)
        {
            problems.Add($"{name} is at least 1, not {value}.");
        }
    }

    private static void Positive(List<string> problems, TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero)
        {
            problems.Add($"{name} is longer than nothing.");
        }
    }
}
