using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Host.Demo;

/// <summary>What the demo street trades: ten contracts on two coins at three venues. Dated ones expire a quarter after the street was first opened.</summary>
internal static class DemoListing
{
    public static readonly LocationId Deribit = new("DERIBIT");
    public static readonly LocationId Binance = new("BINANCE");
    public static readonly LocationId Hyperliquid = new("HYPERLIQUID");
    public static readonly LocationId Custody = new("CUSTODY");

    public static readonly Asset Usd = new("USD");
    public static readonly Asset Usdc = new("USDC");
    public static readonly Asset Usdt = new("USDT");
    public static readonly RiskUnit Bitcoin = new("BTC");
    public static readonly RiskUnit Ether = new("ETH");

    public static readonly InstrumentId BtcInverse = new("BTC-PERPETUAL");
    public static readonly InstrumentId BtcFuture = new("BTC-QUARTER");
    public static readonly InstrumentId BtcCall = new("BTC-QUARTER-110000-C");
    public static readonly InstrumentId BtcPut = new("BTC-QUARTER-80000-P");
    public static readonly InstrumentId EthPut = new("ETH-QUARTER-2600-P");
    public static readonly InstrumentId EthFuture = new("ETH-QUARTER");
    public static readonly InstrumentId BtcUsdt = new("BTCUSDT");
    public static readonly InstrumentId EthUsdt = new("ETHUSDT");
    public static readonly InstrumentId BtcHyper = new("HL:BTC");
    public static readonly InstrumentId EthHyper = new("HL:ETH");

    public static IReadOnlyList<Instrument> Opened(DateTimeOffset now)
    {
        var expiry = new DateTimeOffset(now.UtcDateTime.Date.AddDays(91), TimeSpan.Zero).AddHours(8);
        return
        [
            new Perpetual(BtcInverse, Bitcoin, ContractStyle.Inverse, Usd, 10m),
            new DatedFuture(BtcFuture, Bitcoin, ContractStyle.Inverse, Usd, 10m, expiry),
            new EuropeanOption(BtcCall, Bitcoin, ContractStyle.Linear, Usdc, 1m, expiry, OptionRight.Call, new Price(110_000m)),
            new EuropeanOption(BtcPut, Bitcoin, ContractStyle.Linear, Usdc, 1m, expiry, OptionRight.Put, new Price(80_000m)),
            new EuropeanOption(EthPut, Ether, ContractStyle.Linear, Usdc, 1m, expiry, OptionRight.Put, new Price(2_600m)),
            new DatedFuture(EthFuture, Ether, ContractStyle.Linear, Usdc, 1m, expiry),
            new Perpetual(BtcUsdt, Bitcoin, ContractStyle.Linear, Usdt, 1m),
            new Perpetual(EthUsdt, Ether, ContractStyle.Linear, Usdt, 1m),
            new Perpetual(BtcHyper, Bitcoin, ContractStyle.Linear, Usdc, 1m),
            new Perpetual(EthHyper, Ether, ContractStyle.Linear, Usdc, 1m),
        ];
    }

    public static LocationId VenueOf(InstrumentId instrument) => instrument switch
    {
        _ when instrument == BtcUsdt || instrument == EthUsdt => Binance,
        _ when instrument == BtcHyper || instrument == EthHyper => Hyperliquid,
        _ => Deribit,
    };
}
