using System.Collections.Frozen;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Calls;

/// <summary>Margin calls: at most one open per pool, and the last that ended.</summary>
internal sealed class CallDesk
{
    // The cross pool is none of those that can be opened.
    private const int MostPools = Limits.Pools + 1;

    private readonly SortedDictionary<PoolId, MarginCall> _open = [];
    private readonly List<MarginCall> _ended = [];
    private readonly SortedDictionary<PoolId, Usd> _waived = [];

    /// <summary>By pool.</summary>
    public IReadOnlyList<MarginCall> Open => [.. _open.Values];

    /// <summary>The same without a copy.</summary>
    public IReadOnlyCollection<MarginCall> OpenCalls => _open.Values;

    /// <summary>What came to and left the pools that have an open call.</summary>
    public PoolFlows Flows { get; } = new();

    /// <summary>Pools whose call ran out unmet and has not ended, for <see cref="Book.ExpiredCalls"/>: restricted until it has.</summary>
    public IReadOnlySet<PoolId> ExpiredPools =>
        _open.Count == 0 ? FrozenSet<PoolId>.Empty : _open.Values.Where(call => call.IsExpired).Select(call => call.Pool).ToHashSet();

    /// <summary>The earliest moment at which time alone decides something; absent where nothing waits for it.</summary>
    public DateTimeOffset? NextDeadline =>
        _open.Values.Where(call => !call.IsExpired).Select(call => (DateTimeOffset?)call.Deadline).Min();

    /// <summary>The open ones by pool, then those that ended last, the newest first.</summary>
    public IReadOnlyList<CallView> Views => [.. _open.Values.Concat(_ended.AsEnumerable().Reverse()).Select(call => call.View)];

    public bool IsExpired(PoolId pool) => FindOpen(pool) is { IsExpired: true };

    public MarginCall? FindOpen(PoolId pool) => _open.GetValueOrDefault(pool);

    /// <summary>An open call, or one of the last that ended.</summary>
    public MarginCall? Find(DecisionId id) =>
        _open.Values.Concat(_ended).FirstOrDefault(call => call.Id == id);

    /// <summary>
    /// What the house took back since the pool was last out of the call states: the same shortfall is not called for again, a larger
    /// one is. Absent where nothing was.
    /// </summary>
    public Usd? FindWaived(PoolId pool) => _waived.TryGetValue(pool, out var amount) ? amount : null;

    public static CallDesk ReadFrom(CanonicalReader reader)
    {
        var desk = new CallDesk();
        foreach (var call in reader.List(MostPools, MarginCall.ReadFrom))
        {
            desk._open.Add(call.Pool, call);
        }

        desk._ended.AddRange(reader.List(Limits.EndedWorkflows, MarginCall.ReadFrom));
        foreach (var (pool, amount) in reader.Dictionary(MostPools, ReadPoolId, ReadUsd))
        {
            desk._waived.Add(pool, amount);
        }

        desk.Flows.ReadFrom(reader);
        return desk;
    }

    public void WriteTo(CanonicalWriter writer)
    {
        writer.List(Open, MostPools, static (each, call) => call.WriteTo(each));
        writer.List(_ended, Limits.EndedWorkflows, static (each, call) => call.WriteTo(each));
        writer.Dictionary(_waived, MostPools, ValueCodec.Write, ValueCodec.Write);
        Flows.WriteTo(writer);
    }

    /// <summary>Takes a record over, before feeds and transfers do; false when it is not one of this part's.</summary>
    public bool Apply(AccountRecord record, Account account, long version, DateTimeOffset at)
    {
        Flows.Apply(record, account);
        if (record is DeltasAccepted or SnapshotAccepted or FeedHeard)
        {
            // They come by the thousand, and what follows makes room for what its changes capture.
            return false;
        }

        switch (record)
        {
            case CallIssued issued:
                Issue(issued, new DecisionId(account.Id, version, 0), at);
                return true;
            case CallAmended amended:
                Change(amended.Call, call => call with { Amount = amended.Amount });
                return true;
            case CallAcknowledged acknowledged:
                Change(acknowledged.Call, call => call with { IsAcknowledged = true });
                return true;
            case CallDisputed disputed:
                Change(disputed.Call, call => call with { Dispute = disputed.Reason });
                return true;
            case CallPaid paid:
                Change(paid.Call, call => call with { Paid = paid.Counted });
                Flows.Count(OpenCall(paid.Call).Pool, paid.Flows.Select(flow => flow.Asset));
                return true;
            case CallExpired expired:
                Change(expired.Call, call => call with { IsExpired = true });
                return true;
            case CallEnded ended:
                End(OpenCall(ended.Call), ended.Outcome);
                return true;
            case MarginStateChanged { To: not MarginState.Unknown and < MarginState.Call } better:
                _waived.Remove(better.Pool);
                return false;
            case PoolClosed closed:
                _waived.Remove(closed.Pool);
                return false;
            default:
                return false;
        }
    }

    private void Issue(CallIssued issued, DecisionId id, DateTimeOffset at)
    {
        if (_open.TryGetValue(issued.Pool, out var open))
        {
            throw new InvalidOperationException($"{issued.Pool} has the open call {open.Id}; another cannot be issued.");
        }

        _waived.Remove(issued.Pool);
        Flows.Watch(issued.Pool);
        _open[issued.Pool] = new MarginCall
        {
            Id = id,
            Pool = issued.Pool,
            Amount = issued.Amount,
            IssuedAt = at,
            Deadline = issued.Deadline,
        };
    }

    private void End(MarginCall call, CallOutcome outcome)
    {
        _open.Remove(call.Pool);
        Flows.Leave(call.Pool);
        _ended.Add(call with { Outcome = outcome });
        if (_ended.Count > Limits.EndedWorkflows)
        {
            _ended.RemoveAt(0);
        }

        if (outcome == CallOutcome.Withdrawn)
        {
            _waived[call.Pool] = call.Amount;
        }
    }

    private MarginCall OpenCall(DecisionId id) =>
        _open.Values.FirstOrDefault(call => call.Id == id) ?? throw new InvalidOperationException($"There is no open call {id}.");

    private void Change(DecisionId id, Func<MarginCall, MarginCall> change)
    {
        var call = OpenCall(id);
        _open[call.Pool] = change(call);
    }
}
