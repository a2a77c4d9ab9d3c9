using MultiVenueMargin.EndToEnd.Tests.Doors;
using MultiVenueMargin.Testing.Network;
using Xunit.Abstractions;

namespace MultiVenueMargin.EndToEnd.Tests.Faults;

/// <summary>Feeds under faults one after the other and side by side. Threads and sockets are real, so a seed is a schedule and no replay.</summary>
public sealed class FeedSchedulesTests(ServedStreet street, ITestOutputHelper output) : IClassFixture<ServedStreet>
{
    private const int Links = 5;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Patience.IsFull ? 7 : 3)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Positions_UnderADrawnScheduleOfFaults_AreInTheEndWhatTheAdapterSaid(int seed)
    {
        var schedule = LinkSchedule.Draw(seed, Patience.IsFull ? 30 : 12);
        output.WriteLine($"{schedule}");
        await new FeedRun(street, output).RunAsync($"schedule-{seed}", seed, schedule.RunAsync);
    }

    [Fact]
    public async Task Links_WhenCloggedOneByOneAndClearedInAnotherOrder_AllConvergeAndDisturbNobodyElse()
    {
        var random = new Random(7);
        await using var bystander = new Bystander(street);
        var (clog, clear) = (Signals(), Signals());
        var runs = Enumerable.Range(0, Links).Select(i => new FeedRun(street, output).RunAsync($"clog-{i}", i, async link =>
        {
            await clog[i].Task;
            link.Break(i % 2 == 0 ? LinkFault.StopBoth : LinkFault.LoseBoth);
            await clear[i].Task;
            link.Heal();
        })).ToList();
        foreach (var signals in (TaskCompletionSource[][])[clog, clear])
        {
            var order = Enumerable.Range(0, Links).ToArray();
            random.Shuffle(order);
            foreach (var next in order)
            {
                await Task.Delay(TimeSpan.FromSeconds(Patience.IsFull ? 1 : 0.1));
                signals[next].SetResult();
            }
        }

        await Task.WhenAll(runs);
        Assert.InRange(await bystander.EndAsync(), 1, int.MaxValue);
        output.WriteLine($"bystander: {bystander.Answers} answers, the slowest in {bystander.Slowest.TotalMilliseconds:F0} ms");
    }

    private static TaskCompletionSource[] Signals() =>
        [.. Enumerable.Range(0, Links).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
}
