using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Risk.Liquidation;

namespace MultiVenueMargin.Live.Tests.Accounts;

/// <summary>How far sources agree reaches the accounts with the market that it is about.</summary>
public sealed class DoubtfulPricesTests
{
    // 50 000 dollars and a loss of 40 200: 9 800 of equity, over 0.16 × 59 800 of MM and a little more.
    private const decimal Low = 59_800m;

    private static readonly LiquidationTerms Terms = new()
    {
        Venues = new Dictionary<LocationId, VenueCapability>
        {
            [Street.Deribit] = new() { Default = new TradingTerms { Lot = new Quantity(0.001m), TakerFee = new Rate(0.0005m) } },
        },
    };

    [Fact]
    public void Liquidation_WhileOneSourceAloneQuotes_WaitsForTheOthers()
    {
        using var world = World.Open(bitcoin: Low, sources: 1);
        var account = world.Account("main", 50_000m, 1m, new AccountPolicy { Liquidation = Terms });
        world.Price(Low);

        Assert.Contains(Street.Btc, world.Node.Board.Doubtful);
        Assert.True(world.View(account).Pools[0].State >= MarginState.Liquidating);
        Assert.Empty(world.View(account).Liquidations);
        Assert.Single(world.View(account).Calls);
        Assert.Contains(
            "the price of BTC, on which cross rests, is not confirmed by its sources: nothing is liquidated there while it is not",
            world.Margin(account).Notices);

        world.SourcesQuoting = 3;
        for (var second = 0; second < 15; second++)
        {
            world.Price(Low);
        }

        Assert.Empty(world.Node.Board.Doubtful);
        Assert.NotEmpty(Assert.Single(world.View(account).Liquidations).Legs);
        Assert.DoesNotContain(world.Margin(account).Notices, notice => notice.Contains("not confirmed", StringComparison.Ordinal));
    }

    [Fact]
    public void Liquidation_WhereThePolicyTakesOneSource_DoesNotWait()
    {
        using var world = World.Open(bitcoin: Low, sources: 1);
        var account = world.Account("main", 50_000m, 1m, new AccountPolicy { Liquidation = Terms with { NeedsConfirmedPrices = false } });
        world.Price(Low);

        Assert.NotEmpty(Assert.Single(world.View(account).Liquidations).Legs);
    }

    [Fact]
    public void Doubt_AfterACrash_IsTheSame()
    {
        using var world = World.Open(bitcoin: Low, sources: 1);
        var before = world.Node.Board.Doubtful;
        Assert.NotEmpty(before);

        world.Restart();

        Assert.Equal(before.Order(), world.Node.Board.Doubtful.Order());
    }
}
