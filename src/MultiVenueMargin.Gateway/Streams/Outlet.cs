using Grpc.Core;
using MultiVenueMargin.Gateway.Answers;

namespace MultiVenueMargin.Gateway.Streams;

/// <summary>
/// What goes down one stream, message by message: nothing is held back for a reader but the one that is being written. A reader that does not take
/// it in time is cut, and told from where to go on.
/// </summary>
internal sealed class Outlet<T>(IServerStreamWriter<T> writer, ServerCallContext context, DoorOptions options)
{
    private long _wroteAt = options.Clock.GetTimestamp();

    /// <summary>Where the reader goes on: the last cursor that it was given.</summary>
    public string Cursor { get; set; } = "";

    /// <summary>Whether nothing was written for so long that the reader should hear of us.</summary>
    public bool IsQuiet => options.Clock.GetElapsedTime(_wroteAt) >= options.Limits.ProgressEvery;

    public CancellationToken Ended => context.CancellationToken;

    public async Task WriteAsync(T message, string cursor)
    {
        var within = options.Limits.WriteWithin;
        var write = writer.WriteAsync(message);
        if (!write.IsCompletedSuccessfully)
        {
            try
            {
                await write.WaitAsync(within, options.Clock, Ended).ConfigureAwait(false);
            }
            catch (TimeoutException) when (!write.IsCompleted)
            {
                // It ends with the call, and nobody is left to hear how.
                _ = write.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                DoorLog.SlowConsumer(options.Log, context.Method, within);
                throw RichStatus.SlowConsumer(Cursor, within);
            }
        }

        _wroteAt = options.Clock.GetTimestamp();
        Cursor = cursor.Length > 0 ? cursor : Cursor;
    }

    /// <summary>Waits for the bell until it is time for a sign of life; false: it is.</summary>
    public async Task<bool> WaitAsync(Func<CancellationToken, ValueTask> bell)
    {
        using var patience = new CancellationTokenSource(options.Limits.ProgressEvery, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, Ended);
        try
        {
            await bell(either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !Ended.IsCancellationRequested)
        {
            return false;
        }
    }
}
