using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Live.Registers;

/// <summary>What waits for the registers, bounded; what is beyond is refused at once. Safe to post to from any thread.</summary>
public sealed class RegisterInbox
{
    private readonly Lock _lock = new();
    private readonly Queue<RegisterRequest> _waiting = new();
    private readonly LiveOptions _options;
    private readonly LiveMeter _meter;
    private readonly Bell _bell;

    // Closed until the registers are read.
    private string? _closed = "It is starting: registers are being read from the journal.";
    private Refusal _closedAs = Refusal.Busy;

    internal RegisterInbox(LiveOptions options, LiveMeter meter, Bell bell) => (_options, _meter, _bell) = (options, meter, bell);

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

    public void Post(RegisterRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_lock)
        {
            if (_closed is null && _waiting.Count < _options.RegisterInboxCapacity)
            {
                _waiting.Enqueue(request);
                _bell.Ring();
                return;
            }
        }

        _meter.Refused();
        request.Reply.Refuse(_closedAs, _closed ?? $"{_options.RegisterInboxCapacity} register commands wait already; try again later.");
    }

    internal void Close(Refusal reason, string? why)
    {
        lock (_lock)
        {
            (_closedAs, _closed) = (reason, why);
        }
    }

    internal bool TryTake(out RegisterRequest? request)
    {
        lock (_lock)
        {
            return _waiting.TryDequeue(out request);
        }
    }
}
