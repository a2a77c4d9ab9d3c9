using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;

namespace MultiVenueMargin.Live.Replies;

/// <summary>
/// An answer that somebody awaits. Whoever awaits goes on elsewhere, never on the loop's thread. When the process fails it is refused at once,
/// wherever the request is by then: no loop need be alive for that, and none is relied on.
/// </summary>
public sealed class PendingReply<T> : IReply<T>
{
    private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<Refusal, string, T>? _refused;

    private readonly NodeFailure _failure;
    private readonly CancellationTokenRegistration _registration;

    /// <param name="failure">Of the process that is asked.</param>
    /// <param name="refused">How a refusal is written as an answer; absent: it is thrown as <see cref="RefusedException"/>.</param>
    public PendingReply(NodeFailure failure, Func<Refusal, string, T>? refused = null)
    {
        ArgumentNullException.ThrowIfNull(failure);
        (_failure, _refused) = (failure, refused);
        _registration = failure.Token.UnsafeRegister(static state => ((PendingReply<T>)state!).RefuseAsFailed(), this);
    }

    public Task<T> Task => _source.Task;

    public void Give(T answer)
    {
        _registration.Unregister();
        _source.TrySetResult(answer);
    }

    public void Refuse(Refusal reason, string message)
    {
        _registration.Unregister();
        if (_refused is null)
        {
            _source.TrySetException(new RefusedException(reason, message));
        }
        else
        {
            _source.TrySetResult(_refused(reason, message));
        }
    }

    private void RefuseAsFailed() => Refuse(Refusal.NotDurable, _failure.Why!);
}
