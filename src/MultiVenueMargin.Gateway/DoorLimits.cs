namespace MultiVenueMargin.Gateway;

/// <summary>What one caller may have of the door at a time. What is beyond is refused by name or cut with a cursor, never buffered without bound.</summary>
public sealed record DoorLimits
{
    /// <summary>
    /// The longest request that a host has to let in. 16 MiB: a snapshot of 200 000 facts, or a book of the largest size with the market it needs.
    /// What one message may list is stated beside each list of the contract.
    /// </summary>
    public const int MaxReceiveMessageBytes = 16 * 1024 * 1024;

    /// <summary>The longest response that a host has to let out: a record of the journal with a whole snapshot in it.</summary>
    public const int MaxSendMessageBytes = 64 * 1024 * 1024;

    /// <summary>
    /// The longest answer of a method that has one: what is longer is refused by name, with what to do, for the transport would only say that it is too
    /// long. No more than <see cref="MaxSendMessageBytes"/>.
    /// </summary>
    public int AnswerBytes { get; init; } = MaxSendMessageBytes;

    /// <summary>
    /// Lines, positions and orders of an account's book in one answer, together. 1 000 000: about what the longest answer holds; the book of an account that
    /// has more is refused before it is written down.
    /// </summary>
    public int BookItems { get; init; } = 1_000_000;

    /// <summary>Evaluations of books that callers bring along, at once. 2: each takes a core for up to seconds, and what they take the accounts lack.</summary>
    public int EvaluationsAtOnce { get; init; } = 2;

    /// <summary>How long such an evaluation may take before its caller is told that it is too long. 20 s: several times what the largest allowed book takes.</summary>
    public TimeSpan EvaluateWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A stream that had nothing to say for so long says that it is there. 5 s: well before a reader begins to doubt.</summary>
    public TimeSpan ProgressEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A reader that takes nothing for so long is cut with its last cursor. 10 s: longer than any pause that a sound reader makes.</summary>
    public TimeSpan WriteWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Commits of the journal that are read at once for one stream: what a stream holds between two writes.</summary>
    public int CommitsPerRead { get; init; } = 256;

    /// <summary>Figures that are read at once for one stream.</summary>
    public int FiguresPerRead { get; init; } = 256;

    /// <summary>Prices, marks, instruments and units in one message of a market; a change or picture with more comes in several.</summary>
    public int MarketItemsPerMessage { get; init; } = 2_000;

    /// <summary>
    /// Batches of one feed connection that are not acknowledged yet; the next is not read before one is. 4 096: an adapter that sends single updates is
    /// held to so many in each round of a shard, which takes milliseconds. What they keep in memory the next limit bounds.
    /// </summary>
    public int BatchesUnderWay { get; init; } = 4_096;

    /// <summary>The same in bytes; one batch may always be under way, however large.</summary>
    public int BytesUnderWay { get; init; } = 8 * 1024 * 1024;

    /// <summary>Everything that is wrong with them; empty when they make sense.</summary>
    public IReadOnlyList<string> Check()
    {
        List<string> problems = [];
        Require(AnswerBytes >= 1, nameof(AnswerBytes));
        Require(BookItems >= 1, nameof(BookItems));
        Require(EvaluationsAtOnce >= 1, nameof(EvaluationsAtOnce));
        Require(EvaluateWithin > TimeSpan.Zero, nameof(EvaluateWithin));
        Require(ProgressEvery > TimeSpan.Zero, nameof(ProgressEvery));
        Require(WriteWithin > TimeSpan.Zero, nameof(WriteWithin));
        Require(CommitsPerRead >= 1, nameof(CommitsPerRead));
        Require(FiguresPerRead >= 1, nameof(FiguresPerRead));
        Require(MarketItemsPerMessage >= 1, nameof(MarketItemsPerMessage));
        Require(BatchesUnderWay >= 1, nameof(BatchesUnderWay));
        Require(BytesUnderWay >= 1, nameof(BytesUnderWay));
        if (AnswerBytes > MaxSendMessageBytes)
        {
            problems.Add($"{nameof(AnswerBytes)} is more than the {MaxSendMessageBytes} that a host lets out.");
        }

        return problems;

        void Require(bool holds, string name)
        {
            if (!holds)
            {
                problems.Add($"{name} has to be positive.");
            }
        }
    }
}
