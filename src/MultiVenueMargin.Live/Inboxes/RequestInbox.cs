using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Live.Inboxes;

/// <summary>
/// What waits for the core loop, bounded in number and bytes; what is beyond is refused at once, and so is everything before the journal is read. Safe to
/// post to from any thread.
/// </summary>
public sealed class RequestInbox<TRequest>
    where TRequest : class, IRefusable
{
    private readonly Lock _lock = new();
    private readonly Queue<TRequest> _waiting = new();
    private readonly int _capacity;
    private readonly long _mostBytes;
    private readonly string _what;
    private readonly LiveMeter _meter;
    private readonly Bell _bell;
    private string? _closed;
    private Refusal _closedAs = Refusal.Busy;
    private long _bytes;

    /// <param name="what">What waits here, in the plural: it stands in refusals.</param>
    internal RequestInbox(int capacity, long mostBytes, string what, LiveMeter meter, Bell bell)
    {
        (_capacity, _mostBytes, _what, _meter, _bell) = (capacity, mostBytes, what, meter, bell);
        _closed = $"It is starting: {what} are taken when the journal has been read.";
    }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    public void Post(TRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Refusal reason;
        string message;
        lock (_lock)
        {
            // One that is larger than all may be is taken when nothing else waits: nobody could ever send it otherwise.
            if (_closed is null && _waiting.Count < _capacity && (_bytes + request.Bytes <= _mostBytes || _waiting.Count == 0))
            {
                _waiting.Enqueue(request);
                _bytes += request.Bytes;
                _bell.Ring();
                return;
            }

            (reason, message) = _closed is { } closed
                ? (_closedAs, closed)
                : (Refusal.Busy, $"{_waiting.Count} {_what} of {_bytes} bytes wait already, and {_capacity} of {_mostBytes} bytes may; try again later.");
        }

        _meter.Refused();
        request.Refuse(reason, message);
    }

    /// <summary>From now on everything is refused with this; null takes requests in again.</summary>
    internal void Close(Refusal reason, string? why)
    {
        lock (_lock)
        {
            (_closedAs, _closed) = (reason, why);
        }
    }

    internal bool TryTake(out TRequest? request)
    {
        lock (_lock)
        {
            if (!_waiting.TryDequeue(out request))
            {
                return false;
            }

            _bytes -= request.Bytes;
            return true;
        }
    }
}
