using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.Risk.WhatIf;

namespace MultiVenueMargin.Risk.Tests.WhatIf;

/// <summary>
/// A desk with round figures, so that examples can be worked by hand: BTC at 100 000 USD, a daily volatility of 3 %, 1 000 BTC
/// traded a day, no spread, no funding, no haircut at A and 2 % at B.
/// </summary>
internal static class Desk
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Expiry = Now.AddDays(73);
    public static readonly LocationId A = new("A");
    public static readonly LocationId B = new("B");
    public static readonly PoolId Isolated = new("isolated");
    public static readonly Asset BtcCoin = new("BTC");
    public static readonly Asset Usdt = new("USDT");
    public static readonly RiskUnit Btc = new("BTC");

    public static readonly InstrumentId Perp = new("PERP");
    public static readonly InstrumentId PerpUsdt = new("PERP-USDT");
    public static readonly InstrumentId Inverse = new("INVERSE");
    public static readonly InstrumentId Future = new("FUTURE");
    public static readonly InstrumentId Call = new("CALL");
    public static readonly InstrumentId CoinCall = new("COIN-CALL");
    public static readonly InstrumentId Pair = new("BTC/USD");
    public static readonly InstrumentId Unmarked = new("UNMARKED");
    public static readonly InstrumentId UnmarkedPair = new("UNMARKED-PAIR");
    public static readonly InstrumentId Expired = new("EXPIRED");

    public static readonly RuleSet Rules = RuleSet.Default with
    {
        Locations = new Dictionary<LocationId, LocationTerms> { [A] = new(), [B] = new() { Haircut = 0.02m } },
    };

    public static readonly MarketSnapshot Market = new()
    {
        Version = new("desk-1"),
        AsOf = Now,
        Prices = new Dictionary<Asset, AssetMark>
        {
            [Asset.Usd] = new() { Mark = new(1m), AsOf = Now },
            [BtcCoin] = new() { Mark = new(100_000m), AsOf = Now },
            [Usdt] = new() { Mark = new(1m), AsOf = Now },
        },
        Instruments = new Instrument[]
        {
            new Perpetual(Perp, Btc, ContractStyle.Linear, Asset.Usd, 1m),
            new Perpetual(PerpUsdt, Btc, ContractStyle.Linear, Usdt, 1m),
            new Perpetual(Inverse, Btc, ContractStyle.Inverse, Asset.Usd, 100m),
            new DatedFuture(Future, Btc, ContractStyle.Linear, Asset.Usd, 1m, Expiry),
            new EuropeanOption(Call, Btc, ContractStyle.Linear, Asset.Usd, 0.1m, Expiry, OptionRight.Call, new(110_000m)),
            new EuropeanOption(CoinCall, Btc, ContractStyle.Inverse, Asset.Usd, 1m, Expiry, OptionRight.Call, new(110_000m)),
            new Spot(Pair, BtcCoin, Asset.Usd),
            new Perpetual(Unmarked, Btc, ContractStyle.Linear, Asset.Usd, 1m),
            new Spot(UnmarkedPair, BtcCoin, Asset.Usd),
            new DatedFuture(Expired, Btc, ContractStyle.Linear, Asset.Usd, 1m, Now),
        }.ToDictionary(instrument => instrument.Id),
        Marks = new Dictionary<InstrumentId, InstrumentMark>
        {
            [Perp] = Mark(100_000m),
            [PerpUsdt] = Mark(100_000m),
            [Inverse] = Mark(100_000m),
            [Future] = Mark(102_000m),
            [Call] = Mark(8_000m) with { ImpliedVolatility = 0.60, Forward = new(102_000m) },
            [CoinCall] = Mark(0.08m) with { ImpliedVolatility = 0.60, Forward = new(102_000m) },
            [Pair] = Mark(100_000m),
            [Unmarked] = new() { AsOf = Now },
            [Expired] = Mark(100_000m),
        },
        Units = new Dictionary<RiskUnit, UnitMarket> { [Btc] = new() { DailyVolatility = 0.03, AverageDailyVolume = new(1_000m) } },
    };

    /// <summary>1 000 000 USD at A.</summary>
    public static readonly Book Cash = BookOf(Line(A, Asset.Usd, 1_000_000m));

    public static Book BookOf(params CollateralLine[] lines) => new() { Account = new(new("fund"), "main"), Lines = lines };

    public static CollateralLine Line(LocationId location, Asset asset, decimal balance, PoolId? pool = null) => new()
    {
        Pool = pool ?? PoolId.Cross,
        Location = location,
        Asset = asset,
        Balance = new(balance),
        AsOf = Now,
    };

    public static Position Held(InstrumentId instrument, decimal quantity, decimal? entry = null, LocationId? venue = null) => new()
    {
        Venue = venue ?? A,
        Instrument = instrument,
        Quantity = new(quantity),
        AverageEntry = entry is { } price ? new Price(price) : null,
        AsOf = Now,
    };

    public static Trade Buy(InstrumentId instrument, decimal quantity, decimal? price = null, Money fee = default) =>
        new(PoolId.Cross, A, instrument, new(quantity), price is { } stated ? new Price(stated) : null, fee);

    public static Transfer Move(Asset asset, decimal amount, LocationId from, LocationId to) =>
        new(asset, new(amount), PoolId.Cross, from, PoolId.Cross, to);

    public static Proposal Do(params Trade[] trades) => new() { Trades = trades };

    public static Proposal Do(params Transfer[] transfers) => new() { Transfers = transfers };

    public static ProposedBook Draft(Book book, Proposal proposal) => ProposedBook.Of(book, new PricedMarket(Market, Rules), proposal);

    private static InstrumentMark Mark(decimal mark) =>
        new() { Mark = new(mark), AsOf = Now, HalfSpread = Rate.Zero, PredictedFunding = Rate.Zero };
}
