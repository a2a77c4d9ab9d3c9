namespace MultiVenueMargin.Live.Pipeline;

/// <summary>
/// Messages between the loops of a process, in order. What is posted here was admitted elsewhere: by an inbox, or by the room
/// that a loop asked for before it decided; so it need not refuse. Safe to post to from any thread; one loop takes.
/// </summary>
internal sealed class Mailbox<T>(Bell bell)
{
    private readonly Lock _lock = new();
    private List<T> _arriving = [];
    private List<T> _taken = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _arriving.Count;
            }
        }
    }

    public void Post(T message)
    {
        lock (_lock)
        {
            _arriving.Add(message);
        }

        bell.Ring();
    }

    /// <summary>Everything that has arrived; valid until the next call.</summary>
    public IReadOnlyList<T> TakeAll()
    {
        _taken.Clear();
        lock (_lock)
        {
            (_arriving, _taken) = (_taken, _arriving);
        }

        return _taken;
    }
}
