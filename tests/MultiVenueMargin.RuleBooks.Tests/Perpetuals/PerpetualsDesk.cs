using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.RuleBooks.Tests.Perpetuals;

/// <summary>Round figures to work by hand: BTC at 100 000, ETH at 4 000, SOL at 200 USD; two venues, linear, inverse, dated and an option.</summary>
internal static class PerpetualsDesk
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    public static readonly LocationId A = new("A");
    public static readonly LocationId B = new("B");

    public static readonly Asset Btc = new("BTC");
    public static readonly Asset Eth = new("ETH");
    public static readonly Asset Sol = new("SOL");
    public static readonly Asset Usdt = new("USDT");
    public static readonly Asset Usdc = new("USDC");
    public static readonly Asset Unpriced = new("NOPRICE");

    public static readonly InstrumentId BtcUsdt = new("BTCUSDT");
    public static readonly InstrumentId BtcUsdc = new("BTCUSDC");
    public static readonly InstrumentId EthUsdt = new("ETHUSDT");
    public static readonly InstrumentId EthUsdc = new("ETHUSDC");
    public static readonly InstrumentId SolUsdt = new("SOLUSDT");
    public static readonly InstrumentId SolUsdc = new("SOLUSDC");
    public static readonly InstrumentId Inverse = new("BTCUSD");

    /// <summary>In 73 days, a fifth of a year.</summary>
    public static readonly InstrumentId Future = new("BTCUSDT-MAY");

    /// <summary>The right to buy a tenth of a BTC at 110 000 USDT, marked at 8 000 USDT per BTC.</summary>
    public static readonly InstrumentId Call = new("BTC-CALL");

    private static readonly DateTimeOffset Expiry = Now.AddDays(73);

    public static MarketSnapshot Market { get; } = MarketAt(100_000m, 4_000m);

    public static MarketSnapshot MarketAt(decimal btc, decimal eth) => new()
    {
        Version = new("desk-1"),
        AsOf = Now,
        Prices = new Dictionary<Asset, AssetMark> { [Btc] = Of(btc), [Eth] = Of(eth), [Sol] = Of(200m), [Usdt] = Of(1m), [Usdc] = Of(1m) },
        Instruments = new Instrument[]
        {
            new Perpetual(BtcUsdt, new("BTC"), ContractStyle.Linear, Usdt, 1m),
            new Perpetual(BtcUsdc, new("BTC"), ContractStyle.Linear, Usdc, 1m),
            new Perpetual(EthUsdt, new("ETH"), ContractStyle.Linear, Usdt, 1m),
            new Perpetual(EthUsdc, new("ETH"), ContractStyle.Linear, Usdc, 1m),
            new Perpetual(SolUsdt, new("SOL"), ContractStyle.Linear, Usdt, 1m),
            new Perpetual(SolUsdc, new("SOL"), ContractStyle.Linear, Usdc, 1m),
            new Perpetual(Inverse, new("BTC"), ContractStyle.Inverse, Asset.Usd, 100m),
            new DatedFuture(Future, new("BTC"), ContractStyle.Linear, Usdt, 1m, Expiry),
            new EuropeanOption(Call, new("BTC"), ContractStyle.Linear, Usdt, 0.1m, Expiry, OptionRight.Call, new(110_000m)),
        }.ToDictionary(instrument => instrument.Id),
        Marks = new Dictionary<InstrumentId, InstrumentMark>
        {
            [BtcUsdt] = Mark(btc),
            [BtcUsdc] = Mark(btc),
            [EthUsdt] = Mark(eth),
            [EthUsdc] = Mark(eth),
            [SolUsdt] = Mark(200m),
            [SolUsdc] = Mark(200m),
            [Inverse] = Mark(btc),
            [Future] = Mark(btc + 2_000m),
            [Call] = Mark(8_000m) with { ImpliedVolatility = 0.60, Forward = new(102_000m) },
        },
        Units = new Dictionary<RiskUnit, UnitMarket>(),
    };

    public static CollateralLine Own(Asset asset, decimal amount, LocationId? at = null) =>
        new() { Location = at ?? A, Asset = asset, Balance = new(amount), AsOf = Now };

    public static CollateralLine Owe(Asset asset, decimal amount) => Own(asset, amount) with { IsLoan = true };

    public static Position Hold(InstrumentId instrument, decimal quantity, decimal? entry = null, LocationId? at = null) => new()
    {
        Venue = at ?? A,
        Instrument = instrument,
        Quantity = new(quantity),
        AverageEntry = entry is { } price ? new Price(price) : null,
        AsOf = Now,
    };

    public static RestingOrder Rest(InstrumentId instrument, OrderSide side, decimal quantity, decimal limit) =>
        new() { Venue = A, Instrument = instrument, Side = side, Quantity = new(quantity), Limit = new(limit) };

    public static ModelBook BookOf(
        IReadOnlyList<CollateralLine>? lines = null, IReadOnlyList<Position>? positions = null, IReadOnlyList<RestingOrder>? orders = null, MarketSnapshot? market = null) =>
        ModelBook.Of(
            new Book { Account = new(new("fund"), "main"), Lines = lines ?? [], Positions = positions ?? [], Orders = orders ?? [] },
            PoolId.Cross,
            new PricedMarket(market ?? Market, RuleSet.Default));

    /// <summary>Maintenance of the component of that name and subject.</summary>
    public static decimal Maintenance(ModelReport report, string name, string of) => Component(report, name, of).Maintenance.Amount;

    public static decimal Initial(ModelReport report, string name, string of) => Component(report, name, of).Initial.Amount;

    private static ModelComponent Component(ModelReport report, string name, string of) =>
        Assert.Single(report.Components, component => component.Name == name && component.Of == of);

    private static AssetMark Of(decimal price) => new() { Mark = new(price), AsOf = Now };

    private static InstrumentMark Mark(decimal price) => new() { Mark = new(price), AsOf = Now };
}
