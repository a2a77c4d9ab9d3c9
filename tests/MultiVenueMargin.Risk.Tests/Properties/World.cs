using System.Globalization;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Risk.Tests.Properties;

/// <summary>The places, assets and listed instruments that random books are drawn from.</summary>
internal static class World
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    /// <summary>Ended without and with a delivery price, then from hours to a year ahead.</summary>
    public static readonly DateTimeOffset[] Expiries =
    [
        Now.AddDays(-3), Now.AddHours(-1), Now.AddHours(7), Now.AddDays(18.5), Now.AddDays(30), Now.AddDays(88), Now.AddDays(270),
    ];

    /// <summary>Units with instruments, and about where their prices lie.</summary>
    public static readonly (RiskUnit Unit, double Price)[] Units =
        [(new("BTC"), 100_000), (new("ETH"), 4_000), (new("SOL"), 200), (new("PEPE"), 0.00001)];

    /// <summary>Assets with a price, besides the units' own coins.</summary>
    public static readonly (Asset Asset, double Price)[] OtherAssets =
    [
        (new("BNB"), 700), (new("XRP"), 2), (new("EUR"), 1.1), (new("WBTC"), 99_500), (new("stETH"), 3_990),
        (new("vBTC"), 104_000), (new("vUSD"), 1.07),
    ];

    public static readonly Asset[] Stablecoins = [new("USDC"), new("USDT"), new("DAI")];

    /// <summary>Pairs for orders: two that move with a unit, one that moves with none.</summary>
    public static readonly Spot[] Pairs =
    [
        new(new("BTC/USDT"), new("BTC"), new("USDT")), new(new("stETH/USD"), new("stETH"), Asset.Usd), new(new("USDC/USDT"), new("USDC"), new("USDT")),
    ];

    public static readonly Asset Unpriced = new("GHOST");

    public static readonly LocationId A = new("A");
    public static readonly LocationId B = new("B");
    public static readonly LocationId C = new("C");
    public static readonly LocationId Custodian = new("CUST");
    public static readonly LocationId Chain = new("CHAIN");

    /// <summary>The rules have no terms for it.</summary>
    public static readonly LocationId Nowhere = new("NOWHERE");

    public static readonly PoolId[] Isolated = [new("iso-1"), new("iso-2")];

    private static readonly (Asset Quote, ContractStyle Style)[] Quotes =
    [
        (new("USDT"), ContractStyle.Linear), (new("USDC"), ContractStyle.Linear), (Asset.Usd, ContractStyle.Linear),
        (Asset.Usd, ContractStyle.Inverse),
    ];

    public static IReadOnlyDictionary<LocationId, LocationTerms> Locations { get; } = new Dictionary<LocationId, LocationTerms>
    {
        [A] = new() { Haircut = 0.02m, Grace = TimeSpan.FromHours(4) },
        [B] = new() { Haircut = 0.05m, OwnToken = new Asset("BNB"), Grace = TimeSpan.FromHours(1) },
        [C] = new() { Haircut = 0.10m },
        [Custodian] = new() { Haircut = 0.005m, Grace = TimeSpan.FromDays(1) },
        [Chain] = new(),
    };

    public static IReadOnlyDictionary<Asset, AssetTerms> Assets { get; } =
        new Dictionary<Asset, AssetTerms>(CollateralRules.DefaultAssets)
        {
            [new("vBTC")] = new() { Kind = AssetKind.VaultShare, Unit = new RiskUnit("BTC"), Haircut = [new(100m, 0.12m), new(null, 0.25m)] },
            [new("vUSD")] = new() { Kind = AssetKind.VaultShare, Haircut = [new(null, 0.10m)] },
        };

    /// <summary>Everything listed on a unit whose price is about so much.</summary>
    public static List<Derivative> ListedOn(RiskUnit unit, decimal price)
    {
        var listed = new List<Derivative>();
        foreach (var (quote, style) in Quotes)
        {
            var inverse = style == ContractStyle.Inverse;
            var name = $"{unit}{(inverse ? "i" : string.Empty)}-{quote}";
            listed.Add(new Perpetual(new($"{name}-P"), unit, style, quote, inverse ? 100m : 1m));
            foreach (var expiry in Expiries)
            {
                var date = expiry.ToString("MMddHH", CultureInfo.InvariantCulture);
                listed.Add(new DatedFuture(new($"{name}-F{date}"), unit, style, quote, inverse ? 10m : 0.1m, expiry));
                foreach (var moneyness in new[] { 0.5, 0.8, 0.95, 1.0, 1.1, 1.4 })
                {
                    var strike = new Price(Draw.Significant((double)price * moneyness, 3));
                    foreach (var right in new[] { OptionRight.Call, OptionRight.Put })
                    {
                        listed.Add(new EuropeanOption(
                            new($"{name}-{(right == OptionRight.Call ? 'C' : 'P')}{strike}-{date}"),
                            unit,
                            style,
                            quote,
                            inverse ? 1m : 0.1m,
                            expiry,
                            right,
                            strike));
                    }
                }
            }
        }

        return listed;
    }
}
