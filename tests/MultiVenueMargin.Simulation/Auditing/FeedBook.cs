using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;
using static MultiVenueMargin.Simulation.PromiseBrokenException;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>One feed by its records: whether they follow each other, what was told, and how old that is.</summary>
internal sealed class FeedBook(PoolId pool, DateTimeOffset openedAt, Sometimes sometimes)
{
    private static readonly TimeSpan[] Bounds = [TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(3_660)];

    private long _epoch;
    private long _through = -1;
    private bool _isGapped;
    private Freshness _grade;

    public PoolId Pool { get; set; } = pool;

    public DateTimeOffset? HeardAt { get; private set; }

    public NaiveLines Lines { get; } = new();

    public bool NeedsSnapshot => _epoch == 0 || _isGapped;

    public DateTimeOffset AsOf(ToldLine line) => line.Since ?? HeardAt ?? openedAt;

    /// <summary>How old what it tells, or would tell, of an asset's balance is.</summary>
    public DateTimeOffset BalancesAsOf(Asset? asset) =>
        Lines.All.FirstOrDefault(line => line.Fact is BalanceFact { IsLoan: false } it && it.Asset == asset) is { } line ? AsOf(line)
            : Lines.BalancesSince ?? HeardAt ?? openedAt;

    public bool IsLostAt(DateTimeOffset now) => GradeAt(now) is Freshness.Lost or Freshness.Unheard;

    public Freshness GradeAt(DateTimeOffset now)
    {
        if (HeardAt is not { } heardAt)
        {
            return Freshness.Unheard;
        }

        if (Lines.OldestOf(heardAt) is not { } oldest)
        {
            return Freshness.Lost;
        }

        return Freshness.Fresh + Bounds.Count(bound => now - oldest > bound);
    }

    public void Take(JournalRecord record, DateTimeOffset at)
    {
        switch (record)
        {
            case SnapshotAccepted it:
                Unless(it.Epoch > _epoch, $"{it.Feed} takes over epoch {it.Epoch} in {_epoch}.");
                Lines.Begin(it.Complete, HeardAt);
                (_epoch, _through, _isGapped) = (it.Epoch, it.Sequence, false);
                foreach (var fact in it.Facts)
                {
                    Lines.Take(fact);
                }

                HeardAt = at;
                break;
            case DeltasAccepted it:
                Unless(
                    !NeedsSnapshot && it.Epoch == _epoch && it.FirstSequence == _through + 1 && it.LastSequence >= it.FirstSequence,
                    $"{it.Feed} takes over {it.Epoch}/{it.FirstSequence}-{it.LastSequence} at {_epoch}/{_through}, needs a snapshot: {NeedsSnapshot}.");
                _through = it.LastSequence;
                foreach (var fact in it.Facts)
                {
                    Lines.Take(fact);
                }

                HeardAt = at;
                break;
            case FeedHeard it:
                Unless(!NeedsSnapshot, $"{it.Feed} counts as heard and needs a snapshot.");
                HeardAt = at;
                break;
            case FeedGapped it:
                Unless(!NeedsSnapshot && (it.Epoch > _epoch || it.Got > _through), $"{it.Feed} has a gap at {it.Epoch}/{it.Got}, being at {_epoch}/{_through}.");
                _isGapped = true;
                break;
            case FrameQuarantined:
                _isGapped = true;
                break;
            case FeedGraded it:
                Unless(it.Grade != _grade && it.Grade == GradeAt(at), $"{it.Feed} is graded {it.Grade} after {_grade} and is {GradeAt(at)}.");
                _grade = it.Grade;
                sometimes.Seen($"grade: {it.Grade}");
                break;
            default:
                break;
        }
    }
}
