using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Live.Markets;

/// <summary>Quotes that wait for the publishers, bounded; what is beyond is refused at once. Safe to post to from any thread.</summary>
public sealed class MarketInbox
{
    private readonly Lock _lock = new();
    private readonly Queue<MarketRequest> _waiting = new();
    private readonly LiveOptions _options;
    private readonly LiveMeter _meter;
    private readonly Bell _bell;

    // Closed until the market is read.
    private string? _closed = "It is starting: the market is being read from the journal.";
    private Refusal _closedAs = Refusal.Busy;

    internal MarketInbox(LiveOptions options, LiveMeter meter, Bell bell) => (_options, _meter, _bell) = (options, meter, bell);

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

    public void Post(MarketRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_lock)
        {
            if (_closed is null && _waiting.Count < _options.MarketInboxCapacity)
            {
                _waiting.Enqueue(request);
                _bell.Ring();
                return;
            }
        }

        _meter.Refused();
        request.Reply.Refuse(_closedAs, _closed ?? $"{_options.MarketInboxCapacity} market batches wait already; try again later.");
    }

    internal void Close(Refusal reason, string? why)
    {
        lock (_lock)
        {
            (_closedAs, _closed) = (reason, why);
        }
    }

    internal bool TryTake(out MarketRequest? request)
    {
        lock (_lock)
        {
            return _waiting.TryDequeue(out request);
        }
    }
}
