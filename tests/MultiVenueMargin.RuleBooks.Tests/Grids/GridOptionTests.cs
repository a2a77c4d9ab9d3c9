using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.RuleBooks.Tests.Grids;

/// <summary>What options share under the rules of Deribit, OKX and Paradex.</summary>
public sealed class GridOptionTests
{
    private static readonly Asset Half = new("HALF");

    public static TheoryData<string> Models => new("deribit-pm", "deribit-sm", "okx-mcm", "okx-pm", "paradex");

    /// <summary>The same contracts quoted in a dollar worth half of one, at twice the price, ask the same.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Contracts_WhenQuotedInHalfDollars_AskTheSame(string model)
    {
        var (whole, half) = (InitialOf(model, GridDesk.Usdc, 1m), InitialOf(model, Half, 2m));

        Assert.True(whole > 0m);
        Assert.Equal((double)whole, (double)half, 1e-7);
    }

    /// <summary>
    /// Half a day before the end a volatility moves as it does a day before: (30/1)^0.3 and not (30/0.5)^0.3. Half hedged, so that
    /// what volatility takes decides and not a far move.
    /// </summary>
    [Theory]
    [InlineData("deribit-pm", "worst case", 4, 0.5)]
    [InlineData("okx-pm", "MR1 spot shock", 3, 0.5)]
    [InlineData("paradex", "scan", 4, 0.4)]
    public void ShortOption_WhenInItsLastDay_IsShockedAsOnTheDayBefore(string model, string part, int moves, double up)
    {
        const double Years = 0.5 / 365;
        var listed = new Dictionary<Instrument, InstrumentMark>
        {
            [new EuropeanOption(new("LAST"), GridDesk.Btc, ContractStyle.Linear, GridDesk.Usdc, 1m, GridDesk.Now.AddDays(0.5), OptionRight.Call, new(100_000m))] =
                new() { AsOf = GridDesk.Now, ImpliedVolatility = 5, Forward = new Price(100_000m) },
            [new Perpetual(new("PERP"), GridDesk.Btc, ContractStyle.Linear, GridDesk.Usdc, 1m)] = GridDesk.Mark(100_000m),
        };
        var book = GridDesk.BookOf(GridDesk.MarketOf(GridDesk.Prices, listed), GridDesk.Held("LAST", -1m), GridDesk.Held("PERP", 0.5m));
        var component = ModelCatalogue.Shipped.Find(model)!.Evaluate(book).Component(part);
        var shocked = 5 * (1 + (up * Math.Pow(30.0, 0.3)));
        double Loss(double move) =>
            BlackByHand.Call(100_000 * (1 + move), 100_000, shocked, Years) - BlackByHand.Call(100_000, 100_000, 5, Years) - (50_000 * move);
        var worst = Enumerable.Range(-moves, (2 * moves) + 1).Max(step => Loss(0.04 * step));

        Assert.Equal(worst, (double)(model == "okx-pm" ? component.Maintenance : component.Initial).Amount, 1e-6 * worst);
    }

    private static decimal InitialOf(string model, Asset quote, decimal per)
    {
        var prices = new Dictionary<Asset, decimal>(GridDesk.Prices) { [Half] = 0.5m };
        var listed = new Dictionary<Instrument, InstrumentMark>
        {
            [new Perpetual(new("PERP"), GridDesk.Btc, ContractStyle.Linear, quote, 1m)] = GridDesk.Mark(100_000m * per) with { PredictedFunding = Rate.Zero },
            [new EuropeanOption(new("PUT"), GridDesk.Btc, ContractStyle.Linear, quote, 1m, GridDesk.Expiry, OptionRight.Put, new(90_000m * per))] =
                GridDesk.Mark(5_000m * per) with { ImpliedVolatility = 0.6, Forward = new Price(101_000m * per) },
        };
        var book = GridDesk.BookOf(GridDesk.MarketOf(prices, listed), GridDesk.Held("PERP", 3m), GridDesk.Held("PUT", -2m), GridDesk.Line("BTC", 9m));
        return ModelCatalogue.Shipped.Find(model)!.Evaluate(book).Initial.Amount;
    }
}
