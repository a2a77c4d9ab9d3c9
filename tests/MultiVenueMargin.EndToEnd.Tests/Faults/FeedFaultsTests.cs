using MultiVenueMargin.EndToEnd.Tests.Doors;
using MultiVenueMargin.Testing.Network;
using Xunit.Abstractions;

namespace MultiVenueMargin.EndToEnd.Tests.Faults;

/// <summary>A feed under each fault by itself.</summary>
public sealed class FeedFaultsTests(ServedStreet street, ITestOutputHelper output) : IClassFixture<ServedStreet>
{
    public static TheoryData<LinkFault> Faults => [.. Enum.GetValues<LinkFault>()];

    /// <summary>The long one is enough for a connection that is half open to be given up at one end or the other, and for the next one, too.</summary>
    private static TimeSpan Broken => TimeSpan.FromSeconds(Patience.IsFull ? 5 : 0.3);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task Positions_WhenTheirLinkBreaks_AreInTheEndWhatTheAdapterSaid(LinkFault fault) =>
        new FeedRun(street, output).RunAsync($"{fault}", (int)fault, async link =>
        {
            link.Break(fault, bytes: 700);
            await Task.Delay(Broken);
            link.Heal();
        });
}
