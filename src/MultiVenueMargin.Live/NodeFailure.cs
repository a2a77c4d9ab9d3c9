using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;

namespace MultiVenueMargin.Live;

/// <summary>
/// Whether a process has failed: once, and for good. A loop that threw has a bug, and what it holds can no longer be vouched for, so nothing is
/// acknowledged after it; whoever awaits an answer is refused at once, wherever the request was. Safe from any thread.
/// </summary>
public sealed class NodeFailure : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly TaskCompletionSource<string> _happened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Reason? _reason;

    public NodeFailure() => Token = _source.Token;

    /// <summary>What happened, in words; absent while nothing has.</summary>
    public string? Why => Volatile.Read(ref _reason)?.Why;

    /// <summary>What was thrown; absent where nothing was.</summary>
    public Exception? Cause => Volatile.Read(ref _reason)?.Cause;

    /// <summary>Ends when it happens, with <see cref="Why"/>.</summary>
    public Task<string> Happened => _happened.Task;

    /// <summary>Cancelled when it happens: for waits that would never end.</summary>
    public CancellationToken Token { get; }

    internal bool HasHappened => Volatile.Read(ref _reason) is not null;

    /// <summary>Throws <see cref="RefusedException"/> once it has happened.</summary>
    public void ThrowIfHappened()
    {
        if (Why is { } why)
        {
            throw new RefusedException(Refusal.NotDurable, why);
        }
    }

    public void Dispose() => _source.Dispose();

    /// <summary>The first reason counts; a later one follows from it.</summary>
    internal void Happen(string why, Exception? cause)
    {
        if (Interlocked.CompareExchange(ref _reason, new Reason(why, cause), null) is null)
        {
            _source.Cancel();
            _happened.SetResult(why);
        }
    }

    private sealed record Reason(string Why, Exception? Cause);
}
