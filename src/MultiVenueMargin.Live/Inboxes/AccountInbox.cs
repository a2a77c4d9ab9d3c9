using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Live.Inboxes;

/// <summary>
/// What waits for the accounts of one shard: bounded in all and per account, and taken account by account in turn, so that a hot
/// account delays only itself. What is beyond a bound is refused at once. Safe to post to from any thread; the shard takes.
/// </summary>
public sealed class AccountInbox
{
    private readonly Lock _lock = new();
    private readonly Dictionary<AccountId, Queue<AccountRequest>> _waiting = [];
    private readonly Queue<AccountId> _order = new();
    private readonly LiveOptions _options;
    private readonly LiveMeter _meter;
    private readonly Bell _bell;
    private string? _closed = "It is starting: accounts are being read from the journal.";
    private Refusal _closedAs = Refusal.Busy;
    private int _count;

    internal AccountInbox(LiveOptions options, LiveMeter meter, Bell bell) => (_options, _meter, _bell) = (options, meter, bell);

    /// <summary>Requests that wait.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Takes a request in, or refuses it at once.</summary>
    public void Post(AccountRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Admit(request) is { } refused)
        {
            _meter.Refused();
            request.Refuse(refused.Reason, refused.Message);
            return;
        }

        _bell.Ring();
    }

    /// <summary>From now on everything is refused with this; null takes requests in again. What was admitted stays.</summary>
    internal void Close(Refusal reason, string? why)
    {
        lock (_lock)
        {
            (_closedAs, _closed) = (reason, why);
            HasOpened |= why is null;
        }
    }

    /// <summary>It has taken requests in, now or before.</summary>
    internal bool HasOpened { get; private set; }

    /// <summary>How many accounts have something waiting now: as many as one pass over them serves.</summary>
    internal int AccountsWaiting
    {
        get
        {
            lock (_lock)
            {
                return _order.Count;
            }
        }
    }

    /// <summary>The next account in turn that has something waiting; it goes to the end.</summary>
    internal bool TryNext(out AccountId account)
    {
        lock (_lock)
        {
            while (_order.TryDequeue(out account))
            {
                if (_waiting[account].Count > 0)
                {
                    _order.Enqueue(account);
                    return true;
                }

                _waiting.Remove(account);
            }

            return false;
        }
    }

    internal bool TryTake(AccountId account, out AccountRequest? request)
    {
        lock (_lock)
        {
            request = null;
            if (!_waiting.TryGetValue(account, out var queue) || !queue.TryDequeue(out request))
            {
                return false;
            }

            _count--;
            return true;
        }
    }

    private (Refusal Reason, string Message)? Admit(AccountRequest request)
    {
        lock (_lock)
        {
            if (_closed is not null)
            {
                return (_closedAs, _closed);
            }

            if (_count >= _options.InboxCapacity)
            {
                return (Refusal.Busy, $"{_options.InboxCapacity} requests wait already; try again later.");
            }

            if (!_waiting.TryGetValue(request.Account, out var queue))
            {
                _waiting.Add(request.Account, queue = new Queue<AccountRequest>());
                _order.Enqueue(request.Account);
            }

            if (queue.Count >= _options.InboxShare)
            {
                return (Refusal.Busy, $"{_options.InboxShare} requests of this account wait already; try again later.");
            }

            queue.Enqueue(request);
            _count++;
            return null;
        }
    }
}
