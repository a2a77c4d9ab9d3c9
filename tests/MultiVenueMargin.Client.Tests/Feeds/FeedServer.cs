using System.Collections.Concurrent;
using Grpc.Core;
using MultiVenueMargin.Client.Tests.Door;

namespace MultiVenueMargin.Client.Tests.Feeds;

/// <summary>A feed service over models of its feeds, which outlive its connections. What it does with each message is for the test to say.</summary>
internal sealed class FeedServer
{
    private readonly ConcurrentDictionary<string, ModelFeed> _feeds = new();
    private int _connections;

    public int Connections => _connections;

    /// <summary>Instead of an answer: null answers as the model does.</summary>
    public Func<V1.ConnectRequest, ModelFeed, ServerCallContext, Task<V1.ConnectResponse?>>? Instead { get; set; }

    public Script Script => new() { Connect = ConnectAsync };

    public ModelFeed Feed(string name = "DERIBIT:main") => _feeds.GetOrAdd(name, _ => new ModelFeed());

    /// <summary>Looks at a feed while the server may be working on it.</summary>
    public T Look<T>(Func<ModelFeed, T> at, string name = "DERIBIT:main")
    {
        var feed = Feed(name);
        lock (feed)
        {
            return at(feed);
        }
    }

    public V1.ConnectResponse Take(V1.ConnectRequest request) => Look(feed => feed.Take(request), request.Feed);

    private async Task ConnectAsync(IAsyncStreamReader<V1.ConnectRequest> requests, IServerStreamWriter<V1.ConnectResponse> responses, ServerCallContext context)
    {
        Interlocked.Increment(ref _connections);
        await foreach (var request in requests.ReadAllAsync(context.CancellationToken))
        {
            var answer = Instead is null ? null : await Instead(request, Feed(request.Feed), context);
            await responses.WriteAsync(answer ?? Take(request));
        }
    }
}
