using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Files;

/// <summary>
/// <c>rules.json</c>: every parameter of a rule set, by its name in <see cref="RuleSet"/>. With <c>"extends": "house-default"</c>
/// it needs to say only what differs: objects are merged member by member, lists are replaced, and <c>null</c> takes an asset,
/// a location or a limit out. Without it, every member has to be there.
/// </summary>
public static class RulesFile
{
    public const string Schema = "mvm-rules/1";

    /// <summary>What a rule set may extend.</summary>
    public const string HouseDefault = "house-default";

    public static Loaded<RuleSet> Load(string file) => JsonFile.Load(file, Schema, Read, Checks.Of);

    public static Loaded<RuleSet> Parse(string file, ReadOnlyMemory<byte> json) => JsonFile.Parse(file, json, Schema, Read, Checks.Of);

    /// <summary>The rules in full, extending nothing, as a file that reads as the same rules.</summary>
    public static string Write(RuleSet rules) => DomainJson.Document(Schema, rules);

    /// <summary>The members as they stand; whether they make sense is for the lint.</summary>
    internal static RuleSet Read(JsonMembers rules)
    {
        var extended = rules.Optional("extends", Extended, null);
        return new RuleSet
        {
            Version = rules.Required("version", Values.RuleVersion),
            EffectiveFrom = rules.Required("effective_from", Values.Instant),
            Uncertainty = rules.Inherited("uncertainty", extended?.Uncertainty, Uncertainty),
            Collateral = rules.Inherited("collateral", extended?.Collateral, Collateral),
            Locations = rules.InheritedMap("locations", extended?.Locations, Values.Location, Location),
            UnitClasses = rules.Inherited("unit_classes", extended?.UnitClasses, at => at.List(UnitClass)),
            Scan = rules.Inherited("scan", extended?.Scan, Scan),
            Statistical = rules.Inherited("statistical", extended?.Statistical, Statistical),
            AddOns = rules.Inherited("add_ons", extended?.AddOns, AddOns),
            Credit = rules.Inherited("credit", extended?.Credit, Credit),
            BorrowTiers = rules.Inherited("borrow_tiers", extended?.BorrowTiers, Tiers),
            InitialMarginFactor = rules.Inherited("initial_margin_factor", extended?.InitialMarginFactor, Values.Number),
            States = rules.Inherited("states", extended?.States, States),
            Calls = rules.Inherited("calls", extended?.Calls, Calls),
            RuleBooks = rules.InheritedMap("rule_books", extended?.RuleBooks, Values.Model, Values.RuleBook),
        };
    }

    private static RuleSet? Extended(JsonCursor at)
    {
        const string Fix = $"Write \"{HouseDefault}\", the only one there is, or leave it out and list every member";
        if (at.Text(Fix) is not { } name)
        {
            return null;
        }

        return name == HouseDefault
            ? RuleSet.Default
            : at.Refuse<RuleSet?>($"{JsonPath.Quoted(name)} is not a rule set that can be extended", Fix) ?? RuleSet.Default;
    }

    private static UncertaintyRules Uncertainty(JsonMembers rules, UncertaintyRules? over) => new()
    {
        ConfidenceMultiple = rules.Inherited("confidence_multiple", over?.ConfidenceMultiple, Values.Number),
        Fresh = rules.Inherited("fresh", over?.Fresh, Values.Duration),
        Lost = rules.Inherited("lost", over?.Lost, Values.Duration),
        StableDailyVolatility = rules.Inherited("stable_daily_volatility", over?.StableDailyVolatility, Values.Number),
    };

    private static CollateralRules Collateral(JsonMembers rules, CollateralRules? over) => new()
    {
        Assets = rules.InheritedMap("assets", over?.Assets, Values.Asset, Asset),
        UnlistedHaircut = rules.Inherited("unlisted_haircut", over?.UnlistedHaircut, Values.Number),
        BridgeHaircuts = rules.InheritedMap("bridge_haircuts", over?.BridgeHaircuts, at => Values.Choice<BridgeClass>(at), Values.Number),
        OwnTokenHaircut = rules.Inherited("own_token_haircut", over?.OwnTokenHaircut, Values.Number),
        AssetCap = rules.Inherited("asset_cap", over?.AssetCap, Cap),
        IssuerCap = rules.Inherited("issuer_cap", over?.IssuerCap, Cap),
        VenueCap = rules.Inherited("venue_cap", over?.VenueCap, Cap),
    };

    private static AssetTerms Asset(JsonMembers terms, AssetTerms? over) => new()
    {
        Kind = terms.Inherited("kind", over?.Kind, at => Values.Choice<AssetKind>(at)),
        Unit = terms.InheritedOrAbsent("unit", over?.Unit, Values.Unit),
        Issuer = terms.InheritedOrAbsent("issuer", over?.Issuer, Values.Label),
        Haircut = terms.Inherited("haircut", over?.Haircut, Tiers),
        ExcessWeight = terms.Inherited("excess_weight", over is null ? 0m : over.ExcessWeight, Values.Number),
    };

    private static CapRule Cap(JsonMembers cap, CapRule? over) => new()
    {
        BaseUsd = cap.Inherited("base_usd", over?.BaseUsd, Values.Number),
        Share = cap.InheritedOrAbsent("share", over?.Share, Values.Number),
    };

    private static LocationTerms Location(JsonMembers terms, LocationTerms? over) => new()
    {
        Haircut = terms.Inherited("haircut", over?.Haircut, Values.Number),
        OwnToken = terms.InheritedOrAbsent("own_token", over?.OwnToken, Values.Asset),
        Grace = terms.InheritedOrAbsent("grace", over?.Grace, Values.Duration),
        Model = terms.InheritedOrAbsent("model", over?.Model, Values.Model),
        DriftTolerance = terms.Optional("drift_tolerance", Values.Number, over?.DriftTolerance ?? LocationTerms.UsualDriftTolerance),
    };

    private static UnitClass UnitClass(JsonCursor at) => at.Members(unitClass => new UnitClass
    {
        Name = unitClass.Required("name", Values.Label),
        Units = unitClass.OptionalList("units", Values.Unit),
        Range = unitClass.Required("range", Values.Number),
        DefaultDailyVolatility = unitClass.Required("default_daily_volatility", Values.Number),
        GrossFloorShare = unitClass.Required("gross_floor_share", Values.Number),
        BasisFloor = unitClass.Required("basis_floor", Values.Number),
        BasisPerYear = unitClass.Required("basis_per_year", Values.Number),
        PerpetualBasis = unitClass.Required("perpetual_basis", Values.Number),
        HalfSpread = unitClass.Required("half_spread", Values.Number),
        ShortOptionShare = unitClass.Required("short_option_share", Values.Number),
    });

    private static ScanRules Scan(JsonMembers scan, ScanRules? over) => new()
    {
        GridSteps = scan.Inherited("grid_steps", over?.GridSteps, Values.Whole),
        VolatilityUp = scan.Inherited("volatility_up", over?.VolatilityUp, Values.Number),
        VolatilityDown = scan.Inherited("volatility_down", over?.VolatilityDown, Values.Number),
        ShortTermPower = scan.Inherited("short_term_power", over?.ShortTermPower, Values.Number),
        LongTermPower = scan.Inherited("long_term_power", over?.LongTermPower, Values.Number),
        LeastVolatilityUp = scan.Inherited("least_volatility_up", over?.LeastVolatilityUp, Values.Number),
        TailMoves = scan.Inherited("tail_moves", over?.TailMoves, at => at.List(Values.Number)),
        TailDampenerUsd = scan.Inherited("tail_dampener_usd", over?.TailDampenerUsd, Values.Number),
        ExtremeMultiple = scan.Inherited("extreme_multiple", over?.ExtremeMultiple, Values.Number),
        ExtremeWeight = scan.Inherited("extreme_weight", over?.ExtremeWeight, Values.Number),
        GainShare = scan.Inherited("gain_share", over?.GainShare, Values.Number),
        GainCapUsd = scan.Inherited("gain_cap_usd", over?.GainCapUsd, Values.Number),
        Optional = scan.Inherited("optional", over?.Optional, OptionalScenarios),
    };

    private static OptionalScenarioRules OptionalScenarios(JsonMembers optional, OptionalScenarioRules? over) => new()
    {
        Skew = optional.Inherited("skew", over?.Skew, at => at.Flag()),
        SkewRotation = optional.Inherited("skew_rotation", over?.SkewRotation, Values.Number),
        VenueLoss = optional.Inherited("venue_loss", over?.VenueLoss, at => at.Flag()),
        Depeg = optional.Inherited("depeg", over?.Depeg, at => at.Flag()),
        DepegPrices = optional.Inherited("depeg_prices", over?.DepegPrices, at => at.List(Values.Number)),
        Reorganisation = optional.Inherited("reorganisation", over?.Reorganisation, at => at.Flag()),
    };

    private static StatisticalRules Statistical(JsonMembers rules, StatisticalRules? over) => new()
    {
        Decay = rules.Inherited("decay", over?.Decay, Values.Number),
        MostScenarios = rules.Inherited("most_scenarios", over?.MostScenarios, Values.Whole),
        HorizonDays = rules.Inherited("horizon_days", over?.HorizonDays, Values.Whole),
        LeastScaling = rules.Inherited("least_scaling", over?.LeastScaling, Values.Number),
        MostScaling = rules.Inherited("most_scaling", over?.MostScaling, Values.Number),
        ValueAtRiskTail = rules.Inherited("value_at_risk_tail", over?.ValueAtRiskTail, Values.Number),
        ShortfallTail = rules.Inherited("shortfall_tail", over?.ShortfallTail, Values.Number),
        StressWeight = rules.Inherited("stress_weight", over?.StressWeight, Values.Number),
        BufferShare = rules.Inherited("buffer_share", over?.BufferShare, Values.Number),
        ReleaseAbove = rules.Inherited("release_above", over?.ReleaseAbove, Values.Number),
        ReleaseLookbackDays = rules.Inherited("release_lookback_days", over?.ReleaseLookbackDays, Values.Whole),
        ReleaseDays = rules.Inherited("release_days", over?.ReleaseDays, Values.Whole),
        RebuildDays = rules.Inherited("rebuild_days", over?.RebuildDays, Values.Whole),
    };

    private static AddOnRules AddOns(JsonMembers rules, AddOnRules? over) => new()
    {
        VegaTermPoints = rules.Inherited("vega_term_points", over?.VegaTermPoints, Values.Number),
        VegaTermFullGapDays = rules.Inherited("vega_term_full_gap_days", over?.VegaTermFullGapDays, Values.Number),
        PegTiers = rules.Inherited("peg_tiers", over?.PegTiers, Tiers),
        PegCalmAbove = rules.Inherited("peg_calm_above", over?.PegCalmAbove, Values.Number),
        PegStrainAt = rules.Inherited("peg_strain_at", over?.PegStrainAt, Values.Number),
        PegStrainMultiple = rules.Inherited("peg_strain_multiple", over?.PegStrainMultiple, Values.Number),
        PegBrokenAt = rules.Inherited("peg_broken_at", over?.PegBrokenAt, Values.Number),
        PegBrokenRate = rules.Inherited("peg_broken_rate", over?.PegBrokenRate, Values.Number),
        RateShock = rules.Inherited("rate_shock", over?.RateShock, Values.Number),
        ImpactCoefficient = rules.Inherited("impact_coefficient", over?.ImpactCoefficient, Values.Number),
        OptionSpreadOfMark = rules.Inherited("option_spread_of_mark", over?.OptionSpreadOfMark, Values.Number),
        OptionSpreadOfUnderlying = rules.Inherited("option_spread_of_underlying", over?.OptionSpreadOfUnderlying, Values.Number),
        ConcentrationVolumeShare = rules.Inherited("concentration_volume_share", over?.ConcentrationVolumeShare, Values.Number),
        ConcentrationBaseDays = rules.Inherited("concentration_base_days", over?.ConcentrationBaseDays, Values.Number),
        ConcentrationMostDays = rules.Inherited("concentration_most_days", over?.ConcentrationMostDays, Values.Number),
        ConcentrationHorizonDays = rules.Inherited("concentration_horizon_days", over?.ConcentrationHorizonDays, Values.Number),
        ConcentrationMost = rules.Inherited("concentration_most", over?.ConcentrationMost, Values.Number),
        MinimumOnNet = rules.Inherited("minimum_on_net", over?.MinimumOnNet, Values.Number),
        MinimumOnHedged = rules.Inherited("minimum_on_hedged", over?.MinimumOnHedged, Values.Number),
        MaximumLossRate = rules.Inherited("maximum_loss_rate", over?.MaximumLossRate, Values.Number),
    };

    private static CreditRules Credit(JsonMembers rules, CreditRules? over) => new()
    {
        Pairs = rules.Inherited("pairs", over?.Pairs, at => at.List(Pair)),
        CorrelationShare = rules.Inherited("correlation_share", over?.CorrelationShare, Values.Number),
        Most = rules.Inherited("most", over?.Most, Values.Number),
    };

    private static CreditPair Pair(JsonCursor at) => at.Members(pair => new CreditPair(
        pair.Required("first", Values.Unit), pair.Required("second", Values.Unit)));

    private static StateRules States(JsonMembers rules, StateRules? over) => new()
    {
        Ladder = rules.Inherited("ladder", over?.Ladder, at => at.List(Threshold)),
        NeedsLikelyFrom = rules.Inherited("needs_likely_from", over?.NeedsLikelyFrom, State),
    };

    private static StateThreshold Threshold(JsonCursor at) => at.Members(threshold => new StateThreshold(
        threshold.Required("state", State),
        threshold.Required("enter_below", Values.Number),
        threshold.Required("leave_at", Values.Number)));

    private static MarginState State(JsonCursor at) => Values.Choice(at, MarginState.Unknown, MarginState.Healthy);

    private static CallRules Calls(JsonMembers rules, CallRules? over) => new()
    {
        TargetRatio = rules.Inherited("target_ratio", over?.TargetRatio, Values.Number),
        MinimumTransferUsd = rules.Inherited("minimum_transfer_usd", over?.MinimumTransferUsd, Values.Number),
    };

    private static IReadOnlyList<Tier> Tiers(JsonCursor at) => at.List(tier => tier.Members(members => new Tier(
        members.Maybe("up_to", Values.Number), members.Required("rate", Values.Number))));
}
