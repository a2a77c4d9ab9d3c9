namespace Grpc.Core;

/// <summary>Sends messages, one at a time: await each write before the next. A write waits while the other side does not read.</summary>
public interface IAsyncStreamWriter<in T>
{
    WriteOptions? WriteOptions { get; set; }

    Task WriteAsync(T message);

    Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            throw new NotSupportedException("This writer does not take a cancellation token for a single write.");
        }

        return WriteAsync(message);
    }
}
