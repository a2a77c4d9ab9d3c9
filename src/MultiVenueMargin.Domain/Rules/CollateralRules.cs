using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Domain.Rules;

/// <summary>What kind of thing an asset is: it decides whether it can hedge, belongs to a unit, or is capped.</summary>
public enum AssetKind
{
    /// <summary>The native coin of the unit that bears its name.</summary>
    Coin = 0,
    Stablecoin = 1,
    Fiat = 2,

    /// <summary>A claim on another asset, wrapped: always free collateral of that asset's unit.</summary>
    Wrapped = 3,

    /// <summary>A staked asset: always free collateral of that asset's unit.</summary>
    Staked = 4,

    /// <summary>A share of a vault: free collateral of the unit it is named for, or of none.</summary>
    VaultShare = 5,
}

/// <summary>How one asset counts.</summary>
public sealed record AssetTerms
{
    public AssetKind Kind { get; init; }

    /// <summary>The unit a wrapped or staked token or a vault share moves with; absent: a coin's own, a stablecoin's none.</summary>
    public RiskUnit? Unit { get; init; }

    /// <summary>Who stands behind a stablecoin.</summary>
    public string? Issuer { get; init; }

    /// <summary>Haircut h_a in slices of the account's total holding, in units of the asset.</summary>
    public IReadOnlyList<Tier> Haircut { get; init; } = [];

    /// <summary>κ: the share that still counts of what exceeds a cap.</summary>
    public decimal ExcessWeight { get; init; }
}

/// <summary>Where collateral lies: how much of it the house would get back if the place failed.</summary>
public sealed record LocationTerms
{
    public const decimal UsualDriftTolerance = 0.02m;

    /// <summary>h_l, the credit haircut of the venue or custodian.</summary>
    public decimal Haircut { get; init; }

    /// <summary>The token the place issues itself: it would fall with it.</summary>
    public Asset? OwnToken { get; init; }

    /// <summary>How long the venue waits before it acts on a shortfall; absent: it is not said, and nothing is counted on to arrive in time.</summary>
    public TimeSpan? Grace { get; init; }

    /// <summary>The rule book by which this venue margins the account: its figures stand in where the venue reports none. Absent: then they are unknown.</summary>
    public ModelName? Model { get; init; }

    /// <summary>How far the venue's own figure may lie from its rule book's, as a share of the venue's, before that is raised.</summary>
    public decimal DriftTolerance { get; init; } = UsualDriftTolerance;
}

/// <summary>A limit on how much of one name counts: <c>baseUsd + share·V</c>.</summary>
public sealed record CapRule
{
    public decimal BaseUsd { get; init; } = 5_000_000m;

    /// <summary>The share of the pool's value before any cap; absent: the cap is off.</summary>
    public decimal? Share { get; init; }
}

/// <summary>How collateral is valued (MARGIN §2).</summary>
public sealed record CollateralRules
{
    public IReadOnlyDictionary<Asset, AssetTerms> Assets { get; init; } = DefaultAssets;

    /// <summary>h_a of an asset that is not listed.</summary>
    public decimal UnlistedHaircut { get; init; } = 0.30m;

    public IReadOnlyDictionary<BridgeClass, decimal> BridgeHaircuts { get; init; } = new Dictionary<BridgeClass, decimal>
    {
        [BridgeClass.Native] = 0m,
        [BridgeClass.BurnAndMint] = 0.005m,
        [BridgeClass.LightClient] = 0.05m,
        [BridgeClass.Multisig] = 0.20m,
    };

    /// <summary>h_own, where the asset is the location's own token.</summary>
    public decimal OwnTokenHaircut { get; init; } = 0.10m;

    public CapRule AssetCap { get; init; } = new() { Share = 0.40m };

    public CapRule IssuerCap { get; init; } = new() { Share = 0.50m };

    public CapRule VenueCap { get; init; } = new();

    /// <summary>The terms of an asset; one that is not listed is a coin of its own unit at the unlisted haircut.</summary>
    public AssetTerms TermsOf(Asset asset) =>
        Assets.TryGetValue(asset, out var terms) ? terms : new AssetTerms { Haircut = [new(null, UnlistedHaircut)] };

    /// <summary>The unit an asset moves with; none for stablecoins and fiat.</summary>
    public RiskUnit? UnitOf(Asset asset)
    {
        var terms = TermsOf(asset);
        return terms.Kind switch
        {
            AssetKind.Stablecoin or AssetKind.Fiat => null,
            AssetKind.Coin => new RiskUnit(asset.Code),
            _ => terms.Unit,
        };
    }

    /// <summary>The assets of MARGIN §2.</summary>
    public static IReadOnlyDictionary<Asset, AssetTerms> DefaultAssets { get; } = new Dictionary<Asset, AssetTerms>
    {
        [new("USD")] = new() { Kind = AssetKind.Fiat, Haircut = [new(null, 0m)] },
        [new("EUR")] = new() { Kind = AssetKind.Fiat, Haircut = [new(null, 0.08m)] },
        [new("USDC")] = Stable("Circle", 0.005m, 0.8m),
        [new("USDT")] = Stable("Tether", 0.01m, 0.8m),
        [new("DAI")] = Stable("Maker", 0.02m, 0m),
        [new("BTC")] = new()
        {
            Haircut = [new(500m, 0.02m), new(2_000m, 0.05m), new(5_000m, 0.10m), new(null, 0.20m)],
            ExcessWeight = 0.8m,
        },
        [new("ETH")] = new()
        {
            Haircut = [new(5_000m, 0.03m), new(20_000m, 0.06m), new(50_000m, 0.12m), new(null, 0.25m)],
            ExcessWeight = 0.8m,
        },
        [new("SOL")] = new() { Haircut = [new(50_000m, 0.10m), new(null, 0.20m)] },
        [new("BNB")] = new() { Haircut = [new(null, 0.15m)] },
        [new("WBTC")] = new() { Kind = AssetKind.Wrapped, Unit = new RiskUnit("BTC"), Haircut = [new(null, 0.05m)] },
        [new("stETH")] = new() { Kind = AssetKind.Staked, Unit = new RiskUnit("ETH"), Haircut = [new(null, 0.075m)] },
    };

    private static AssetTerms Stable(string issuer, decimal haircut, decimal excessWeight) => new()
    {
        Kind = AssetKind.Stablecoin,
        Issuer = issuer,
        Haircut = [new(null, haircut)],
        ExcessWeight = excessWeight,
    };
}
