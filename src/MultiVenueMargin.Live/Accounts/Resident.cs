using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Margins;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Live.Pipeline;

namespace MultiVenueMargin.Live.Accounts;

/// <summary>One account in memory, and what its shard keeps with it. Only the shard uses it.</summary>
internal sealed class Resident(AccountId id, CommitLane lane, SnapshotPace pace, int poisonLimit)
{
    public const int NoRow = -1;

    public AccountId Id { get; } = id;

    public CommitLane Lane { get; } = lane;

    /// <summary>The state with everything that was decided, durable or not; absent while it is read from the journal.</summary>
    public Account? Account { get; set; }

    /// <summary>The reading that is under way.</summary>
    public StreamLoad<Account>? Load { get; set; }

    /// <summary>Its place in the hot table; <see cref="NoRow"/> while it is not open.</summary>
    public int Row { get; set; } = NoRow;

    /// <summary>Waits to be looked at.</summary>
    public bool IsDue { get; set; }

    /// <summary>When it is to be looked at, whatever happens until then.</summary>
    public DateTimeOffset DueAt { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>Its place in the deadline wheel that counts.</summary>
    public DateTimeOffset FiledAt { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>The account's version for which the hot table knows what it holds.</summary>
    public long HoldingsVersion { get; set; } = -1;

    /// <summary>Positions, orders and balances that it has.</summary>
    public int Lines { get; set; }

    /// <summary>It has, or is sent at once, so many lines that it belongs into an annex. It stays large: it does not move to and fro.</summary>
    public bool IsLarge { get; set; }

    /// <summary>When it was last looked at.</summary>
    public DateTimeOffset LookedAt { get; set; } = DateTimeOffset.MinValue;

    /// <summary>Its book as it was last compiled for looks that make no report.</summary>
    public QuickBook Quick { get; private init; } = new();

    /// <summary>When its report was last made.</summary>
    public DateTimeOffset ReportedAt { get; set; } = DateTimeOffset.MinValue;

    /// <summary>Its last look made no report, so what is shown of it may be of before.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>Waits among those that somebody wants to see.</summary>
    public bool IsWanted { get; set; }

    /// <summary>Its turn among those has come: its next look makes the report.</summary>
    public bool IsReportDue { get; set; }

    /// <summary>When it is to be written down again.</summary>
    public SnapshotPace Pace { get; private init; } = pace;

    /// <summary>The time of its last record: its own time never goes back.</summary>
    public DateTimeOffset LastAt { get; set; } = DateTimeOffset.MinValue;

    /// <summary>Looks in a row that could not be done.</summary>
    public int FailedLooks { get; set; }

    /// <summary>After looks that could not be done, or a large one: since when it rests, and until when. A clock that goes back ends it.</summary>
    public (DateTimeOffset From, DateTimeOffset Until) Rest { get; set; }

    public PoisonCabinet Poison { get; private init; } = new(poisonLimit);

    /// <summary>Something about it needs a person: inputs that are put aside, or looks that cannot be done.</summary>
    public bool IsFlagged { get; set; }

    /// <summary>What was asked of registers, and when: it is asked again after a while, not every time.</summary>
    public Dictionary<RequestId, DateTimeOffset> Asked { get; private init; } = [];

    /// <summary>It was read while the journal was not sound: it can be looked at, and takes nothing before it is read again.</summary>
    public bool IsStale { get; set; }

    /// <summary>Which of the times that it became due is the last: others in a queue count no longer.</summary>
    public long DueSerial { get; set; }

    /// <summary>It can take inputs.</summary>
    public bool IsReady => Account is not null && Lane.Broken is null && !IsStale;

    public bool IsRestingAt(DateTimeOffset now) => now >= Rest.From && now < Rest.Until;

    /// <summary>The same account for another loop. Nothing of it is under way, and this one is used no more: queues here may still hold it.</summary>
    public Resident WithLane(CommitLane lane) => new(Id, lane, Pace, poisonLimit)
    {
        Account = Account,
        Lines = Lines,
        IsLarge = IsLarge,
        LookedAt = LookedAt,
        ReportedAt = ReportedAt,
        LastAt = LastAt,
        FailedLooks = FailedLooks,
        Rest = Rest,
        Poison = Poison,
        IsFlagged = IsFlagged,
        Asked = Asked,
    };
}
