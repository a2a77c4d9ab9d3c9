using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Liquidation;
using static MultiVenueMargin.Host.Demo.DemoListing;

namespace MultiVenueMargin.Host.Demo;

/// <summary>Who lives on the demo street: two institutions, six desks, some careful and some not.</summary>
internal static class DemoDesks
{
    public static readonly InstitutionId North = new("NORTH");
    public static readonly InstitutionId South = new("SOUTH");

    /// <summary>Short terms, so that a call can be met or run out while somebody watches.</summary>
    public static readonly AccountPolicy Policy = new()
    {
        Calls = new CallPolicy { Grace = TimeSpan.FromMinutes(2) },
        Liquidation = new LiquidationTerms
        {
            Approval = Approval.Automatic,
            SettleWithin = TimeSpan.FromSeconds(10),
            Venues = new[] { Deribit, Binance, Hyperliquid }.ToDictionary(
                venue => venue,
                _ => new VenueCapability
                {
                    Default = new TradingTerms { Lot = new Quantity(0.01m), TakerFee = new Rate(0.0005m) },
                    Instruments = new[] { BtcInverse, BtcFuture }.ToDictionary(
                        inverse => inverse,
                        _ => new TradingTerms { Lot = new Quantity(1m), TakerFee = new Rate(0.0005m) }),
                }),
        },
    };

    public static RuleSet Rules { get; } = RuleSet.Default with
    {
        Version = new RuleVersion("demo-1"),
        Locations = new[] { Deribit, Binance, Hyperliquid, Custody }.ToDictionary(
            location => location,
            location => new LocationTerms
            {
                Haircut = location == Custody ? 0m : location == Hyperliquid ? 0.02m : 0.01m,
                Grace = TimeSpan.FromMinutes(30),
            }),
    };

    /// <summary>Everybody, with the collateral they begin with and no position yet.</summary>
    public static IReadOnlyList<DemoDesk> Opened(decimal bitcoin) =>
    [
        // Long the future, short the perpetual, at two venues.
        Desk(
            new AccountId(North, "basis"),
            paysCalls: true,
            [(Deribit, Bitcoin.NativeCoin, 7m), (Binance, Usdt, 220_000m)],
            [(BtcFuture, Contracts(12m, bitcoin)), (BtcUsdt, -12m)]),
        // A short strangle with a hedge, margined in coin and dollars.
        Desk(
            new AccountId(North, "vol"),
            paysCalls: true,
            [(Deribit, Usdc, 420_000m), (Hyperliquid, Usdc, 120_000m), (Custody, Bitcoin.NativeCoin, 5m)],
            [(BtcCall, -20m), (BtcPut, -20m), (EthPut, -150m), (BtcHyper, 1m)]),
        // Long and leveraged: called in every crash, and pays.
        Desk(
            new AccountId(North, "momentum"),
            paysCalls: true,
            [(Hyperliquid, Usdc, 355_000m)],
            [(BtcHyper, 10m), (EthHyper, 20m)]),
        // Owns coins and has sold some of them forward.
        Desk(
            new AccountId(South, "treasury"),
            paysCalls: true,
            [(Deribit, Bitcoin.NativeCoin, 4m), (Deribit, Usdc, 60_000m), (Custody, Ether.NativeCoin, 150m)],
            [(BtcInverse, -Contracts(5m, bitcoin)), (EthFuture, -120m)]),
        // Too much leverage, and nobody who answers: it is liquidated.
        Desk(
            new AccountId(South, "alpha"),
            paysCalls: false,
            [(Binance, Usdt, 300_000m)],
            [(EthUsdt, 300m)]),
        // A little of everything, everywhere.
        Desk(
            new AccountId(South, "maker"),
            paysCalls: true,
            [(Deribit, Bitcoin.NativeCoin, 1m), (Binance, Usdt, 60_000m), (Hyperliquid, Usdc, 60_000m)],
            [(BtcInverse, Contracts(2m, bitcoin)), (BtcUsdt, -3m), (EthUsdt, 50m), (EthHyper, -60m)]),
    ];

    /// <summary>Inverse contracts of ten dollars that make so many coins.</summary>
    private static decimal Contracts(decimal coins, decimal price) => decimal.Floor(coins * price / 10m);

    private static DemoDesk Desk(
        AccountId account,
        bool paysCalls,
        IReadOnlyList<(LocationId Location, Asset Asset, decimal Balance)> collateral,
        IReadOnlyList<(InstrumentId Instrument, decimal Quantity)> wanted)
    {
        var venues = collateral.Select(line => line.Location).Distinct()
            .Select(location => new DemoVenueAccount(new VenueAccountId(location, $"{account.Institution}-{account.Name}".ToLowerInvariant())))
            .ToList();
        foreach (var (location, asset, balance) in collateral)
        {
            venues.First(venue => venue.Feed.Location == location).Hold(asset, balance);
        }

        return new DemoDesk
        {
            Account = account,
            Venues = venues,
            Wanted = wanted.ToDictionary(each => each.Instrument, each => each.Quantity),
            PaysCalls = paysCalls,
        };
    }
}
