namespace MultiVenueMargin.Testing.Network;

/// <summary>Faults one after the other, with a little calm between some of them. The same seed draws the same ones.</summary>
public sealed class LinkSchedule
{
    private readonly IReadOnlyList<Step> _steps;

    private LinkSchedule(int seed, IReadOnlyList<Step> steps) => (Seed, _steps) = (seed, steps);

    public int Seed { get; }

    public static LinkSchedule Draw(int seed, int faults)
    {
        var random = new Random(seed);
        var kinds = Enum.GetValues<LinkFault>();
        return new LinkSchedule(seed, [.. Enumerable.Range(0, faults).Select(_ => new Step(
            kinds[random.Next(kinds.Length)],
            TimeSpan.FromMilliseconds(random.Next(20, 400)),
            random.Next(3) == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(random.Next(1, 200)),
            random.Next(1, 2_000)))]);
    }

    /// <summary>Lets it all happen; the link is sound at the end.</summary>
    public async Task RunAsync(FaultyLink link)
    {
        foreach (var step in _steps)
        {
            link.Break(step.Fault, step.Bytes);
            await Task.Delay(step.For);
            if (step.Calm > TimeSpan.Zero)
            {
                link.Heal();
                await Task.Delay(step.Calm);
            }
        }

        link.Heal();
    }

    public override string ToString() =>
        $"seed {Seed}: {string.Join(", ", _steps.Select(step => $"{step.Fault}({step.Bytes}) {step.For.TotalMilliseconds} ms, calm {step.Calm.TotalMilliseconds} ms"))}";

    private sealed record Step(LinkFault Fault, TimeSpan For, TimeSpan Calm, int Bytes);
}
