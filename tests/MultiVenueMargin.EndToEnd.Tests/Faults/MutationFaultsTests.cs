using MultiVenueMargin.EndToEnd.Tests.Doors;
using MultiVenueMargin.Testing.Network;
using Xunit.Abstractions;

namespace MultiVenueMargin.EndToEnd.Tests.Faults;

/// <summary>Mutations whose connection breaks while they are asked for or answered: one effect, and the answer is the first one's.</summary>
public sealed class MutationFaultsTests(ServedStreet street, ITestOutputHelper output) : IClassFixture<ServedStreet>
{
    public static IEnumerable<object[]> LostAnswers =>
        from fault in (LinkFault[])[LinkFault.StopDown, LinkFault.LoseDown, LinkFault.ResetInAnswer]
        from kind in Enumerable.Range(0, Mutation.Kinds)
        select new object[] { fault, kind };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(201, Patience.IsFull ? 8 : 3)];

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task Mutation_WhenItIsDoneAndItsAnswerLost_IsAnsweredAsTheFirstTimeAndDoneOnce(LinkFault fault, int kind)
    {
        var mutation = await Mutation.OnAsync(street, $"{fault}-{kind}", kind);
        await using var link = new FaultyLink(street.Door.Address.Port);
        var interruptions = 0;
        await using var client = street.Client(link.Address, _ => Interlocked.Increment(ref interruptions));

        link.Break(fault);
        var asked = mutation.AskAsync(client);
        await mutation.IsDoneAsync();
        Assert.False(asked.IsCompleted, "The answer came over a link that carries none.");
        link.Heal();

        await mutation.WasDoneOnceAsync(await asked.Come());
        output.WriteLine($"{interruptions} interruptions, {link.Made} connections");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Mutations_UnderADrawnScheduleOfFaults_AreDoneOnceEach(int seed)
    {
        var schedule = LinkSchedule.Draw(seed, Patience.IsFull ? 30 : 10);
        output.WriteLine($"{schedule}");
        await using var link = new FaultyLink(street.Door.Address.Port);
        var interruptions = 0;
        await using var client = street.Client(link.Address, _ => Interlocked.Increment(ref interruptions));

        var breaking = schedule.RunAsync(link);
        var done = 0;
        do
        {
            var mutation = await Mutation.OnAsync(street, $"{seed}-{done}", done % Mutation.Kinds);
            await mutation.WasDoneOnceAsync(await mutation.AskAsync(client).Come());
            done++;
        }
        while (!breaking.IsCompleted);
        await breaking;
        output.WriteLine($"{done} mutations, {interruptions} interruptions, {link.Made} connections");
        Assert.InRange(interruptions, 1, int.MaxValue);
    }
}
