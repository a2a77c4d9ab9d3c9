using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.Risk.RuleBooks.Books;

namespace MultiVenueMargin.RuleBooks.Tests.Clearing;

/// <summary>
/// Round figures, so that books can be worked by hand: BTC at 100 000 and ETH at 4 000 USD, futures at the index, and options of
/// next to no volatility on a forward of 100 000, so that each is worth what it is in the money.
/// </summary>
internal static class ClearingDesk
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    public static readonly LocationId Venue = new("A");
    public static readonly Asset Btc = new("BTC");
    public static readonly Asset Eth = new("ETH");
    public static readonly Asset Usdc = new("USDC");
    public static readonly Asset Unpriced = new("NEW");

    /// <summary>One BTC, without end.</summary>
    public const string Perp = "BTC-PERP";

    /// <summary>One BTC in 20 days.</summary>
    public const string NearFuture = "BTC-NEAR";

    /// <summary>One BTC in 60 days.</summary>
    public const string FarFuture = "BTC-FAR";

    /// <summary>100 USD of BTC, paid in coin.</summary>
    public const string Inverse = "BTC-INVERSE";

    /// <summary>One ETH, without end.</summary>
    public const string EthPerp = "ETH-PERP";

    /// <summary>A call at 90 000 on one BTC, paid in coin.</summary>
    public const string CoinCall = "BTC-COIN-CALL";

    /// <summary>A put at 120 000 that expired yesterday, at 100 000.</summary>
    public const string Delivered = "BTC-DELIVERED";

    /// <summary>A call at 90 000 that expired yesterday; nobody says yet at what.</summary>
    public const string Expired = "BTC-EXPIRED";

    /// <summary>Nobody listed it.</summary>
    public const string Unknown = "NOBODY-KNOWS";

    private static readonly RiskUnit BtcUnit = new("BTC");

    private static readonly Instrument[] Futures =
    [
        new Perpetual(new(Perp), BtcUnit, ContractStyle.Linear, Asset.Usd, 1m),
        new DatedFuture(new(NearFuture), BtcUnit, ContractStyle.Linear, Asset.Usd, 1m, Now.AddDays(20)),
        new DatedFuture(new(FarFuture), BtcUnit, ContractStyle.Linear, Asset.Usd, 1m, Now.AddDays(60)),
        new Perpetual(new(Inverse), BtcUnit, ContractStyle.Inverse, Asset.Usd, 100m),
        new Perpetual(new(EthPerp), new("ETH"), ContractStyle.Linear, Asset.Usd, 1m),
    ];

    private static readonly EuropeanOption[] Options =
    [
        .. from right in new[] { OptionRight.Call, OptionRight.Put }
           from strike in new[] { 80_000m, 90_000m, 100_000m, 110_000m, 120_000m }
           from days in new[] { 20, 60 }
           select new EuropeanOption(
               new(NameOf(right, strike, days)), BtcUnit, ContractStyle.Linear, Asset.Usd, 1m, Now.AddDays(days), right, new(strike)),
        new(new(CoinCall), BtcUnit, ContractStyle.Inverse, Asset.Usd, 1m, Now.AddDays(60), OptionRight.Call, new(90_000m)),
        new(new(Delivered), BtcUnit, ContractStyle.Linear, Asset.Usd, 1m, Now.AddDays(-1), OptionRight.Put, new(120_000m)),
        new(new(Expired), BtcUnit, ContractStyle.Linear, Asset.Usd, 1m, Now.AddDays(-1), OptionRight.Call, new(90_000m)),
    ];

    /// <summary>Every instrument, by name.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Futures.Concat(Options).Select(instrument => instrument.Id.Code), Unknown];

    /// <summary>The name of an option on one BTC.</summary>
    public static string Call(decimal strike, int days = 20) => NameOf(OptionRight.Call, strike, days);

    /// <inheritdoc cref="Call"/>
    public static string Put(decimal strike, int days = 20) => NameOf(OptionRight.Put, strike, days);

    public static ModelBook Book(IEnumerable<(string Instrument, decimal Quantity)> positions, params (Asset Asset, decimal Balance)[] balances) =>
        Book(positions, 0.0001, balances);

    public static ModelBook Book(IEnumerable<(string Instrument, decimal Quantity)> positions, double volatility, params (Asset Asset, decimal Balance)[] balances) =>
        ModelBook.Of(
            new Book
            {
                Account = new(new("fund"), "main"),
                Positions = [.. positions.Select(held => new Position { Venue = Venue, Instrument = new(held.Instrument), Quantity = new(held.Quantity), AsOf = Now })],
                Lines = [.. balances.Select(balance => new CollateralLine { Location = Venue, Asset = balance.Asset, Balance = new(balance.Balance), AsOf = Now })],
            },
            PoolId.Cross,
            new PricedMarket(Market(volatility), RuleSet.Default));

    public static ModelBook Empty => Book([]);

    public static IMarginModel Model(string name) => ModelCatalogue.Shipped.Find(name)!;

    private static MarketSnapshot Market(double volatility) => new()
    {
        Version = new("desk-1"),
        AsOf = Now,
        Prices = new Dictionary<Asset, AssetMark> { [Asset.Usd] = Priced(1m), [Usdc] = Priced(1m), [Btc] = Priced(100_000m), [Eth] = Priced(4_000m) },
        Instruments = Futures.Concat(Options).ToDictionary(instrument => instrument.Id),
        Marks = Futures
            .Select(future => (future.Id, Mark: new InstrumentMark { Mark = new(future.Id.Code == EthPerp ? 4_000m : 100_000m), AsOf = Now }))
            .Concat(Options.Select(option => (option.Id, Mark: new InstrumentMark
            {
                ImpliedVolatility = volatility,
                Forward = new(100_000m),
                Delivery = option.Id.Code == Delivered ? new Price(100_000m) : null,
                AsOf = Now,
            })))
            .ToDictionary(marked => marked.Id, marked => marked.Mark),
        Units = new Dictionary<RiskUnit, UnitMarket>(),
    };

    private static string NameOf(OptionRight right, decimal strike, int days) => $"BTC-{days}D-{strike:0}-{(right == OptionRight.Call ? "C" : "P")}";

    private static AssetMark Priced(decimal mark) => new() { Mark = new(mark), AsOf = Now };
}
