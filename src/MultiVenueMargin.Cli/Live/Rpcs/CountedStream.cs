using Grpc.Core;

namespace MultiVenueMargin.Cli.Live.Rpcs;

/// <summary>A stream that counts its messages and tells, once, how it ended.</summary>
internal sealed class CountedStream<T>(IAsyncStreamReader<T> messages) : IAsyncStreamReader<T>
{
    private long _count;
    private bool _hasEnded;

    public required Action<Status, long> Ended { get; init; }

    public T Current => messages.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        try
        {
            if (await messages.MoveNext(cancellationToken))
            {
                _count++;
                return true;
            }

            End(Status.DefaultSuccess);
            return false;
        }
        catch (RpcException end)
        {
            End(end.Status);
            throw;
        }
        catch (OperationCanceledException)
        {
            End(Status.DefaultCancelled);
            throw;
        }
    }

    /// <summary>Whoever read it has seen enough.</summary>
    public void Leave() => End(Status.DefaultCancelled);

    private void End(Status status)
    {
        if (!Interlocked.Exchange(ref _hasEnded, true))
        {
            Ended(status, _count);
        }
    }
}
