using Grpc.Core;

namespace MultiVenueMargin.Gateway.Tests.Doors;

/// <summary>How long a test waits for what has to come. It decides nothing but how long a broken build takes to fail.</summary>
internal static class Patience
{
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    /// <summary>The next message; the test fails where the stream ends.</summary>
    public static async Task<T> NextAsync<T>(this IAsyncStreamReader<T> stream)
    {
        using var patience = new CancellationTokenSource(Long);
        Assert.True(await stream.MoveNext(patience.Token), "The stream has ended.");
        return stream.Current;
    }

    /// <summary>The next message that is wanted.</summary>
    public static async Task<T> NextAsync<T>(this IAsyncStreamReader<T> stream, Func<T, bool> wanted)
    {
        while (true)
        {
            var message = await stream.NextAsync();
            if (wanted(message))
            {
                return message;
            }
        }
    }

    /// <summary>Everything up to the end.</summary>
    public static async Task<List<T>> AllAsync<T>(this IAsyncStreamReader<T> stream)
    {
        using var patience = new CancellationTokenSource(Long);
        List<T> all = [];
        while (await stream.MoveNext(patience.Token))
        {
            all.Add(stream.Current);
        }

        return all;
    }
}
