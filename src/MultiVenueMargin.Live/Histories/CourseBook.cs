using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Deficits;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Live.Histories;

/// <summary>Writes up how an account fares, record by record.</summary>
internal sealed class CourseBook(AccountId account)
{
    private readonly List<HistoryLine> _lines = [];
    private readonly SortedDictionary<PoolId, PoolTimes> _pools = [];
    private readonly Dictionary<DecisionId, CallCourse> _calls = [];
    private readonly Dictionary<DecisionId, LiquidationCourse> _liquidations = [];
    private bool _isBegun;

    /// <summary>From here on it counts; before, only what is still open is known.</summary>
    public void Begin(DateTimeOffset at)
    {
        _isBegun = true;
        Forget(_calls, call => call.EndedAt);
        Forget(_liquidations, liquidation => liquidation.EndedAt);
        foreach (var pool in _pools.Values)
        {
            pool.Begin(at);
        }
    }

    public void Take(DateTimeOffset at, long version, AccountRecord record)
    {
        if (_isBegun && RecordNatures.IsTold(record))
        {
            if (_lines.Count == HistoryLimits.Lines)
            {
                throw new RefusedException(Refusal.LimitReached, $"More than {HistoryLimits.Lines} records are to be told by {at:u}; name a shorter span.");
            }

            _lines.Add(HistoryLine.Of(at, version, record));
        }

        Count(at, new DecisionId(account, version, 0), record);
    }

    /// <summary>What an evaluation found.</summary>
    public void Found(DateTimeOffset at, IEnumerable<PoolFigures> figures)
    {
        foreach (var each in figures)
        {
            PoolOf(each.Pool, at).Found(at, each);
        }
    }

    public Course End(DateTimeOffset at) => new(
        _lines,
        [.. _pools.Select(pool => pool.Value.End(pool.Key, at))],
        [.. _calls.Values.OrderBy(call => call.IssuedAt)],
        [.. _liquidations.Values.OrderBy(liquidation => liquidation.PlannedAt)]);

    private void Count(DateTimeOffset at, DecisionId id, AccountRecord record)
    {
        switch (record)
        {
            case MarginStateChanged changed:
                PoolOf(changed.Pool, at).Enter(changed.To, at);
                Found(at, changed.Evidence is { } evidence ? [evidence.Figures] : []);
                break;
            case CallIssued issued:
                _calls[id] = new CallCourse(id, issued.Pool, at, issued.Deadline, issued.Amount, issued.Amount, false, CallOutcome.Unspecified, null);
                break;
            case CallAmended amended:
                Change(_calls, amended.Call, call => call with { LargestAmount = amended.Amount > call.LargestAmount ? amended.Amount : call.LargestAmount });
                break;
            case CallExpired expired:
                Change(_calls, expired.Call, call => call with { IsExpired = true });
                break;
            case CallEnded ended:
                Change(_calls, ended.Call, call => call with { Outcome = ended.Outcome, EndedAt = at });
                break;
            case LiquidationPlanned planned:
                _liquidations[id] = new LiquidationCourse(
                    id, planned.Pool, at, planned.Steps.Count, planned.Outcome, [], Usd.Zero, LiquidationOutcome.Unspecified, null);
                break;
            case LegRequested asked:
                Change(_liquidations, asked.Liquidation, liquidation => liquidation with { Asked = [.. With(liquidation.Asked, asked.Leg)] });
                break;
            case LiquidationEnded ended:
                Change(_liquidations, ended.Liquidation, liquidation => liquidation with { Outcome = ended.Outcome, EndedAt = at });
                break;
            case DeficitRecorded deficit:
                Change(_liquidations, deficit.Liquidation, liquidation => liquidation with { Deficit = liquidation.Deficit + deficit.Amount });
                break;
            default:
                // Told, and no part of the sums.
                break;
        }
    }

    private PoolTimes PoolOf(PoolId pool, DateTimeOffset at)
    {
        if (!_pools.TryGetValue(pool, out var times))
        {
            _pools.Add(pool, times = new PoolTimes());
            times.Begin(at);
        }

        return times;
    }

    private static IEnumerable<AskedQuantity> With(IReadOnlyList<AskedQuantity> asked, PlannedLeg leg)
    {
        var isKnown = false;
        foreach (var each in asked)
        {
            var isThis = (each.Venue, each.Instrument, each.Side) == (leg.Venue, leg.Instrument, leg.Side);
            isKnown |= isThis;
            yield return isThis ? each with { Times = each.Times + 1 } : each;
        }

        if (!isKnown)
        {
            yield return new AskedQuantity(leg.Venue, leg.Instrument, leg.Side, leg.Quantity, Times: 1);
        }
    }

    private static void Change<T>(Dictionary<DecisionId, T> courses, DecisionId id, Func<T, T> change)
    {
        if (courses.TryGetValue(id, out var course))
        {
            courses[id] = change(course);
        }
    }

    private static void Forget<T>(Dictionary<DecisionId, T> courses, Func<T, DateTimeOffset?> endedAt)
    {
        foreach (var (id, _) in courses.Where(course => endedAt(course.Value) is not null).ToList())
        {
            courses.Remove(id);
        }
    }
}
