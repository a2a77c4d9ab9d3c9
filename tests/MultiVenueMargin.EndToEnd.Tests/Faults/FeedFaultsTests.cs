using System.Diagnostics;
using MultiVenueMargin.EndToEnd.Tests.Doors;
using MultiVenueMargin.Testing.Network;
using Xunit.Abstractions;

namespace MultiVenueMargin.EndToEnd.Tests.Faults;

/// <summary>Feeds over links that break (reliability: half-open, partition, swizzle-clog). Threads and sockets are real, so a seed is a schedule and no replay.</summary>
public sealed class FeedFaultsTests(ServedStreet street, ITestOutputHelper output) : IClassFixture<ServedStreet>
{
    public static TheoryData<LinkFault> Faults => [.. Enum.GetValues<LinkFault>()];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Patience.IsFull ? 12 : 3)];

    /// <summary>Long enough for a connection that is half open to be given up at one end or the other, and for the next ones, too.</summary>
    private static TimeSpan Broken => TimeSpan.FromSeconds(Patience.IsFull ? 5 : 0.5);

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Positions_WhenTheirLinkBreaks_AreInTheEndWhatTheAdapterSaid(LinkFault fault) =>
        await RunAsync($"{fault}", (int)fault, async (link, token) =>
        {
            link.Break(fault, bytes: 700);
            await Task.Delay(Broken, token);
            link.Heal();
        });

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Positions_UnderADrawnScheduleOfFaults_AreInTheEndWhatTheAdapterSaid(int seed)
    {
        var schedule = LinkSchedule.Draw(seed, Patience.IsFull ? 30 : 12);
        output.WriteLine($"{schedule}");
        await RunAsync($"schedule-{seed}", seed, schedule.RunAsync);
    }

    [Fact]
    public async Task Links_WhenCloggedOneByOneAndClearedInAnotherOrder_AllConvergeAndDisturbNobodyElse()
    {
        const int Links = 5;
        var random = new Random(7);
        await using var bystander = new Bystander(street);
        var (clogged, cleared) = (new TaskCompletionSource[Links], new TaskCompletionSource[Links]);
        for (var i = 0; i < Links; i++)
        {
            (clogged[i], cleared[i]) = (new(), new());
        }

        var runs = Enumerable.Range(0, Links).Select(i => RunAsync($"clog-{i}", i, async (link, token) =>
        {
            await clogged[i].Task.WaitAsync(token);
            link.Break(i % 2 == 0 ? LinkFault.StopBoth : LinkFault.LoseBoth);
            await cleared[i].Task.WaitAsync(token);
            link.Heal();
        })).ToList();
        foreach (var order in (TaskCompletionSource[][])[clogged, cleared])
        {
            random.Shuffle(order);
            foreach (var next in order)
            {
                await Task.Delay(Broken / Links);
                next.SetResult();
            }
        }

        await Task.WhenAll(runs);
        output.WriteLine($"bystander: {bystander.Answers} answers, the slowest in {bystander.Slowest.TotalMilliseconds:F0} ms");
        Assert.True(await bystander.EndAsync() > 0);
    }

    private async Task RunAsync(string name, int seed, Func<FaultyLink, CancellationToken, Task> breakAsync)
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
        await breakAsync(link, CancellationToken.None);
        var healed = Stopwatch.GetTimestamp();
        await stop.CancelAsync();
        await telling;
        await adapter.AgreeAsync(session, street);

        output.WriteLine($"{name}: {adapter.Changes} changes, {link.Made} connections, {interruptions} interruptions, epoch {session.Epoch}; "
            + $"in step {Stopwatch.GetElapsedTime(healed).TotalMilliseconds:F0} ms after it healed");
        Assert.Empty(street.Errors.Lines);
    }
}
