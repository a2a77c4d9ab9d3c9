namespace MultiVenueMargin.Live;

/// <summary>
/// Wakes the one thread that advances a loop. Ringing is cheap while the loop is awake; a loop that nobody waits for, as in a
/// simulation, never touches the operating system. Safe from any thread.
/// </summary>
public sealed class Bell : IDisposable
{
    private readonly AutoResetEvent _event = new(initialState: false);
    private int _isRung;

    public void Ring()
    {
        if (Interlocked.Exchange(ref _isRung, 1) == 0)
        {
            _event.Set();
        }
    }

    /// <summary>Returns when it was rung since the last wait, or the time is over. Whoever waits looks at everything afterwards.</summary>
    public void Wait(TimeSpan atMost)
    {
        _event.WaitOne(atMost);
        Interlocked.Exchange(ref _isRung, 0);
    }

    public void Dispose() => _event.Dispose();
}
