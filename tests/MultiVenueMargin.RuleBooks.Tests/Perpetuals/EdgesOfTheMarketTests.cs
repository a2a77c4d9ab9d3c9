using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using static MultiVenueMargin.RuleBooks.Tests.Perpetuals.PerpetualsDesk;

namespace MultiVenueMargin.RuleBooks.Tests.Perpetuals;

/// <summary>Contracts that have ended, quote currencies that are not worth a dollar, premiums in coin.</summary>
public sealed class EdgesOfTheMarketTests
{
    private static readonly InstrumentId EndedCall = new("ENDED-CALL");
    private static readonly InstrumentId EndedFuture = new("ENDED-FUTURE");
    private static readonly InstrumentId CoinCall = new("COIN-CALL");

    /// <summary>Delivered at 120 000 the call pays 10 000 per BTC: ten tenths of it are owed, and no more can be lost.</summary>
    [Fact]
    public void BybitUta_WhenAShortOptionWasDelivered_OwesWhatItPays()
    {
        var report = Evaluate("bybit-uta", Ended(120_000m), [Own(Usdt, 50_000m)], Hold(EndedCall, -10m));

        Assert.Equal((10_000m, 10_000m), (Maintenance(report, "option", "ENDED-CALL"), Initial(report, "option", "ENDED-CALL")));
    }

    /// <summary>Until the delivery price is there it is margined as before: 3 % of 100 000, its worth of nothing, 0.2 %.</summary>
    [Fact]
    public void BybitUta_WhenAShortOptionEndedButIsNotDelivered_IsMarginedByRule() =>
        Assert.Equal(3_200m, Evaluate("bybit-uta", Ended(null), [Own(Usdt, 50_000m)], Hold(EndedCall, -10m)).Maintenance.Amount);

    [Theory]
    [InlineData("binance-um")]
    [InlineData("binance-pm")]
    [InlineData("bybit-uta")]
    [InlineData("bybit-pm")]
    public void AnyModel_WhenAFutureWasDelivered_CountsItsProfitAndAsksNothing(string name)
    {
        var report = Evaluate(name, Ended(120_000m), [Own(Usdt, 50_000m)], Hold(EndedFuture, 1m, 110_000m));

        Assert.Equal((60_000m, 0m, 0m), (report.Equity.Amount, report.Maintenance.Amount, report.Initial.Amount));
    }

    /// <summary>USDT at 0.98: a mark of 100 000 USDT is 98 000 USD, and so is the bid's loss of 1 000 USDT, 980.</summary>
    [Fact]
    public void Notional_WhenTheQuoteIsBelowADollar_IsInUsd()
    {
        var market = Market with { Prices = Market.Prices.ToDictionary(entry => entry.Key, entry => entry.Key == Usdt ? new AssetMark { Mark = new(0.98m), AsOf = Now } : entry.Value) };
        var book = BookOf([Own(Usdc, 10_000m)], [Hold(BtcUsdt, 1m)], [Rest(BtcUsdt, OrderSide.Bid, 1m, 101_000m)], market);

        var report = ModelCatalogue.Shipped.Find("binance-pm")!.Evaluate(book);

        Assert.Equal((490m, 980m), (Maintenance(report, "position", "BTCUSDT"), Initial(report, "position", "BTCUSDT")));
        Assert.Equal(9_020m, report.Equity.Amount);
    }

    /// <summary>Sold for 0.09 BTC, 9 000 USD, marked at 0.08: the entry is the larger, as 9 000 USDT of a linear one at 0.98 is not.</summary>
    [Theory]
    [InlineData("COIN-CALL", -1, 0.09, 1, 19_000)]
    [InlineData("BTC-CALL", -10, 9_000, 1, 19_000)]
    [InlineData("BTC-CALL", -10, 9_000, 0.98, 18_820)]
    public void BybitUta_WhenAPremiumIsInAnotherCurrency_ReadsItsEntryInUsd(string option, decimal quantity, decimal entry, decimal usdt, decimal initial)
    {
        var market = Market with
        {
            Prices = Market.Prices.ToDictionary(each => each.Key, each => each.Key == Usdt ? new AssetMark { Mark = new(usdt), AsOf = Now } : each.Value),
            Instruments = Market.Instruments.Append(new(CoinCall, new EuropeanOption(
                CoinCall, new("BTC"), ContractStyle.Inverse, Asset.Usd, 1m, Now.AddDays(73), OptionRight.Call, new(110_000m)))).ToDictionary(),
            Marks = Market.Marks.Append(new(CoinCall, new() { Mark = new(0.08m), ImpliedVolatility = 0.6, Forward = new(102_000m), AsOf = Now })).ToDictionary(),
        };

        // At 0.98 the strike is 107 800 USD, 7 800 out of the money, which leaves the least of 10 000; the entry is 8 820.
        Assert.Equal(initial, Evaluate("bybit-uta", market, [Own(Usdc, 50_000m)], Hold(new(option), quantity, entry)).Initial.Amount);
    }

    /// <summary>Linear in USDT against inverse in USD: hedged across currencies, 10 000 at 0.5 %.</summary>
    [Fact]
    public void BybitPm_WhenInverseHedgesLinear_ChargesTheStablecoinSpread() =>
        Assert.Equal(50m, Maintenance(Evaluate("bybit-pm", Market, [Own(Usdt, 1m)], Hold(BtcUsdt, 0.1m), Hold(Inverse, -100m)), "stablecoin spread", "BTC"));

    [Fact]
    public void BybitPm_WhenInverseHedgesDollars_ChargesNone()
    {
        var id = new InstrumentId("BTC-USD-LINEAR");
        var market = Market with
        {
            Instruments = Market.Instruments.Append(new(id, new Perpetual(id, new("BTC"), ContractStyle.Linear, Asset.Usd, 1m))).ToDictionary(),
            Marks = Market.Marks.Append(new(id, new() { Mark = new(100_000m), AsOf = Now })).ToDictionary(),
        };

        Assert.DoesNotContain(
            Evaluate("bybit-pm", market, [Own(Usdt, 1m)], Hold(id, 0.1m), Hold(Inverse, -100m)).Components, component => component.Name == "stablecoin spread");
    }

    private static ModelReport Evaluate(string name, MarketSnapshot market, CollateralLine[] lines, params Position[] positions) =>
        ModelCatalogue.Shipped.Find(name)!.Evaluate(BookOf(lines, positions, market: market));

    private static MarketSnapshot Ended(decimal? delivery) => Market with
    {
        Instruments = Market.Instruments
            .Append(new(EndedCall, new EuropeanOption(EndedCall, new("BTC"), ContractStyle.Linear, Usdt, 0.1m, Now, OptionRight.Call, new(110_000m))))
            .Append(new(EndedFuture, new DatedFuture(EndedFuture, new("BTC"), ContractStyle.Linear, Usdt, 1m, Now)))
            .ToDictionary(),
        Marks = Market.Marks
            .Append(new(EndedCall, new() { Mark = new(0m), ImpliedVolatility = 0.6, Forward = new(100_000m), Delivery = PriceOf(delivery), AsOf = Now }))
            .Append(new(EndedFuture, new() { Mark = new(100_000m), Delivery = PriceOf(delivery), AsOf = Now }))
            .ToDictionary(),
    };

    private static Price? PriceOf(decimal? price) => price is { } known ? new Price(known) : null;
}
