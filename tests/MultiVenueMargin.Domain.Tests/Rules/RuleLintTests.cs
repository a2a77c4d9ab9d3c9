using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Domain.Tests.Rules;

public sealed class RuleLintTests
{
    private static readonly Asset Btc = new("BTC");
    private static readonly Asset Sol = new("SOL");
    private static readonly Asset Wbtc = new("WBTC");
    private static readonly Asset Usdc = new("USDC");

    [Fact]
    public void Check_OfTheMethodologyAsWritten_FindsNothing() => Assert.Empty(RuleLint.Check(RuleSet.Default));

    [Fact]
    public void Check_OfNothing_IsABug() => Assert.Throws<ArgumentNullException>(() => RuleLint.Check(null!));

    [Theory]
    [MemberData(nameof(Slips))]
    public void Check_WhenOneMemberOfTheDefaultIsWrong_FindsExactlyThat(string path, Func<RuleSet, RuleSet> slip)
    {
        var finding = Assert.Single(RuleLint.Check(slip(RuleSet.Default)));
        Assert.Equal(path, finding.Path);
        Assert.NotEmpty(finding.Problem);
        Assert.NotEmpty(finding.Fix);
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public void Check_AtTheEdgeOfARange_FindsNothing(string edge, Func<RuleSet, RuleSet> change)
    {
        Assert.NotEmpty(edge);
        Assert.Empty(RuleLint.Check(change(RuleSet.Default)));
    }

    [Fact]
    public void Check_WhenSeveralMembersAreWrong_FindsAllInTheOrderOfTheRuleSet()
    {
        var rules = RuleSet.Default with
        {
            InitialMarginFactor = 0.9m,
            Uncertainty = new() { ConfidenceMultiple = -1 },
            Scan = new() { GridSteps = 0 },
        };
        Assert.Equal(
            ["Uncertainty.ConfidenceMultiple", "Scan.GridSteps", "InitialMarginFactor"],
            RuleLint.Check(rules).Select(finding => finding.Path));
    }

    [Fact]
    public void Check_WhenUnitClassesAreEmpty_SaysSoAndNothingElse()
    {
        var finding = Assert.Single(RuleLint.Check(RuleSet.Default with { UnitClasses = [] }));
        Assert.Equal("UnitClasses: is empty. Add at least the class that takes every unit not named elsewhere.", finding.ToString());
    }

    /// <summary>No parameter is forgotten: any number of any section, made absurd by reflection, is found under its own name.</summary>
    [Theory]
    [InlineData(-1_000)]
    [InlineData(1_000_000)]
    public void Check_WhenAnyNumberIsAbsurd_FindsIt(int absurd)
    {
        var missed = new List<string>();
        foreach (var (section, rebuild) in Sections)
        {
            foreach (var property in section.GetType().GetProperties().Where(IsNumber))
            {
                // A limit in USD may be as large as this; the table above has what is too large for it.
                if (absurd > 0 && property.Name.EndsWith("Usd", StringComparison.Ordinal))
                {
                    continue;
                }

                var copy = section.GetType().GetMethod("<Clone>$")!.Invoke(section, null)!;
                property.SetValue(copy, property.PropertyType == typeof(int) ? (object)absurd : (decimal)absurd);
                if (!RuleLint.Check(rebuild(copy)).Any(finding => finding.Path.EndsWith(property.Name, StringComparison.Ordinal)))
                {
                    missed.Add($"{section.GetType().Name}.{property.Name}");
                }
            }
        }

        Assert.Empty(missed);

        static bool IsNumber(System.Reflection.PropertyInfo property) =>
            property.CanWrite && (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) is var type
            && (type == typeof(decimal) || type == typeof(int));
    }

    private static IEnumerable<(object Section, Func<object, RuleSet> Rebuild)> Sections
    {
        get
        {
            var rules = RuleSet.Default;
            yield return (rules, copy => (RuleSet)copy);
            yield return (rules.Uncertainty, copy => rules with { Uncertainty = (UncertaintyRules)copy });
            yield return (rules.Collateral, copy => rules with { Collateral = (CollateralRules)copy });
            yield return (rules.Collateral.AssetCap, copy => Collateral(c => c with { AssetCap = (CapRule)copy })(rules));
            yield return (rules.Collateral.IssuerCap, copy => Collateral(c => c with { IssuerCap = (CapRule)copy })(rules));
            yield return (rules.Collateral.VenueCap, copy => Collateral(c => c with { VenueCap = (CapRule)copy })(rules));
            yield return (rules.Collateral.Assets[Sol], copy => Terms(Sol, _ => (AssetTerms)copy)(rules));
            yield return (new LocationTerms(), copy => Location(new("A"), (LocationTerms)copy)(rules));
            yield return (rules.UnitClasses[0], copy => Class(0, _ => (UnitClass)copy)(rules));
            yield return (rules.Scan, copy => rules with { Scan = (ScanRules)copy });
            yield return (rules.Scan.Optional, copy => Scan(s => s with { Optional = (OptionalScenarioRules)copy })(rules));
            yield return (rules.Statistical, copy => rules with { Statistical = (StatisticalRules)copy });
            yield return (rules.AddOns, copy => rules with { AddOns = (AddOnRules)copy });
            yield return (rules.Credit, copy => rules with { Credit = (CreditRules)copy });
            yield return (rules.Calls, copy => rules with { Calls = (CallRules)copy });
        }
    }

    public static TheoryData<string, Func<RuleSet, RuleSet>> Slips => new()
    {
        { "Version", rules => rules with { Version = default } },
        { "EffectiveFrom", rules => rules with { EffectiveFrom = default } },
        { "InitialMarginFactor", rules => rules with { InitialMarginFactor = 0.99m } },
        { "InitialMarginFactor", rules => rules with { InitialMarginFactor = 125m } },

        { "Uncertainty.ConfidenceMultiple", Uncertainty(u => u with { ConfidenceMultiple = -0.1m }) },
        { "Uncertainty.Fresh", Uncertainty(u => u with { Fresh = TimeSpan.FromSeconds(-1) }) },
        { "Uncertainty.Lost", Uncertainty(u => u with { Lost = u.Fresh }) },
        { "Uncertainty.StableDailyVolatility", Uncertainty(u => u with { StableDailyVolatility = 1.01m }) },

        { "Collateral.Assets[]", Assets(a => a[default] = new() { Haircut = [new(null, 0m)] }) },
        { "Collateral.Assets[SOL].Haircut", Terms(Sol, t => t with { Haircut = [] }) },
        { "Collateral.Assets[SOL].Haircut[1].UpTo", Terms(Sol, t => t with { Haircut = [new(5m, 0.1m), new(50m, 0.2m)] }) },
        { "Collateral.Assets[SOL].Haircut[0].UpTo", Terms(Sol, t => t with { Haircut = [new(null, 0.1m), new(null, 0.2m)] }) },
        { "Collateral.Assets[SOL].Haircut[0].UpTo", Terms(Sol, t => t with { Haircut = [new(0m, 0.1m), new(null, 0.2m)] }) },
        { "Collateral.Assets[SOL].Haircut[1].UpTo", Terms(Sol, t => t with { Haircut = [new(9m, 0.1m), new(9m, 0.1m), new(null, 0.2m)] }) },
        { "Collateral.Assets[SOL].Haircut[1].Rate", Terms(Sol, t => t with { Haircut = [new(9m, 0.1m), new(null, 0.09m)] }) },
        { "Collateral.Assets[SOL].Haircut[0].Rate", Terms(Sol, t => t with { Haircut = [new(9m, -0.1m), new(null, 0.2m)] }) },
        { "Collateral.Assets[SOL].Haircut[0].Rate", Terms(Sol, t => t with { Haircut = [new(null, 20m)] }) },
        { "Collateral.Assets[SOL].ExcessWeight", Terms(Sol, t => t with { ExcessWeight = 1.1m }) },
        { "Collateral.Assets[SOL].Kind", Terms(Sol, t => t with { Kind = (AssetKind)99 }) },
        { "Collateral.Assets[SOL].Unit", Terms(Sol, t => t with { Unit = new RiskUnit("BTC") }) },
        { "Collateral.Assets[USDC].Unit", Terms(Usdc, t => t with { Unit = new RiskUnit("BTC") }) },
        { "Collateral.Assets[USDC].Issuer", Terms(Usdc, t => t with { Issuer = null }) },
        { "Collateral.Assets[USDC].Issuer", Terms(Usdc, t => t with { Issuer = "  " }) },
        { "Collateral.Assets[WBTC].Unit", Terms(Wbtc, t => t with { Unit = null }) },
        { "Collateral.Assets[WBTC].Unit", Terms(Wbtc, t => t with { Unit = new RiskUnit("USDC") }) },
        { "Collateral.Assets[WBTC].Unit", Terms(Wbtc, t => t with { Unit = new RiskUnit("WBTC") }) },
        { "Collateral.Assets[WBTC].Unit", Terms(Wbtc, t => t with { Kind = AssetKind.VaultShare, Unit = default(RiskUnit) }) },
        { "Collateral.Assets[USD].Kind", Assets(a => a.Remove(Asset.Usd)) },
        { "Collateral.Assets[USD].Kind", Terms(Asset.Usd, t => t with { Kind = AssetKind.Coin }) },
        { "Collateral.UnlistedHaircut", Collateral(c => c with { UnlistedHaircut = 30m }) },
        { "Collateral.OwnTokenHaircut", Collateral(c => c with { OwnTokenHaircut = -0.1m }) },
        { "Collateral.BridgeHaircuts[Multisig]", Bridges(b => b.Remove(BridgeClass.Multisig)) },
        { "Collateral.BridgeHaircuts[LightClient]", Bridges(b => b[BridgeClass.LightClient] = 5m) },
        { "Collateral.BridgeHaircuts[9]", Bridges(b => b[(BridgeClass)9] = 0.1m) },
        { "Collateral.AssetCap.BaseUsd", Collateral(c => c with { AssetCap = new() { BaseUsd = -1m, Share = 0.4m } }) },
        { "Collateral.AssetCap.Share", Collateral(c => c with { AssetCap = new() { Share = 40m } }) },
        { "Collateral.IssuerCap.Share", Collateral(c => c with { IssuerCap = new() { Share = -0.5m } }) },
        { "Collateral.VenueCap.Share", Collateral(c => c with { VenueCap = new() { Share = 1.5m } }) },

        { "Locations[]", Location(default, new()) },
        { "Locations[A].Haircut", Location(new("A"), new() { Haircut = 1.5m }) },
        { "Locations[A].OwnToken", Location(new("A"), new() { OwnToken = default(Asset) }) },
        { "Locations[A].Grace", Location(new("A"), new() { Grace = TimeSpan.FromSeconds(-1) }) },

        { "UnitClasses", rules => rules with { UnitClasses = [] } },
        { "UnitClasses[1].Name", Class(1, c => c with { Name = " " }) },
        { "UnitClasses[1].Name", Class(1, c => c with { Name = "BTC, ETH" }) },
        { "UnitClasses[1].Units", Class(1, c => c with { Units = [] }) },
        { "UnitClasses[2].Units", Class(2, c => c with { Units = [new("PEPE")] }) },
        { "UnitClasses[1].Units[1]", Class(1, c => c with { Units = [new("SOL"), default] }) },
        { "UnitClasses[1].Units[1]", Class(1, c => c with { Units = [new("SOL"), new("ETH")] }) },
        { "UnitClasses[1].Units[1]", Class(1, c => c with { Units = [new("SOL"), new("SOL")] }) },
        { "UnitClasses[0].Range", Class(0, c => c with { Range = 0m }) },
        { "UnitClasses[0].Range", Class(0, c => c with { Range = 16m }) },
        { "UnitClasses[2].Range", Class(2, c => c with { Range = 0.19m }) },
        { "UnitClasses[0].DefaultDailyVolatility", Class(0, c => c with { DefaultDailyVolatility = 0m }) },
        { "UnitClasses[0].GrossFloorShare", Class(0, c => c with { GrossFloorShare = -0.1m }) },
        { "UnitClasses[0].BasisFloor", Class(0, c => c with { BasisFloor = 1.1m }) },
        { "UnitClasses[0].BasisPerYear", Class(0, c => c with { BasisPerYear = -0.1m }) },
        { "UnitClasses[0].PerpetualBasis", Class(0, c => c with { PerpetualBasis = 2m }) },
        { "UnitClasses[0].HalfSpread", Class(0, c => c with { HalfSpread = 5m }) },
        { "UnitClasses[0].ShortOptionShare", Class(0, c => c with { ShortOptionShare = -1m }) },

        { "Scan.GridSteps", Scan(s => s with { GridSteps = 0 }) },
        { "Scan.GridSteps", Scan(s => s with { GridSteps = 21 }) },
        { "Scan.VolatilityUp", Scan(s => s with { VolatilityUp = 45m }) },
        { "Scan.VolatilityDown", Scan(s => s with { VolatilityDown = 1.1m }) },
        { "Scan.ShortTermPower", Scan(s => s with { ShortTermPower = -0.3m }) },
        { "Scan.LongTermPower", Scan(s => s with { LongTermPower = 1.3m }) },
        { "Scan.LeastVolatilityUp", Scan(s => s with { LeastVolatilityUp = 50m }) },
        { "Scan.TailMoves[0]", Scan(s => s with { TailMoves = [-1m, 1m] }) },
        { "Scan.TailMoves[1]", Scan(s => s with { TailMoves = [-0.5m, 0m] }) },
        { "Scan.TailMoves[1]", Scan(s => s with { TailMoves = [0.5m, 0.5m] }) },
        { "Scan.TailMoves[1]", Scan(s => s with { TailMoves = [0.5m, 500m] }) },
        { "Scan.TailDampenerUsd", Scan(s => s with { TailDampenerUsd = -1m }) },
        { "Scan.ExtremeMultiple", Scan(s => s with { ExtremeMultiple = 0.9m }) },
        { "Scan.ExtremeMultiple", Scan(s => s with { ExtremeMultiple = 4m }) },
        { "Scan.ExtremeWeight", Scan(s => s with { ExtremeWeight = 0m }) },
        { "Scan.GainShare", Scan(s => s with { GainShare = 1.1m }) },
        { "Scan.GainCapUsd", Scan(s => s with { GainCapUsd = -1m }) },
        { "Scan.Optional.SkewRotation", Scan(s => s with { Optional = new() { SkewRotation = 1.5m } }) },
        { "Scan.Optional.DepegPrices[0]", Scan(s => s with { Optional = new() { DepegPrices = [1m, 0.9m] } }) },
        { "Scan.Optional.DepegPrices[1]", Scan(s => s with { Optional = new() { DepegPrices = [0.9m, 0.95m] } }) },
        { "Scan.Optional.DepegPrices", Scan(s => s with { Optional = new() { Depeg = true, DepegPrices = [] } }) },

        { "Statistical.Decay", Statistical(s => s with { Decay = 1m }) },
        { "Statistical.MostScenarios", Statistical(s => s with { MostScenarios = 99 }) },
        { "Statistical.HorizonDays", Statistical(s => s with { HorizonDays = 0 }) },
        { "Statistical.LeastScaling", Statistical(s => s with { LeastScaling = 1.5m }) },
        { "Statistical.MostScaling", Statistical(s => s with { MostScaling = 0.5m }) },
        { "Statistical.ValueAtRiskTail", Statistical(s => s with { ValueAtRiskTail = 0m }) },
        { "Statistical.ValueAtRiskTail", Statistical(s => s with { ValueAtRiskTail = 0.0005m }) },
        { "Statistical.ShortfallTail", Statistical(s => s with { ShortfallTail = 0.975m }) },
        { "Statistical.StressWeight", Statistical(s => s with { StressWeight = 25m }) },
        { "Statistical.BufferShare", Statistical(s => s with { BufferShare = -0.25m }) },
        { "Statistical.ReleaseAbove", Statistical(s => s with { ReleaseAbove = 0.2m }) },
        { "Statistical.ReleaseLookbackDays", Statistical(s => s with { ReleaseLookbackDays = 0 }) },
        { "Statistical.ReleaseDays", Statistical(s => s with { ReleaseDays = 0 }) },
        { "Statistical.RebuildDays", Statistical(s => s with { RebuildDays = 0 }) },

        { "AddOns.VegaTermPoints", AddOns(a => a with { VegaTermPoints = -15m }) },
        { "AddOns.VegaTermFullGapDays", AddOns(a => a with { VegaTermFullGapDays = 0m }) },
        { "AddOns.PegTiers[1].Rate", AddOns(a => a with { PegTiers = [new(1m, 0.02m), new(null, 0.01m)] }) },
        { "AddOns.RateShock", AddOns(a => a with { RateShock = 1.1m }) },
        { "AddOns.ImpactCoefficient", AddOns(a => a with { ImpactCoefficient = -0.7m }) },
        { "AddOns.OptionSpreadOfMark", AddOns(a => a with { OptionSpreadOfMark = 5m }) },
        { "AddOns.OptionSpreadOfUnderlying", AddOns(a => a with { OptionSpreadOfUnderlying = -0.1m }) },
        { "AddOns.ConcentrationVolumeShare", AddOns(a => a with { ConcentrationVolumeShare = 0m }) },
        { "AddOns.ConcentrationBaseDays", AddOns(a => a with { ConcentrationBaseDays = -0.3m }) },
        { "AddOns.ConcentrationMostDays", AddOns(a => a with { ConcentrationMostDays = 0.2m }) },
        { "AddOns.ConcentrationHorizonDays", AddOns(a => a with { ConcentrationHorizonDays = 0m }) },
        { "AddOns.ConcentrationMost", AddOns(a => a with { ConcentrationMost = -0.5m }) },
        { "AddOns.MinimumOnNet", AddOns(a => a with { MinimumOnNet = 2m }) },
        { "AddOns.MinimumOnHedged", AddOns(a => a with { MinimumOnHedged = -0.01m }) },
        { "AddOns.MaximumLossRate", AddOns(a => a with { MaximumLossRate = 1.01m }) },
        { "AddOns.PegCalmAbove", AddOns(a => a with { PegCalmAbove = 1.1m }) },
        { "AddOns.PegStrainAt", AddOns(a => a with { PegStrainAt = 0.995m }) },
        { "AddOns.PegBrokenAt", AddOns(a => a with { PegBrokenAt = 0.99m }) },
        { "AddOns.PegStrainMultiple", AddOns(a => a with { PegStrainMultiple = 0.5m }) },
        { "AddOns.PegBrokenRate", AddOns(a => a with { PegBrokenRate = 40m }) },
        { "AddOns.PegBrokenRate", AddOns(a => a with { PegBrokenRate = 0.19m }) },

        { "Credit.Pairs[0]", Credit(c => c with { Pairs = [new(new("BTC"), new("BTC"))] }) },
        { "Credit.Pairs[0]", Credit(c => c with { Pairs = [new(new("BTC"), default)] }) },
        { "Credit.Pairs[1]", Credit(c => c with { Pairs = [new(new("BTC"), new("ETH")), new(new("ETH"), new("BTC"))] }) },
        { "Credit.Pairs[1]", Credit(c => c with { Pairs = [new(new("BTC"), new("ETH")), new(new("BTC"), new("SOL"))] }) },
        { "Credit.CorrelationShare", Credit(c => c with { CorrelationShare = 1.5m }) },
        { "Credit.Most", Credit(c => c with { Most = -0.4m }) },

        { "BorrowTiers", rules => rules with { BorrowTiers = [] } },
        { "BorrowTiers[1].UpTo", rules => rules with { BorrowTiers = [new(20m, 0.02m), new(5m, 0.03m), new(null, 0.05m)] } },

        { "States.Ladder", States(s => s with { Ladder = [.. s.Ladder.Reverse()] }) },
        { "States.Ladder", States(s => s with { Ladder = [.. s.Ladder.Skip(1)] }) },
        { "States.Ladder[Notice].EnterBelow", Threshold(0, t => t with { EnterBelow = 0m }) },
        { "States.Ladder[Notice].LeaveAt", Threshold(0, t => t with { LeaveAt = 1.49m }) },
        { "States.Ladder[Restricted].EnterBelow", Threshold(2, t => t with { EnterBelow = 1.20m }) },
        { "States.Ladder[Takeover].LeaveAt", Threshold(4, t => t with { LeaveAt = 1.11m }) },
        { "States.NeedsLikelyFrom", States(s => s with { NeedsLikelyFrom = MarginState.Takeover }) },
        { "States.NeedsLikelyFrom", States(s => s with { NeedsLikelyFrom = MarginState.Unknown }) },
        { "Calls.TargetRatio", rules => rules with { Calls = new() { TargetRatio = 1.29m } } },
        { "Calls.TargetRatio", rules => rules with { Calls = new() { TargetRatio = 130m } } },
        { "Calls.MinimumTransferUsd", rules => rules with { Calls = new() { MinimumTransferUsd = -1m } } },
    };

    public static TheoryData<string, Func<RuleSet, RuleSet>> Edges => new()
    {
        { "no initial margin above maintenance", rules => rules with { InitialMarginFactor = 1m } },
        { "a vault share of no unit", Terms(Wbtc, t => t with { Kind = AssetKind.VaultShare, Unit = null }) },
        { "a coin that names itself", Terms(Btc, t => t with { Unit = new RiskUnit("BTC") }) },
        { "a wrapped coin of an unlisted unit", Terms(Wbtc, t => t with { Unit = new RiskUnit("PEPE") }) },
        { "equal rates", Terms(Sol, t => t with { Haircut = [new(9m, 0.1m), new(null, 0.1m)] }) },
        { "a full haircut", Terms(Sol, t => t with { Haircut = [new(null, 1m)] }) },
        { "no caps", Collateral(c => c with { AssetCap = new(), IssuerCap = new() }) },
        { "one grid step", Scan(s => s with { GridSteps = 1 }) },
        { "twenty grid steps", Scan(s => s with { GridSteps = 20 }) },
        { "no tails", Scan(s => s with { TailMoves = [] }) },
        { "one class for all", rules => rules with { UnitClasses = [rules.UnitClasses[2]] } },
        { "no hysteresis", Threshold(0, t => t with { LeaveAt = t.EnterBelow }) },
        { "a grace of nothing", Location(new("A"), new() { Grace = TimeSpan.Zero, Haircut = 1m }) },
        { "likely needed from the start", States(s => s with { NeedsLikelyFrom = MarginState.Notice }) },
    };

    private static Func<RuleSet, RuleSet> Uncertainty(Func<UncertaintyRules, UncertaintyRules> change) =>
        rules => rules with { Uncertainty = change(rules.Uncertainty) };

    private static Func<RuleSet, RuleSet> Collateral(Func<CollateralRules, CollateralRules> change) =>
        rules => rules with { Collateral = change(rules.Collateral) };

    private static Func<RuleSet, RuleSet> Assets(Action<Dictionary<Asset, AssetTerms>> change) => Collateral(collateral =>
    {
        var assets = new Dictionary<Asset, AssetTerms>(collateral.Assets);
        change(assets);
        return collateral with { Assets = assets };
    });

    private static Func<RuleSet, RuleSet> Terms(Asset asset, Func<AssetTerms, AssetTerms> change) =>
        Assets(assets => assets[asset] = change(assets[asset]));

    private static Func<RuleSet, RuleSet> Bridges(Action<Dictionary<BridgeClass, decimal>> change) => Collateral(collateral =>
    {
        var bridges = new Dictionary<BridgeClass, decimal>(collateral.BridgeHaircuts);
        change(bridges);
        return collateral with { BridgeHaircuts = bridges };
    });

    private static Func<RuleSet, RuleSet> Location(LocationId location, LocationTerms terms) =>
        rules => rules with { Locations = new Dictionary<LocationId, LocationTerms> { [location] = terms } };

    private static Func<RuleSet, RuleSet> Class(int index, Func<UnitClass, UnitClass> change) =>
        rules => rules with { UnitClasses = [.. rules.UnitClasses.Select((unitClass, i) => i == index ? change(unitClass) : unitClass)] };

    private static Func<RuleSet, RuleSet> Scan(Func<ScanRules, ScanRules> change) =>
        rules => rules with { Scan = change(rules.Scan) };

    private static Func<RuleSet, RuleSet> Statistical(Func<StatisticalRules, StatisticalRules> change) =>
        rules => rules with { Statistical = change(rules.Statistical) };

    private static Func<RuleSet, RuleSet> AddOns(Func<AddOnRules, AddOnRules> change) =>
        rules => rules with { AddOns = change(rules.AddOns) };

    private static Func<RuleSet, RuleSet> Credit(Func<CreditRules, CreditRules> change) =>
        rules => rules with { Credit = change(rules.Credit) };

    private static Func<RuleSet, RuleSet> States(Func<StateRules, StateRules> change) =>
        rules => rules with { States = change(rules.States) };

    private static Func<RuleSet, RuleSet> Threshold(int index, Func<StateThreshold, StateThreshold> change) =>
        States(states => states with { Ladder = [.. states.Ladder.Select((threshold, i) => i == index ? change(threshold) : threshold)] });
}
