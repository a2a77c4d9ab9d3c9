using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Live.Inboxes;

/// <summary>
/// What waits for the accounts of one shard: bounded in number and bytes, in all and per account, and taken account by account in turn, so that a hot
/// account delays only itself. What is beyond a bound is refused at once. Safe to post to from any thread; the shard takes.
/// </summary>
public sealed class AccountInbox
{
    private const int MostSpare = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<AccountId, Waiting> _waiting = [];
    private readonly Queue<AccountId> _order = new();

    // Accounts come and go with every batch; what they wait in is used again.
    private readonly Stack<Waiting> _spare = new();
    private readonly Dictionary<AccountId, AccountInbox> _elsewhere = [];
    private readonly LiveOptions _options;
    private readonly LiveMeter _meter;
    private readonly Bell _bell;
    private string? _closed = "It is starting: accounts are being read from the journal.";
    private Refusal _closedAs = Refusal.Busy;
    private int _count;
    private long _bytes;

    internal AccountInbox(LiveOptions options, LiveMeter meter, Bell bell) => (_options, _meter, _bell) = (options, meter, bell);

    /// <summary>Requests that wait.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>About how many bytes of memory they keep.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Takes a request in, or refuses it at once.</summary>
    public void Post(AccountRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Admit(request, out var elsewhere) is { } refused)
        {
            _meter.Refused();
            request.Refuse(refused.Reason, refused.Message);
        }
        else if (elsewhere is not null)
        {
            // Whoever came before is there already: all that waited went over at once.
            elsewhere.Post(request);
        }
        else
        {
            _bell.Ring();
        }
    }

    /// <summary>The account has moved: what waits for it goes there now, and what comes from now on goes there as well.</summary>
    internal void Forward(AccountId account, AccountInbox there)
    {
        lock (_lock)
        {
            _elsewhere.Add(account, there);
            if (_waiting.TryGetValue(account, out var waiting))
            {
                // Counted there first: whoever asks whether anything waits finds it here or there. What is left here has its last turn.
                var (count, bytes) = (waiting.Requests.Count, waiting.Bytes);
                _waiting[account] = new Waiting();
                there.TakeOver(account, waiting);
                _count -= count;
                _bytes -= bytes;
            }
        }
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
                if (_waiting[account].Requests.Count > 0)
                {
                    _order.Enqueue(account);
                    return true;
                }

                if (_waiting.Remove(account, out var empty) && _spare.Count < MostSpare)
                {
                    _spare.Push(empty);
                }
            }

            return false;
        }
    }

    /// <summary>How many lines the next request of an account brings; 0 where none waits.</summary>
    internal int LinesOfNext(AccountId account)
    {
        lock (_lock)
        {
            return _waiting.TryGetValue(account, out var waiting) && waiting.Requests.TryPeek(out var request) ? request.Lines : 0;
        }
    }

    internal bool TryTake(AccountId account, out AccountRequest? request)
    {
        lock (_lock)
        {
            request = null;
            if (!_waiting.TryGetValue(account, out var waiting) || !waiting.Requests.TryDequeue(out request))
            {
                return false;
            }

            _count--;
            _bytes -= request.Bytes;
            waiting.Bytes -= request.Bytes;
            return true;
        }
    }

    /// <summary>What was admitted elsewhere is not refused here: at most one account's share beyond the bound.</summary>
    private void TakeOver(AccountId account, Waiting waiting)
    {
        lock (_lock)
        {
            _waiting.Add(account, waiting);
            _order.Enqueue(account);
            _count += waiting.Requests.Count;
            _bytes += waiting.Bytes;
        }

        _bell.Ring();
    }

    private (Refusal Reason, string Message)? Admit(AccountRequest request, out AccountInbox? elsewhere)
    {
        elsewhere = null;
        var bytes = request.Bytes;
        if (bytes > _options.InboxShareBytes)
        {
            // It would not fit into an empty inbox either: coming again is of no use.
            return (Refusal.LimitReached, $"A request has at most {_options.InboxShareBytes} bytes of memory, and this one about {bytes}.");
        }

        lock (_lock)
        {
            if (_closed is not null)
            {
                return (_closedAs, _closed);
            }

            if (_elsewhere.TryGetValue(request.Account, out elsewhere))
            {
                return null;
            }

            if (_count >= _options.InboxCapacity)
            {
                return (Refusal.Busy, $"{_options.InboxCapacity} requests wait already; try again later.");
            }

            if (_bytes + bytes > _options.InboxBytes)
            {
                return (Refusal.Busy, $"Requests of {_bytes} bytes wait already, and {_options.InboxBytes} may; try again later.");
            }

            if (!_waiting.TryGetValue(request.Account, out var waiting))
            {
                _waiting.Add(request.Account, waiting = _spare.TryPop(out var spare) ? spare : new Waiting());
                _order.Enqueue(request.Account);
            }

            if (waiting.Requests.Count >= _options.InboxShare)
            {
                return (Refusal.Busy, $"{_options.InboxShare} requests of this account wait already; try again later.");
            }

            if (waiting.Bytes + bytes > _options.InboxShareBytes)
            {
                return (Refusal.Busy, $"Requests of this account of {waiting.Bytes} bytes wait already, and {_options.InboxShareBytes} may; try again later.");
            }

            waiting.Requests.Enqueue(request);
            waiting.Bytes += bytes;
            _count++;
            _bytes += bytes;
            return null;
        }
    }

    /// <summary>Of one account.</summary>
    private sealed class Waiting
    {
        public Queue<AccountRequest> Requests { get; } = new();

        public long Bytes { get; set; }
    }
}
