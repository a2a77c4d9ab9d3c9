using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Live.Audits;
using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.Live.Tests.Audits;

public sealed class JournalAuditTests
{
    /// <summary>What was paid is part of the amended amount and not of the figure that it rests on.</summary>
    [Fact]
    public void Audit_WhenACallWasAmendedAfterAPayment_FindsItsAmountAgain()
    {
        using var world = World.Open();
        var account = world.Account("main", 50_000m, 1m);
        world.Price(61_500m);
        world.Fed(account, World.FeedOf(account), new FeedFrame
        {
            Kind = FrameKind.Delta,
            Epoch = 1,
            Sequence = 1,
            SaidAt = world.Now,
            Facts = [Street.Balance(50_500m), new MovementFact("wire-1", Street.Usdc, new Quantity(500m), MovementDirection.Arrival)],
        });
        world.Price(60_900m);
        var records = world.Records(ReadScope.Decisions).Select(item => item.Record).ToList();
        var paid = Assert.Single(records.OfType<CallPaid>());
        var amended = records.OfType<CallAmended>().ToList();
        Assert.NotEmpty(amended);
        Assert.All(amended, call => Assert.Equal(paid.Counted + call.Evidence.Figures.CallAmount, call.Amount));

        var audit = new JournalAudit(world.Disk, []);

        Assert.True(audit.Run(CancellationToken.None), $"{audit.Alteration} {audit.Difference}");
        Assert.True(audit.Decisions > 3);
    }
}
