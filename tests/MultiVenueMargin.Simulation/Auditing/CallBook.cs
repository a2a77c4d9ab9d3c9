using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using static MultiVenueMargin.Simulation.PromiseBrokenException;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>Margin calls of one account by its records: when there may be one, how much it asks for, and how it may end.</summary>
internal sealed class CallBook(AccountBook account, Sometimes sometimes)
{
    private readonly Dictionary<PoolId, OpenCall> _open = [];
    private readonly HashSet<PoolId> _waived = [];

    public OpenCall? OpenIn(PoolId pool) => _open.GetValueOrDefault(pool);

    public bool IsWaived(PoolId pool) => _waived.Contains(pool);

    public bool IsExpired(PoolId pool) => OpenIn(pool) is { IsExpired: true };

    public IEnumerable<OpenCall> Open => _open.Values;

    public void Stood(PoolId pool, MarginState state)
    {
        if (state is not MarginState.Unknown and < MarginState.Call)
        {
            _waived.Remove(pool);
        }
    }

    public bool Take(Entry entry)
    {
        switch (entry.Record)
        {
            case CallIssued it:
                Issue(entry, it);
                return true;
            case CallAmended it:
                var amended = Of(it.Call);
                Unless(account.StateOf(amended.Pool) >= MarginState.Call && account.IsKnown(amended.Pool), $"{it.Call} is amended while the pool is {account.StateOf(amended.Pool)}.");
                Unless(it.Amount.Amount > amended.Amount, $"{it.Call} is amended from {amended.Amount} to {it.Amount}.");
                _open[amended.Pool] = amended with { Amount = it.Amount.Amount };
                sometimes.Seen("call: amended");
                return true;
            case CallAcknowledged it:
                Of(it.Call);
                sometimes.Seen("call: acknowledged");
                return true;
            case CallDisputed it:
                Of(it.Call);
                sometimes.Seen("call: disputed");
                return true;
            case CallPaid it:
                Pay(it);
                return true;
            case CallExpired it:
                var expired = Of(it.Call);
                Unless(!expired.IsExpired && entry.At >= expired.Deadline, $"{it.Call} runs out at {entry.At:O}; its deadline is {expired.Deadline:O}.");
                _open[expired.Pool] = expired with { IsExpired = true };
                sometimes.Seen("call: expired");
                return true;
            case CallEnded it:
                End(it);
                return true;
            default:
                return false;
        }
    }

    private void Issue(Entry entry, CallIssued it)
    {
        Unless(!_open.ContainsKey(it.Pool), $"{it.Pool} has an open call and is called for again at version {entry.Version}.");
        Unless(
            account.IsKnown(it.Pool) && account.StateOf(it.Pool) >= MarginState.Call,
            $"A call is issued to {it.Pool}, which is {account.StateOf(it.Pool)}, at version {entry.Version}.");
        Unless(it.Amount.Amount > 0 && it.Amount == it.Evidence.Figures.CallAmount, $"A call asks for {it.Amount}; the figures say {it.Evidence.Figures.CallAmount}.");
        Unless(it.Deadline == entry.At + TimeSpan.FromHours(1), $"A call of {entry.At:O} is due at {it.Deadline:O}.");
        _open[it.Pool] = new OpenCall(new DecisionId(account.Id, entry.Version, 0), it.Pool, it.Amount.Amount, 0, it.Deadline, false);
        _waived.Remove(it.Pool);
        sometimes.Seen("call: issued");
    }

    private void Pay(CallPaid it)
    {
        var paid = Of(it.Call);
        var counted = paid.Paid + it.Flows.Sum(flow => Math.Floor(flow.Amount * flow.Mark.Value * 100_000_000m) / 100_000_000m);
        Unless(it.Flows.Count > 0 && it.Counted.Amount == counted, $"{it.Call} counts {it.Counted} as paid; the flows make {counted}.");
        _open[paid.Pool] = paid with { Paid = counted };
        sometimes.Seen("call: paid");
    }

    private void End(CallEnded it)
    {
        var ended = Of(it.Call);
        var isCovered = ended.Paid >= ended.Amount;
        Unless(it.Outcome != CallOutcome.Met || isCovered, $"{it.Call} is met with {ended.Paid} of {ended.Amount}.");
        Unless(it.Outcome != CallOutcome.CuredByMarket || !isCovered, $"{it.Call} is cured by the market although {ended.Paid} of {ended.Amount} came.");
        Unless(it.Outcome == CallOutcome.Withdrawn == it.By is not null, $"{it.Call} is ended as {it.Outcome} by {it.By}.");
        _open.Remove(ended.Pool);
        if (it.Outcome == CallOutcome.Withdrawn)
        {
            _waived.Add(ended.Pool);
        }

        sometimes.Seen($"call outcome: {it.Outcome}");
    }

    private OpenCall Of(DecisionId id)
    {
        var call = _open.Values.FirstOrDefault(each => each.Id == id);
        Unless(call is not null, $"There is no open call {id}.");
        return call!;
    }
}

/// <summary>A margin call that has not ended.</summary>
internal sealed record OpenCall(DecisionId Id, PoolId Pool, decimal Amount, decimal Paid, DateTimeOffset Deadline, bool IsExpired);
