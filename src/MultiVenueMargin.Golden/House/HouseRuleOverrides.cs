using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Golden.House;

/// <summary>
/// Rule overrides of a case: a tree of names, each of which sets one parameter of the default rule set. Values that MARGIN
/// lists as "a / b / c" are lists of three; schedules are lists of [up to, rate] with null for the last. A name that stands
/// for nothing fails the case.
/// </summary>
public static class HouseRuleOverrides
{
    private static readonly Dictionary<string, Func<RuleSet, InputValue, RuleSet>> Setters = new(StringComparer.Ordinal)
    {
        ["z"] = (rules, value) => rules with { Uncertainty = rules.Uncertainty with { ConfidenceMultiple = value.Number() } },
        ["fresh"] = (rules, value) => rules with { Uncertainty = rules.Uncertainty with { Fresh = value.Seconds() } },
        ["lost"] = (rules, value) => rules with { Uncertainty = rules.Uncertainty with { Lost = value.Seconds() } },
        ["stable_sigma_day"] = (rules, value) =>
            rules with { Uncertainty = rules.Uncertainty with { StableDailyVolatility = value.Number() } },

        ["cap/asset"] = Collateral((terms, value) => terms with { AssetCap = ReadCap(terms.AssetCap, value) }),
        ["cap/issuer"] = Collateral((terms, value) => terms with { IssuerCap = ReadCap(terms.IssuerCap, value) }),
        ["cap/venue"] = Collateral((terms, value) => terms with { VenueCap = ReadCap(terms.VenueCap, value) }),
        ["own_token_haircut"] = Collateral((terms, value) => terms with { OwnTokenHaircut = value.Number() }),
        ["unlisted_haircut"] = Collateral((terms, value) => terms with { UnlistedHaircut = value.Number() }),
        ["bridge/native"] = Bridge(BridgeClass.Native),
        ["bridge/burn_mint"] = Bridge(BridgeClass.BurnAndMint),
        ["bridge/light_client"] = Bridge(BridgeClass.LightClient),
        ["bridge/multisig"] = Bridge(BridgeClass.Multisig),
        ["haircut"] = Collateral((terms, value) => ReadAssets(terms, value, (asset, rate) =>
            asset with { Haircut = rate.IsArray ? ReadTiers(rate) : [new Tier(null, rate.Number())] })),
        ["excess_weight"] = Collateral((terms, value) =>
            ReadAssets(terms, value, (asset, weight) => asset with { ExcessWeight = weight.Number() })),

        ["range"] = Classes((unitClass, value) => unitClass with { Range = value }),
        ["default_sigma_day"] = Classes((unitClass, value) => unitClass with { DefaultDailyVolatility = value }),
        ["gross_floor"] = Classes((unitClass, value) => unitClass with { GrossFloorShare = value }),
        ["basis/a"] = Classes((unitClass, value) => unitClass with { BasisFloor = value }),
        ["basis/b"] = Classes((unitClass, value) => unitClass with { BasisPerYear = value }),
        ["basis/perp"] = Classes((unitClass, value) => unitClass with { PerpetualBasis = value }),
        ["half_spread"] = Classes((unitClass, value) => unitClass with { HalfSpread = value }),
        ["short_option_min"] = Classes((unitClass, value) => unitClass with { ShortOptionShare = value }),

        ["scan/vol_up"] = Scan((scan, value) => scan with { VolatilityUp = value.Number() }),
        ["scan/vol_down"] = Scan((scan, value) => scan with { VolatilityDown = value.Number() }),
        ["scan/vol_up_least"] = Scan((scan, value) => scan with { LeastVolatilityUp = value.Number() }),
        ["scan/p_short"] = Scan((scan, value) => scan with { ShortTermPower = value.Number() }),
        ["scan/p_long"] = Scan((scan, value) => scan with { LongTermPower = value.Number() }),
        ["scan/tails"] = Scan((scan, value) => scan with { TailMoves = ReadNumbers(value) }),
        ["scan/dampener"] = Scan((scan, value) => scan with { TailDampenerUsd = value.Number() }),
        ["scan/extreme_multiple"] = Scan((scan, value) => scan with { ExtremeMultiple = value.Number() }),
        ["scan/extreme_weight"] = Scan((scan, value) => scan with { ExtremeWeight = value.Number() }),
        ["scan/gain_share"] = Scan((scan, value) => scan with { GainShare = value.Number() }),
        ["scan/gain_cap"] = Scan((scan, value) => scan with { GainCapUsd = value.Number() }),
        ["optional/skew"] = Optional((optional, value) => optional with { Skew = value.Flag() }),
        ["optional/venue_loss"] = Optional((optional, value) => optional with { VenueLoss = value.Flag() }),
        ["optional/depeg"] = Optional((optional, value) => optional with { Depeg = value.Flag() }),
        ["optional/reorg"] = Optional((optional, value) => optional with { Reorganisation = value.Flag() }),

        ["fhs/decay"] = Statistical((fhs, value) => fhs with { Decay = value.Number() }),
        ["fhs/scenarios"] = Statistical((fhs, value) => fhs with { MostScenarios = value.Whole() }),
        ["fhs/horizon"] = Statistical((fhs, value) => fhs with { HorizonDays = value.Whole() }),
        ["fhs/stress_weight"] = Statistical((fhs, value) => fhs with { StressWeight = value.Number() }),
        ["fhs/buffer"] = Statistical((fhs, value) => fhs with { BufferShare = value.Number() }),

        ["vega_term/points"] = AddOns((addOns, value) => addOns with { VegaTermPoints = value.Number() }),
        ["vega_term/gap"] = AddOns((addOns, value) => addOns with { VegaTermFullGapDays = value.Number() }),
        ["peg"] = AddOns((addOns, value) => addOns with { PegTiers = ReadTiers(value) }),
        ["rate"] = AddOns((addOns, value) => addOns with { RateShock = value.Number() }),
        ["liq/k"] = AddOns((addOns, value) => addOns with { ImpactCoefficient = value.Number() }),
        ["conc/adv_share"] = AddOns((addOns, value) => addOns with { ConcentrationVolumeShare = value.Number() }),
        ["min_delta/net"] = AddOns((addOns, value) => addOns with { MinimumOnNet = value.Number() }),
        ["min_delta/hedged"] = AddOns((addOns, value) => addOns with { MinimumOnHedged = value.Number() }),

        ["credit/share"] = (rules, value) => rules with { Credit = rules.Credit with { CorrelationShare = value.Number() } },
        ["credit/most"] = (rules, value) => rules with { Credit = rules.Credit with { Most = value.Number() } },
        ["borrow"] = (rules, value) => rules with { BorrowTiers = ReadTiers(value) },
        ["im_factor"] = (rules, value) => rules with { InitialMarginFactor = value.Number() },
        ["target"] = (rules, value) => rules with { Calls = rules.Calls with { TargetRatio = value.Number() } },
        ["min_transfer"] = (rules, value) => rules with { Calls = rules.Calls with { MinimumTransferUsd = value.Number() } },
    };

    /// <summary>Every name that can be overridden; a slash leads into a nested object.</summary>
    public static IReadOnlyCollection<string> Names => Setters.Keys;

    public static RuleSet Apply(RuleSet rules, InputValue? overrides) =>
        overrides is { } tree ? Apply(rules, tree, string.Empty) : rules;

    private static RuleSet Apply(RuleSet rules, InputValue tree, string prefix)
    {
        foreach (var (key, value) in tree.Fields().Entries())
        {
            var name = prefix + key;
            if (Setters.TryGetValue(name, out var set))
            {
                rules = set(rules, value);
            }
            else if (value.IsObject)
            {
                rules = Apply(rules, value, name + "/");
            }
            else
            {
                throw value.Refused("no rule override of this name is known");
            }
        }

        return rules;
    }

    // "0.30" is the share, null turns the cap off, and an object may set the base too.
    private static CapRule ReadCap(CapRule cap, InputValue value)
    {
        if (!value.IsObject)
        {
            return cap with { Share = value.IsNull ? null : value.Number() };
        }

        var fields = value.Fields();
        var result = new CapRule
        {
            BaseUsd = fields.Find("base")?.Number() ?? cap.BaseUsd,
            Share = fields.Find("share")?.Number() ?? cap.Share,
        };
        fields.RequireAllRead();
        return result;
    }

    private static CollateralRules ReadAssets(
        CollateralRules rules, InputValue value, Func<AssetTerms, InputValue, AssetTerms> set)
    {
        var assets = rules.Assets.ToDictionary();
        foreach (var (code, term) in value.Fields().Entries())
        {
            assets[new Asset(code)] = set(rules.TermsOf(new Asset(code)), term);
        }

        return rules with { Assets = assets };
    }

    private static List<Tier> ReadTiers(InputValue value) => value.Items().Select(item =>
    {
        var pair = item.Items(2);
        return new Tier(pair[0].IsNull ? null : pair[0].Number(), pair[1].Number());
    }).ToList();

    private static List<decimal> ReadNumbers(InputValue value) => value.Items().Select(item => item.Number()).ToList();

    private static Func<RuleSet, InputValue, RuleSet> Collateral(Func<CollateralRules, InputValue, CollateralRules> set) =>
        (rules, value) => rules with { Collateral = set(rules.Collateral, value) };

    private static Func<RuleSet, InputValue, RuleSet> Bridge(BridgeClass bridge) => Collateral((terms, value) =>
        terms with { BridgeHaircuts = new Dictionary<BridgeClass, decimal>(terms.BridgeHaircuts) { [bridge] = value.Number() } });

    private static Func<RuleSet, InputValue, RuleSet> Classes(Func<UnitClass, decimal, UnitClass> set) => (rules, value) =>
    {
        var figures = value.Items(rules.UnitClasses.Count);
        return rules with { UnitClasses = rules.UnitClasses.Select((unitClass, at) => set(unitClass, figures[at].Number())).ToList() };
    };

    private static Func<RuleSet, InputValue, RuleSet> Scan(Func<ScanRules, InputValue, ScanRules> set) =>
        (rules, value) => rules with { Scan = set(rules.Scan, value) };

    private static Func<RuleSet, InputValue, RuleSet> Optional(
        Func<OptionalScenarioRules, InputValue, OptionalScenarioRules> set) =>
        Scan((scan, value) => scan with { Optional = set(scan.Optional, value) });

    private static Func<RuleSet, InputValue, RuleSet> Statistical(Func<StatisticalRules, InputValue, StatisticalRules> set) =>
        (rules, value) => rules with { Statistical = set(rules.Statistical, value) };

    private static Func<RuleSet, InputValue, RuleSet> AddOns(Func<AddOnRules, InputValue, AddOnRules> set) =>
        (rules, value) => rules with { AddOns = set(rules.AddOns, value) };
}
