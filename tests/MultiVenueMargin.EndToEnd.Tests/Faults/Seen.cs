namespace MultiVenueMargin.EndToEnd.Tests.Faults;

/// <summary>What came out of a stream, in its order, until its token ended it.</summary>
internal sealed class Seen<T>
{
    private readonly Lock _lock = new();
    private readonly List<T> _messages = [];

    public Seen(IAsyncEnumerable<T> stream) => Ended = ReadAsync(stream);

    /// <summary>Fails where the stream did.</summary>
    public Task Ended { get; }

    public IReadOnlyList<T> Messages
    {
        get
        {
            // A stream that failed tells nothing more, and the test says why.
            if (Ended is { IsFaulted: true })
            {
                Ended.GetAwaiter().GetResult();
            }

            lock (_lock)
            {
                return [.. _messages];
            }
        }
    }

    private async Task ReadAsync(IAsyncEnumerable<T> stream)
    {
        try
        {
            await foreach (var message in stream)
            {
                lock (_lock)
                {
                    _messages.Add(message);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // As it was told.
        }
    }
}
