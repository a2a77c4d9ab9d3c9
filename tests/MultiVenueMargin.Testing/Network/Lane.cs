namespace MultiVenueMargin.Testing.Network;

/// <summary>One direction of a link, as all its connections find it at this moment. Thread-safe.</summary>
internal sealed class Lane
{
    private readonly Lock _lock = new();
    private LaneState _state = LaneState.Sound;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How it is, and what is done when it is no longer so.</summary>
    public (LaneState State, Task Changed) Now
    {
        get
        {
            lock (_lock)
            {
                return (_state, _changed.Task);
            }
        }
    }

    public void Become(LaneState state)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            // Another object even when it is alike: counting begins anew.
            _state = state with { };
            (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.SetResult();
    }
}
