using Grpc.Core;

namespace MultiVenueMargin.Grpc.Server;

/// <summary>The requests of a call as they come. While the handler does not ask for the next, the client's window stays shut.</summary>
internal sealed class RequestStream<T>(ServerCall call, Marshaller<T> marshaller) : IAsyncStreamReader<T>
    where T : class
{
    private T? _current;
    private int _reading;

    public T Current => _current ?? throw new InvalidOperationException("There is no message: MoveNext has not returned true.");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _reading, 1) != 0)
        {
            throw new InvalidOperationException("A read is under way; await it before the next.");
        }

        try
        {
            _current = null;
            _current = await call.ReadAsync(marshaller, cancellationToken).ConfigureAwait(false);
            return _current is not null;
        }
        finally
        {
            Volatile.Write(ref _reading, 0);
        }
    }
}
