using System.Diagnostics;
using MultiVenueMargin.EndToEnd.Tests.Doors;
using MultiVenueMargin.Testing.Network;
using Xunit.Abstractions;

namespace MultiVenueMargin.EndToEnd.Tests.Faults;

/// <summary>An adapter that tells changes over a link that breaks, to the end: both sides agree, and how long that took is said.</summary>
internal sealed class FeedRun(ServedStreet street, ITestOutputHelper output)
{
    public async Task RunAsync(string name, int seed, Func<FaultyLink, Task> breakAsync)
    {
        var (account, feed) = await street.OpenAccountAsync(name);
        await using var link = new FaultyLink(street.Door.Address.Port);
        var interruptions = 0;
        await using var client = street.Client(link.Address, _ => Interlocked.Increment(ref interruptions));
        await using var feeds = client.ConnectFeeds();
        var adapter = new Adapter(account, feed, seed);
        await using var session = feeds.Open(account, feed, (_, _) => adapter.FetchAsync());
        await Patience.UntilAsync(() => session.AcknowledgedThrough >= 0, "the first snapshot is durable");

        using var stop = new CancellationTokenSource();
        var telling = adapter.TellAsync(session, street.Platform, stop.Token);
        await breakAsync(link);
        var healed = Stopwatch.GetTimestamp();
        await stop.CancelAsync();
        await telling;
        await adapter.AgreeAsync(session, street);

        output.WriteLine($"{name}: {adapter.Changes} changes, {link.Made} connections, {interruptions} interruptions, epoch {session.Epoch}; "
            + $"in step {Stopwatch.GetElapsedTime(healed).TotalMilliseconds:F0} ms after it healed");
        // What the server lacked was sent again: no break of a link costs a resync.
        Assert.Equal(1, session.Epoch);
        Assert.Empty(street.Errors.Lines);
    }
}
