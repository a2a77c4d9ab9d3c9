using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Transfers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Liquidation;

namespace MultiVenueMargin.Simulation.Actors;

/// <summary>Who and what there is in every run.</summary>
internal static class Street
{
    public static readonly InstitutionId Firm = new("ACME");
    public static readonly Asset Usdc = new("USDC");
    public static readonly Asset Btc = new("BTC");
    public static readonly Asset Eth = new("ETH");
    public static readonly PrincipalId Alice = new("alice@house");
    public static readonly PrincipalId Bob = new("bob@house");
    public static readonly PrincipalId Client = new("desk@acme");
    public static readonly PrincipalId Executor = new("executor-1");
    public static readonly LocationId[] Venues = [new("DERIBIT"), new("BINANCE"), new("BYBIT"), new("OKX")];
    public static readonly LocationId[] Sources = [new("SOURCE-A"), new("SOURCE-B"), new("SOURCE-C")];

    public static readonly Perpetual BtcPerpetual = new(new("BTC-USDC-PERP"), new("BTC"), ContractStyle.Linear, Usdc, 1m);
    public static readonly Perpetual EthPerpetual = new(new("ETH-USDC-PERP"), new("ETH"), ContractStyle.Linear, Usdc, 1m);

    /// <summary>In coins, of every unit.</summary>
    public const decimal DailyVolume = 500_000m;

    public const double DailyVolatility = 0.03;

    /// <summary>A contract of 100 USD, settled in BTC.</summary>
    public static readonly Perpetual InversePerpetual = new(new("BTC-USD-PERP"), new("BTC"), ContractStyle.Inverse, Asset.Usd, 100m);

    public static readonly Perpetual[] Perpetuals = [BtcPerpetual, EthPerpetual, InversePerpetual];

    public static Perpetual PerpetualOf(InstrumentId id) => Array.Find(Perpetuals, each => each.Id == id) ?? throw new ArgumentException($"{id} is not traded here.", nameof(id));

    public static RuleSet Rules { get; } = RuleSet.Default with
    {
        Version = new RuleVersion("house-1"),
        Locations = Venues.ToDictionary(venue => venue, _ => new LocationTerms { Haircut = 0m, Grace = TimeSpan.FromMinutes(30) }),
    };

    public static AccountPolicy PolicyOf(Approval approval, decimal transitShare) => new()
    {
        Transit = new TransitPolicy { CountedShare = transitShare },
        Liquidation = new LiquidationTerms
        {
            Approval = approval,
            Planning = LiquidationPolicy.Default with { MaximumSteps = 4, MaximumEvaluations = 40 },
            Venues = Venues.ToDictionary(
                venue => venue,
                _ => new VenueCapability { Default = new TradingTerms { Lot = new Quantity(0.001m), TakerFee = new Rate(0.0005m) } }),
        },
    };
}
