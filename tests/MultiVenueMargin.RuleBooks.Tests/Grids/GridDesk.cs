using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.Risk.RuleBooks.Books;

namespace MultiVenueMargin.RuleBooks.Tests.Grids;

/// <summary>A market with round figures: BTC at 100 000 USD, ETH at 2 000, dollars at one, a dated future and options a fifth of a year away.</summary>
internal static class GridDesk
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>T = 0.2.</summary>
    public static readonly DateTimeOffset Expiry = Now.AddDays(73);

    public static readonly LocationId Venue = new("A");
    public static readonly Asset BtcCoin = new("BTC");
    public static readonly Asset EthCoin = new("ETH");
    public static readonly Asset Usdt = new("USDT");
    public static readonly Asset Usdc = new("USDC");
    public static readonly RiskUnit Btc = new("BTC");
    public static readonly RiskUnit Eth = new("ETH");

    public static readonly Dictionary<Asset, decimal> Prices = new() { [BtcCoin] = 100_000m, [EthCoin] = 2_000m, [Usdt] = 1m, [Usdc] = 1m, [new("DOGE")] = 0.5m };

    /// <summary>What is listed, with its mark.</summary>
    public static readonly Dictionary<Instrument, InstrumentMark> Listed = new()
    {
        [new Perpetual(new("BTC-INVERSE"), Btc, ContractStyle.Inverse, Asset.Usd, 10m)] = Mark(100_000m),
        [new Perpetual(new("BTC-USDC"), Btc, ContractStyle.Linear, Usdc, 1m)] = Mark(100_000m) with { PredictedFunding = new Rate(0.0001m) },
        [new Perpetual(new("BTC-USDT"), Btc, ContractStyle.Linear, Usdt, 1m)] = Mark(100_000m) with { PredictedFunding = Rate.Zero },
        [new DatedFuture(new("BTC-DATED"), Btc, ContractStyle.Linear, Usdc, 1m, Expiry)] = Mark(102_000m),
        [new DatedFuture(new("BTC-INVERSE-DATED"), Btc, ContractStyle.Inverse, Asset.Usd, 10m, Expiry)] = Mark(100_000m),
        [new EuropeanOption(new("BTC-CALL"), Btc, ContractStyle.Linear, Usdc, 1m, Expiry, OptionRight.Call, new(110_000m))] = Option(),
        [new EuropeanOption(new("BTC-FAR-CALL"), Btc, ContractStyle.Linear, Usdc, 1m, Expiry, OptionRight.Call, new(250_000m))] = Option(),
        [new EuropeanOption(new("BTC-COIN-CALL"), Btc, ContractStyle.Inverse, Asset.Usd, 1m, Expiry, OptionRight.Call, new(120_000m))] = Option() with { Mark = new Price(0.05m) },
        [new EuropeanOption(new("BTC-COIN-PUT"), Btc, ContractStyle.Inverse, Asset.Usd, 1m, Expiry, OptionRight.Put, new(120_000m))] = Option() with { Mark = new Price(0.25m) },
        [new EuropeanOption(new("BTC-OLD-CALL"), Btc, ContractStyle.Linear, Usdc, 1m, Now, OptionRight.Call, new(90_000m))] = new() { AsOf = Now, Delivery = new Price(100_000m) },
        [new EuropeanOption(new("BTC-LAST-CALL"), Btc, ContractStyle.Linear, Usdc, 1m, Now, OptionRight.Call, new(90_000m))] = new() { AsOf = Now },
        [new Perpetual(new("ETH-INVERSE"), Eth, ContractStyle.Inverse, Asset.Usd, 1m)] = Mark(2_000m),
        [new Perpetual(new("DOGE-USDT"), new("DOGE"), ContractStyle.Linear, Usdt, 1m)] = Mark(0.5m),
    };

    public static MarketSnapshot Market { get; } = MarketOf(Prices, Listed);

    public static MarketSnapshot MarketOf(Dictionary<Asset, decimal> prices, Dictionary<Instrument, InstrumentMark> listed) => new()
    {
        Version = new("grid-1"),
        AsOf = Now,
        Prices = prices.ToDictionary(price => price.Key, price => new AssetMark { Mark = new(price.Value), AsOf = Now }),
        Instruments = listed.Keys.ToDictionary(instrument => instrument.Id),
        Marks = listed.ToDictionary(instrument => instrument.Key.Id, instrument => instrument.Value),
        Units = new Dictionary<RiskUnit, UnitMarket>(),
    };

    public static CollateralLine Line(string asset, decimal balance) =>
        new() { Location = Venue, Asset = new(asset), Balance = new(balance), AsOf = Now };

    public static Position Held(string instrument, decimal quantity, decimal? entry = null) => new()
    {
        Venue = Venue,
        Instrument = new(instrument),
        Quantity = new(quantity),
        AverageEntry = entry is { } price ? new Price(price) : null,
        AsOf = Now,
    };

    public static ModelBook BookOf(params object[] entries) => BookOf(Market, entries);

    public static ModelBook BookOf(MarketSnapshot market, params object[] entries) => ModelBook.Of(
        new Book
        {
            Account = new(new("fund"), "main"),
            Lines = [.. entries.OfType<CollateralLine>()],
            Positions = [.. entries.OfType<Position>()],
            Orders = [.. entries.OfType<RestingOrder>()],
        },
        PoolId.Cross,
        new PricedMarket(market, RuleSet.Default));

    public static ModelReport Evaluate(string model, params object[] entries) => ModelCatalogue.Shipped.Find(model)!.Evaluate(BookOf(entries));

    public static ModelComponent Component(this ModelReport report, string name) => report.Components.Single(component => component.Name == name);

    public static InstrumentMark Mark(decimal mark) => new() { Mark = new(mark), AsOf = Now };

    /// <summary>Sixty per cent, and a forward on the index.</summary>
    private static InstrumentMark Option() => new() { AsOf = Now, ImpliedVolatility = 0.6, Forward = new Price(100_000m) };
}
