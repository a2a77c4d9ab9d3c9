using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Deficits;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.Live.Tests.Accounts;

/// <summary>What an account wants of the fund reaches it once, whenever the process ends in between.</summary>
public sealed class LetterTests
{
    [Fact]
    public void Deficit_WhenItCrashesAtAnyStep_IsPaidOnceAndSettled()
    {
        for (var step = 1; step <= 45; step += 2)
        {
            using var world = World.Open();
            world.Done(new ContributeToFund(Street.Firm, new Usd(1_000m)) { Request = world.NextRequest(), By = Street.Alice });
            var account = world.Account("main", 50_000m, 1m);
            var debt = new FeedFrame
            {
                Kind = FrameKind.Delta,
                Epoch = 1,
                Sequence = 1,
                SaidAt = world.Now,
                Facts = [Street.Position(0m), Street.Balance(-5_000m)],
            };

            world.Feed(account, World.FeedOf(account), debt);
            for (var round = 0; round < step; round++)
            {
                world.Round();
            }

            world.Restart();
            world.Fed(account, World.FeedOf(account), debt);
            world.Pass(TimeSpan.FromSeconds(45));

            var records = world.Records(ReadScope.All).Select(item => item.Record).ToList();
            Assert.Equal(new Usd(1_000m), Assert.Single(records.OfType<DrawReserved>()).Granted);
            Assert.Single(records.OfType<DrawConfirmed>());
            Assert.Single(records.OfType<FundDrawGranted>());
            Assert.Equal(new Usd(1_000m), Assert.Single(records.OfType<DeficitSettled>()).Drawn);
            Assert.True(Assert.Single(world.View(account).Deficits).IsSettled);
        }
    }
}
