namespace MultiVenueMargin.Gateway;

/// <summary>The calls that run, and whether the door is closing: then no further one begins. Safe from any thread.</summary>
internal sealed class RunningCalls
{
    private readonly TaskCompletionSource _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isClosing;
    private int _running;

    public bool IsClosing => _isClosing;

    /// <summary>Ends when the door begins to close.</summary>
    public Task Closing => _closing.Task;

    /// <summary>False: the door is closing, and the call is not to begin. Else it is counted until <see cref="End"/>.</summary>
    public bool TryBegin()
    {
        // Counted first, so that a call either is waited for or sees that the door is closing.
        Interlocked.Increment(ref _running);
        if (!_isClosing)
        {
            return true;
        }

        End();
        return false;
    }

    public void End()
    {
        if (Interlocked.Decrement(ref _running) == 0 && _isClosing)
        {
            _ended.TrySetResult();
        }
    }

    /// <summary>From now on no call begins. The task ends when none runs any more.</summary>
    public Task Close()
    {
        _isClosing = true;
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _running) == 0)
        {
            _ended.TrySetResult();
        }

        _closing.TrySetResult();
        return _ended.Task;
    }
}
