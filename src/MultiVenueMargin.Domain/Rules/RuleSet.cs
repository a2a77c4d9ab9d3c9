namespace MultiVenueMargin.Domain.Rules;

/// <summary>
/// Everything the house model is told rather than knows: MARGIN §1–§6's parameters as data, versioned and dated. A rule set
/// is a table of dimensionless numbers, so its members are plain decimals: shares and rates are fractions (0.16 is 16 %)
/// and a name ending in <c>Usd</c>, <c>Days</c> or <c>Coins</c> carries its unit. <see cref="Default"/> is MARGIN.md as written;
/// <see cref="RuleLint"/> says what is wrong with one.
/// </summary>
public sealed record RuleSet
{
    public required RuleVersion Version { get; init; }

    public required DateTimeOffset EffectiveFrom { get; init; }

    public UncertaintyRules Uncertainty { get; init; } = new();

    public CollateralRules Collateral { get; init; } = new();

    /// <summary>Terms of the places where collateral lies. One that is not listed has no credit: unknown is never zero.</summary>
    public IReadOnlyDictionary<LocationId, LocationTerms> Locations { get; init; } = new Dictionary<LocationId, LocationTerms>();

    /// <summary>Classes of underlyings; a unit that no class names belongs to the last.</summary>
    public IReadOnlyList<UnitClass> UnitClasses { get; init; } = UnitClass.Defaults;

    public ScanRules Scan { get; init; } = new();

    public StatisticalRules Statistical { get; init; } = new();

    public AddOnRules AddOns { get; init; } = new();

    public CreditRules Credit { get; init; } = new();

    /// <summary>The charge on what is borrowed, per asset, in slices of its USD value.</summary>
    public IReadOnlyList<Tier> BorrowTiers { get; init; } =
        [new(5_000_000m, 0.02m), new(20_000_000m, 0.03m), new(null, 0.05m)];

    /// <summary>IM = this × MM.</summary>
    public decimal InitialMarginFactor { get; init; } = 1.25m;

    public StateRules States { get; init; } = new();

    public CallRules Calls { get; init; } = new();

    /// <summary>Rule books of venues with other parameters than those that ship, each a whole document of its model; by model.</summary>
    public IReadOnlyDictionary<ModelName, RuleBookText> RuleBooks { get; init; } = new Dictionary<ModelName, RuleBookText>();

    /// <summary>MARGIN.md as written, without locations: those are each institution's own.</summary>
    public static RuleSet Default { get; } = new()
    {
        Version = new RuleVersion("house-default-1"),
        EffectiveFrom = DateTimeOffset.UnixEpoch,
    };

    public UnitClass ClassOf(RiskUnit unit)
    {
        foreach (var unitClass in UnitClasses)
        {
            if (unitClass.Units.Contains(unit))
            {
                return unitClass;
            }
        }

        return UnitClasses[^1];
    }
}
