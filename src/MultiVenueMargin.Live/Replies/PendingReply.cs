using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;

namespace MultiVenueMargin.Live.Replies;

/// <summary>An answer that somebody awaits. Whoever awaits goes on elsewhere, never on the loop's thread.</summary>
public sealed class PendingReply<T> : IReply<T>
{
    private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<Refusal, string, T>? _refused;

    /// <param name="refused">How a refusal is written as an answer; absent: it is thrown as <see cref="RefusedException"/>.</param>
    public PendingReply(Func<Refusal, string, T>? refused = null) => _refused = refused;

    public Task<T> Task => _source.Task;

    public void Give(T answer) => _source.TrySetResult(answer);

    public void Refuse(Refusal reason, string message)
    {
        if (_refused is null)
        {
            _source.TrySetException(new RefusedException(reason, message));
        }
        else
        {
            _source.TrySetResult(_refused(reason, message));
        }
    }
}
