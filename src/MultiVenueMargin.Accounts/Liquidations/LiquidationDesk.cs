using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Accounts.Liquidations;

/// <summary>Liquidations: at most one under way per pool, and the last that ended.</summary>
internal sealed class LiquidationDesk
{
    // The cross pool is none of those that can be opened.
    private const int MostPools = Limits.Pools + 1;

    private readonly SortedDictionary<PoolId, Liquidation> _underWay = [];
    private readonly SortedDictionary<PoolId, MarginState> _states = [];
    private readonly SortedDictionary<PoolId, MarginState> _stopped = [];
    private readonly List<Liquidation> _ended = [];

    /// <summary>By pool.</summary>
    public IReadOnlyList<Liquidation> UnderWay => [.. _underWay.Values];

    /// <summary>Those under way by pool, then those that ended last, the oldest first.</summary>
    public IEnumerable<Liquidation> All => _underWay.Values.Concat(_ended);

    /// <summary>Something is under way, or of what ended lately a request is still out.</summary>
    public bool HasSomething => _underWay.Count > 0 || (_ended.Count > 0 && _ended.Exists(ended => ended.HasOpenRequests));

    public Liquidation? FindUnderWay(PoolId pool) => _underWay.GetValueOrDefault(pool);

    public Liquidation? Find(DecisionId id) => All.FirstOrDefault(liquidation => liquidation.Id == id);

    /// <summary>The liquidation that made a request, as long as that is kept.</summary>
    public Liquidation? FindOf(DecisionId request) =>
        All.FirstOrDefault(liquidation => liquidation.Requests.Any(each => each.Id == request));

    /// <summary>A person stopped the last liquidation of the pool, and it has neither been out of the liquidating states nor become graver since.</summary>
    public bool IsStopped(PoolId pool) => _stopped.ContainsKey(pool);

    /// <summary>What a report must not keep silent about.</summary>
    public IEnumerable<string> Notices =>
        from liquidation in All
        from request in liquidation.Requests
        where request.Excess > 0
        select $"{request.Id} filled {request.Filled} {request.Leg.Instrument}@{request.Leg.Venue}, "
            + $"{ExactNumber.Format(request.Excess)} more than was asked for";

    /// <summary>The earliest moment at which time alone decides something; absent where nothing waits for it.</summary>
    public DateTimeOffset? NextDeadline(LiquidationTerms terms)
    {
        var moments = All.SelectMany(liquidation => liquidation.Requests)
            .Where(request => request.IsOpen)
            .Select(request => request.Deadline)
            .ToList();
        foreach (var liquidation in _underWay.Values.Where(each => !each.HasOpenRequests && !each.IsHeld && each.IsApproved(terms)))
        {
            moments.Add(liquidation.NextMoment(terms));
        }

        return moments.Count > 0 ? moments.Min() : null;
    }

    public IReadOnlyList<LiquidationView> Views(DateTimeOffset now, LiquidationTerms terms) =>
        [.. _underWay.Values.Concat(_ended.AsEnumerable().Reverse()).Select(liquidation => liquidation.View(now, terms))];

    public static LiquidationDesk ReadFrom(CanonicalReader reader)
    {
        var desk = new LiquidationDesk();
        foreach (var liquidation in reader.List(MostPools, Liquidation.ReadFrom))
        {
            desk._underWay.Add(liquidation.Pool, liquidation);
        }

        Fill(desk._states, reader);
        Fill(desk._stopped, reader);
        desk._ended.AddRange(reader.List(Limits.EndedWorkflows, Liquidation.ReadFrom));
        return desk;
    }

    public void WriteTo(CanonicalWriter writer)
    {
        writer.List(UnderWay, MostPools, static (each, liquidation) => liquidation.WriteTo(each));
        writer.Dictionary(_states, MostPools, ValueCodec.Write, static (each, state) => each.Enum(state));
        writer.Dictionary(_stopped, MostPools, ValueCodec.Write, static (each, state) => each.Enum(state));
        writer.List(_ended, Limits.EndedWorkflows, static (each, liquidation) => liquidation.WriteTo(each));
    }

    /// <summary>Takes a record over; false when it is not one of this part's.</summary>
    public bool Apply(AccountRecord record, Account account, long version, DateTimeOffset at)
    {
        switch (record)
        {
            case SnapshotAccepted snapshot:
                Hear(snapshot.Feed, account.Feeds);
                return false;
            case DeltasAccepted deltas:
                Hear(deltas.Feed, account.Feeds);
                return false;
            case FeedClosed closed:
                Forget(closed.Feed);
                return false;
            case FeedMoved moved:
                Forget(moved.Feed);
                return false;
            case MarginStateChanged changed:
                Stand(changed);
                return false;
            case PoolClosed closed:
                _stopped.Remove(closed.Pool);
                _states.Remove(closed.Pool);
                return false;
            case LiquidationPlanned planned:
                Begin(planned, new DecisionId(account.Id, version, 0), at);
                return true;
            case LiquidationEnded ended:
                End(ended);
                return true;
            default:
                return ApplyToLiquidation(record, at) || ApplyToRequest(record, account.Feeds, at);
        }
    }

    private static void Fill(SortedDictionary<PoolId, MarginState> states, CanonicalReader reader)
    {
        foreach (var (pool, state) in reader.Dictionary(MostPools, ValueCodec.ReadPoolId, static each => each.Enum<MarginState>()))
        {
            states.Add(pool, state);
        }
    }

    private bool ApplyToLiquidation(AccountRecord record, DateTimeOffset at)
    {
        switch (record)
        {
            case LiquidationReplanned replanned:
                Change(replanned.Liquidation, each => each with
                {
                    Plan = replanned.Steps,
                    PlanOutcome = replanned.Outcome,
                    PlannedAt = at,
                    IsPlanUsed = false,
                    GaveUpAt = null,
                });
                return true;
            case LiquidationApproved { By: { } person } approved:
                Change(approved.Liquidation, each => each with { Approvers = [.. each.Approvers, person] });
                return true;
            case LiquidationApproved approved:
                Change(approved.Liquidation, each => each with { IsApprovedByPolicy = true });
                return true;
            case LiquidationHeld held:
                Change(held.Liquidation, each => each with { IsHeld = true });
                return true;
            case LiquidationAbortAsked asked:
                Change(asked.Liquidation, each => each with { IsHeld = true, AbortAskedBy = asked.By });
                return true;
            case LiquidationReleased released:
                Change(released.Liquidation, each => each with { IsHeld = false, AbortAskedBy = null });
                return true;
            default:
                return false;
        }
    }

    private bool ApplyToRequest(AccountRecord record, FeedBook feeds, DateTimeOffset at)
    {
        switch (record)
        {
            case LegRequested requested:
                var request = new ExecutorRequest(
                    requested.Request, requested.Leg, requested.CancelOrdersFirst, requested.Deadline, requested.Deadline - at);
                Change(requested.Liquidation, each => each with
                {
                    Requests = Kept([.. each.Requests, request]),
                    IsPlanUsed = true,
                    HasSent = true,
                });
                return true;
            case LegAccepted accepted:
                ChangeRequest(accepted.Request, each => each.Heard(at) with { IsAccepted = true });
                return true;
            case LegFilled filled:
                ChangeRequest(
                    filled.Request,
                    each => each.Heard(at) with { Filled = each.Filled + filled.Quantity },
                    (liquidation, each) => Await(liquidation, each.Leg.Venue, feeds, at));
                return true;
            case LegEnded ended:
                ChangeRequest(
                    ended.Request,
                    each => each with { Outcome = ended.Outcome },
                    (liquidation, each) => AfterEnd(liquidation, each, feeds, at));
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// What timed out may have been filled or not, and orders that were cancelled may still be in the book: only the feed can tell. The
    /// settling begins when the last request has ended.
    /// </summary>
    private static Liquidation AfterEnd(Liquidation liquidation, ExecutorRequest request, FeedBook feeds, DateTimeOffset at)
    {
        var mustShow = request.Outcome == LegOutcome.TimedOut
            || (request.CancelsOrdersFirst && request.Outcome is LegOutcome.Done or LegOutcome.Filled);
        var after = mustShow ? Await(liquidation, request.Leg.Venue, feeds, at) : liquidation with { SettlingSince = at };
        if (request.Outcome == LegOutcome.Done && request.Leg.Quantity > Quantity.Zero && request.Filled == Quantity.Zero)
        {
            after = after with { GaveUpAt = at };
        }

        return request.Outcome != LegOutcome.Rejected ? after : after with
        {
            Rejects = new Dictionary<LocationId, int>(after.Rejects)
            {
                [request.Leg.Venue] = after.Rejects.GetValueOrDefault(request.Leg.Venue) + 1,
            },
        };
    }

    private static Liquidation Await(Liquidation liquidation, LocationId venue, FeedBook feeds, DateTimeOffset at)
    {
        var there = feeds.All.Where(feed => feed.Pool == liquidation.Pool && feed.Id.Location == venue).Select(feed => feed.Id);
        return liquidation with { Awaited = [.. liquidation.Awaited.Union(there).Order()], SettlingSince = at };
    }

    private void Hear(VenueAccountId id, FeedBook feeds)
    {
        // Frames come by the thousand; liquidations that wait for one are rare.
        if (_underWay.Count > 0 && feeds.Find(id) is { } feed && _underWay.TryGetValue(feed.Pool, out var liquidation))
        {
            _underWay[feed.Pool] = liquidation.Heard(id);
        }
    }

    /// <summary>What is no longer a feed of the pool has nothing to show of it.</summary>
    private void Forget(VenueAccountId feed)
    {
        foreach (var liquidation in UnderWay)
        {
            _underWay[liquidation.Pool] = liquidation.Heard(feed);
        }
    }

    private void Stand(MarginStateChanged changed)
    {
        if (changed.To == MarginState.Unknown)
        {
            return;
        }

        _states[changed.Pool] = changed.To;
        if (_stopped.TryGetValue(changed.Pool, out var stopped) && (changed.To < MarginState.Liquidating || changed.To > stopped))
        {
            _stopped.Remove(changed.Pool);
        }
    }

    private void Begin(LiquidationPlanned planned, DecisionId id, DateTimeOffset at)
    {
        if (_underWay.TryGetValue(planned.Pool, out var other))
        {
            throw new InvalidOperationException($"{planned.Pool} is being liquidated by {other.Id}; another cannot begin.");
        }

        _underWay[planned.Pool] = new Liquidation
        {
            Id = id,
            Pool = planned.Pool,
            Plan = planned.Steps,
            PlanOutcome = planned.Outcome,
            PlannedAt = at,
        };
    }

    private void End(LiquidationEnded ended)
    {
        var liquidation = _underWay.Values.FirstOrDefault(each => each.Id == ended.Liquidation)
            ?? throw new InvalidOperationException($"No liquidation {ended.Liquidation} is under way.");
        _underWay.Remove(liquidation.Pool);
        _ended.Add(liquidation with { Outcome = ended.Outcome, Reason = ended.Reason });
        if (_ended.Count > Limits.EndedWorkflows)
        {
            _ended.RemoveAt(0);
        }

        if (ended.Outcome == LiquidationOutcome.Aborted)
        {
            _stopped[liquidation.Pool] = _states.GetValueOrDefault(liquidation.Pool, MarginState.Liquidating);
        }
    }

    private void Change(DecisionId id, Func<Liquidation, Liquidation> change)
    {
        var liquidation = Find(id) ?? throw new InvalidOperationException($"There is no liquidation {id}.");
        Put(change(liquidation));
    }

    private void ChangeRequest(
        DecisionId id,
        Func<ExecutorRequest, ExecutorRequest> change,
        Func<Liquidation, ExecutorRequest, Liquidation>? then = null)
    {
        var liquidation = FindOf(id) ?? throw new InvalidOperationException($"There is no request {id}.");
        var changed = change(liquidation.Requests.First(request => request.Id == id));
        var after = liquidation with { Requests = [.. liquidation.Requests.Select(request => request.Id == id ? changed : request)] };
        Put(then is null ? after : then(after, changed));
    }

    private void Put(Liquidation liquidation)
    {
        if (liquidation.IsUnderWay)
        {
            _underWay[liquidation.Pool] = liquidation;
        }
        else
        {
            _ended[_ended.FindIndex(each => each.Id == liquidation.Id)] = liquidation;
        }
    }

    /// <summary>Open requests stay; of those that ended the oldest go first.</summary>
    private static List<ExecutorRequest> Kept(List<ExecutorRequest> requests)
    {
        while (requests.Count > Limits.LegsOfLiquidation && requests.FindIndex(request => !request.IsOpen) is >= 0 and var oldest)
        {
            requests.RemoveAt(oldest);
        }

        return requests;
    }
}
