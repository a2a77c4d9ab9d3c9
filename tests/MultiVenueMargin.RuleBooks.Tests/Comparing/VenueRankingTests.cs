using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.RuleBooks.Comparing;
using MultiVenueMargin.RuleBooks.Tests.Perpetuals;

namespace MultiVenueMargin.RuleBooks.Tests.Comparing;

/// <summary>Long 10 BTC at A, short 10 at B: flat as a whole, and two naked positions where they lie.</summary>
public sealed class VenueRankingTests
{
    [Fact]
    public void Layout_AsItLies_LosesTheNettingThatTheWholeHas()
    {
        var book = Desk.Of(
            Rules("hyperliquid", "dydx"),
            null,
            Desk.Held(PerpetualsDesk.BtcUsdc, 10m),
            Desk.Held(PerpetualsDesk.BtcUsdc, -10m, venue: PerpetualsDesk.B),
            Desk.Has(PerpetualsDesk.Usdc, 400_000m),
            Desk.Has(PerpetualsDesk.Usdc, 400_000m, PerpetualsDesk.B));

        var splits = VenueRanking.Of(book, ModelCatalogue.Shipped);

        var lies = splits.Single(split => split.Name == "as it lies");
        Assert.Equal(["A hyperliquid", "B dydx"], lies.Parts.Select(part => $"{part.Name} {part.Model}"));
        Assert.Equal(lies.Maintenance, lies.Parts[0].Maintenance + lies.Parts[1].Maintenance);
        Assert.All(lies.Parts, part => Assert.True(part.Maintenance > Usd.Zero));
        Assert.Equal(lies.Maintenance - lies.HouseMaintenance, lies.Trapped);

        // In one place, the two legs are one flat position and nothing is asked.
        Assert.Equal(Usd.Zero, splits.Single(split => split.Name == "all under hyperliquid").Maintenance);
        Assert.True(lies.Maintenance > Usd.Zero);
    }

    [Fact]
    public void Layouts_WhenRanked_HaveWhatCoversAllFirstAndTheCheapestOfItAtTheTop()
    {
        var book = Desk.Of(Desk.Held(PerpetualsDesk.BtcUsdt, 3m), Desk.Held(PerpetualsDesk.EthUsdt, -20m), Desk.Held(PerpetualsDesk.Call, -5m), Desk.Has(PerpetualsDesk.Usdt, 900_000m));

        var splits = VenueRanking.Of(book, ModelCatalogue.Shipped);

        var covering = splits.TakeWhile(split => split.CoversAll).ToList();
        Assert.NotEmpty(covering);
        Assert.Equal(covering.Select(split => split.Maintenance), covering.Select(split => split.Maintenance).Order());
        Assert.All(splits.Skip(covering.Count), split => Assert.False(split.CoversAll));
        Assert.False(splits.Single(split => split.Name == "all under hyperliquid").CoversAll); // It lists no options.
        var cheapest = splits.Single(split => split.Name == "each underlying where it costs least");
        Assert.Equal(["BTC", "ETH"], cheapest.Parts.Select(part => part.Name));
        Assert.DoesNotContain(splits, split => split.Parts.Any(part => part.Model.Code is "var" or "span" or "aave"));
    }

    private static RuleSet Rules(string atA, string atB) => RuleSet.Default with
    {
        Locations = new Dictionary<LocationId, LocationTerms>
        {
            [PerpetualsDesk.A] = new() { Model = new ModelName(atA) },
            [PerpetualsDesk.B] = new() { Model = new ModelName(atB) },
        },
    };
}
