using System.Globalization;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Domain.Rules;

/// <summary>
/// What is wrong with a rule set, before anybody is margined by it. Each parameter has a range outside which it can only be a
/// slip (a per cent for a share, a sign), and rules across fields keep the model's promises: a larger holding is never
/// charged a lower rate, an unknown coin is never cheaper than a known one, a state is left above where it is entered. Every
/// finding is a reason not to activate the rule set.
/// </summary>
public static class RuleLint
{
    // Larger than any book, small enough that sums of such figures stay exact on the grid of 10^-8.
    private const decimal LargestUsd = 1_000_000_000_000_000m;

    // The states a ladder has, from the mildest to the gravest.
    private static readonly MarginState[] LadderStates =
        [MarginState.Notice, MarginState.Call, MarginState.Restricted, MarginState.Liquidating, MarginState.Takeover];

    /// <summary>Everything that is wrong, in the order of the rule set's members; empty when it is sound.</summary>
    public static IReadOnlyList<Finding> Check(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var findings = new FindingList();
        CheckHeading(rules, findings);
        CheckUncertainty(rules, findings);
        CheckAssets(rules, findings);
        CheckCollateral(rules, findings);
        CheckLocations(rules, findings);
        CheckUnitClasses(rules, findings);
        CheckScan(rules, findings);
        CheckStatistical(rules, findings);
        CheckAddOns(rules, findings);
        CheckPeg(rules, findings);
        CheckCredit(rules, findings);
        CheckTiers(rules.BorrowTiers, "BorrowTiers", findings);
        findings.Within(rules.InitialMarginFactor, 1m, 10m);
        CheckStates(rules, findings);
        CheckCalls(rules, findings);
        return findings.Findings;
    }

    private static void CheckHeading(RuleSet rules, FindingList findings)
    {
        findings.Named(rules.Version.IsDefault, "Version");
        findings.Require(
            rules.EffectiveFrom != default, "EffectiveFrom", "is missing", "Say from when the rule set applies");
    }

    private static void CheckUncertainty(RuleSet rules, FindingList findings)
    {
        findings.Within(rules.Uncertainty.ConfidenceMultiple, 0m, 100m);
        var freshIsSound = findings.Require(
            rules.Uncertainty.Fresh >= TimeSpan.Zero,
            "Uncertainty.Fresh",
            $"is {rules.Uncertainty.Fresh}",
            "An age is not negative");
        if (freshIsSound)
        {
            findings.Require(
                rules.Uncertainty.Lost > rules.Uncertainty.Fresh,
                "Uncertainty.Lost",
                $"is {rules.Uncertainty.Lost}, not above what is still fresh ({rules.Uncertainty.Fresh})",
                "A figure is fresh, then ageing, then lost");
        }

        findings.Share(rules.Uncertainty.StableDailyVolatility);
    }

    private static void CheckAssets(RuleSet rules, FindingList findings)
    {
        var assets = rules.Collateral.Assets;
        foreach (var (asset, terms) in assets.OrderBy(entry => entry.Key))
        {
            var path = $"Collateral.Assets[{asset}]";
            if (!findings.Named(asset.IsDefault, path))
            {
                continue;
            }

            CheckTiers(terms.Haircut, $"{path}.Haircut", findings);
            findings.Share(terms.ExcessWeight, $"{path}.ExcessWeight");
            if (findings.Require(
                Enum.IsDefined(terms.Kind), $"{path}.Kind", $"is {terms.Kind}", "Use one of the kinds there are"))
            {
                CheckUnitOf(asset, terms, assets, path, findings);
            }

            findings.Require(
                terms.Kind != AssetKind.Stablecoin || !string.IsNullOrWhiteSpace(terms.Issuer),
                $"{path}.Issuer",
                "is missing",
                "Name who stands behind the stablecoin; the issuer cap adds up by that name");
        }

        findings.Require(
            assets.TryGetValue(Asset.Usd, out var usd) && usd.Kind == AssetKind.Fiat,
            "Collateral.Assets[USD].Kind",
            "does not make the house currency a fiat currency",
            "List USD as fiat; unlisted it would be a coin with a price risk of its own");
    }

    private static void CheckUnitOf(
        Asset asset, AssetTerms terms, IReadOnlyDictionary<Asset, AssetTerms> assets, string path, FindingList findings)
    {
        var at = $"{path}.Unit";
        switch (terms.Kind)
        {
            case AssetKind.Coin:
                findings.Require(
                    terms.Unit is not { } own || own.Code == asset.Code,
                    at,
                    $"is {terms.Unit}",
                    "A coin is its own unit; a claim on another one is wrapped or staked");
                break;
            case AssetKind.Stablecoin or AssetKind.Fiat:
                findings.Require(
                    terms.Unit is null, at, $"is {terms.Unit}", "Stablecoins and fiat currencies belong to no unit");
                break;
            case AssetKind.Wrapped or AssetKind.Staked:
                if (findings.Require(
                    terms.Unit is { IsDefault: false }, at, "is missing", "Name the unit the token is a claim on"))
                {
                    CheckUnderlying(terms, assets, at, findings);
                }

                break;
            default:
                if (findings.Require(
                    terms.Unit is not { IsDefault: true }, at, "is empty", "Name the unit, or leave it out"))
                {
                    CheckUnderlying(terms, assets, at, findings);
                }

                break;
        }
    }

    private static void CheckUnderlying(
        AssetTerms terms, IReadOnlyDictionary<Asset, AssetTerms> assets, string at, FindingList findings) =>
        findings.Require(
            terms.Unit is not { } unit || !assets.TryGetValue(unit.NativeCoin, out var coin) || coin.Kind == AssetKind.Coin,
            at,
            $"is {terms.Unit}, which the rules list as something else than a coin",
            "A unit is named for its coin");

    private static void CheckCollateral(RuleSet rules, FindingList findings)
    {
        findings.Share(rules.Collateral.UnlistedHaircut);
        var bridges = rules.Collateral.BridgeHaircuts;
        foreach (var bridge in Enum.GetValues<BridgeClass>())
        {
            var path = $"Collateral.BridgeHaircuts[{bridge}]";
            if (findings.Require(
                bridges.TryGetValue(bridge, out var haircut), path, "is missing", "Every class of bridge has a haircut"))
            {
                findings.Share(haircut, path);
            }
        }

        foreach (var bridge in bridges.Keys.Where(bridge => !Enum.IsDefined(bridge)).Order())
        {
            findings.Require(
                false, $"Collateral.BridgeHaircuts[{bridge}]", "is no class of bridge", "Use one of the classes there are");
        }

        findings.Share(rules.Collateral.OwnTokenHaircut);
        CheckCap(rules.Collateral.AssetCap, "Collateral.AssetCap", findings);
        CheckCap(rules.Collateral.IssuerCap, "Collateral.IssuerCap", findings);
        CheckCap(rules.Collateral.VenueCap, "Collateral.VenueCap", findings);
    }

    private static void CheckCap(CapRule cap, string path, FindingList findings)
    {
        findings.Within(cap.BaseUsd, 0m, LargestUsd, $"{path}.BaseUsd");
        if (cap.Share is { } share)
        {
            findings.Share(share, $"{path}.Share");
        }
    }

    private static void CheckLocations(RuleSet rules, FindingList findings)
    {
        foreach (var (location, terms) in rules.Locations.OrderBy(entry => entry.Key))
        {
            var path = $"Locations[{location}]";
            findings.Named(location.IsDefault, path);
            findings.Share(terms.Haircut, $"{path}.Haircut");
            findings.Named(terms.OwnToken is { IsDefault: true }, $"{path}.OwnToken");
            findings.Require(
                terms.Grace is not { } grace || grace >= TimeSpan.Zero,
                $"{path}.Grace",
                $"is {terms.Grace}",
                "A time to wait is not negative; leave it out where the venue does not say");
        }
    }

    private static void CheckUnitClasses(RuleSet rules, FindingList findings)
    {
        var classes = rules.UnitClasses;
        if (!findings.Require(
            classes.Count > 0, "UnitClasses", "is empty", "Add at least the class that takes every unit not named elsewhere"))
        {
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var classOf = new Dictionary<RiskUnit, string>();
        for (var i = 0; i < classes.Count; i++)
        {
            var (unitClass, path) = (classes[i], At("UnitClasses", i));
            if (findings.Require(
                !string.IsNullOrWhiteSpace(unitClass.Name), $"{path}.Name", "is empty", "Name the class"))
            {
                findings.Require(
                    names.Add(unitClass.Name), $"{path}.Name", $"is {unitClass.Name} again", "Each class has its own name");
            }

            CheckMembers(unitClass, path, isLast: i == classes.Count - 1, classOf, findings);
            CheckParameters(unitClass, path, findings);
        }

        // Of two known moves the larger one is assumed of a coin nobody has classed.
        var last = classes[^1];
        for (var i = 0; i < classes.Count - 1; i++)
        {
            findings.Require(
                classes[i].Range <= last.Range || !IsShare(classes[i].Range) || !IsShare(last.Range),
                $"{At("UnitClasses", classes.Count - 1)}.Range",
                $"is {ExactNumber.Format(last.Range)}, below the {ExactNumber.Format(classes[i].Range)} of {classes[i].Name}",
                "The class of unknown coins is never cheaper than one of known ones");
        }
    }

    private static void CheckMembers(
        UnitClass unitClass, string path, bool isLast, Dictionary<RiskUnit, string> classOf, FindingList findings)
    {
        findings.Require(
            isLast == (unitClass.Units.Count == 0),
            $"{path}.Units",
            isLast ? "names units, yet the last class takes every unit not named elsewhere" : "is empty",
            isLast ? "Name them in a class of their own, and none in the last" : "Name its units, or remove the class");
        for (var j = 0; j < unitClass.Units.Count; j++)
        {
            var (unit, at) = (unitClass.Units[j], At($"{path}.Units", j));
            if (findings.Named(unit.IsDefault, at))
            {
                findings.Require(
                    classOf.TryAdd(unit, unitClass.Name),
                    at,
                    $"is {unit}, which class {classOf[unit]} names already",
                    "A unit belongs to one class");
            }
        }
    }

    private static void CheckParameters(UnitClass unitClass, string path, FindingList findings)
    {
        findings.Require(
            unitClass.Range is > 0 and < 1,
            $"{path}.Range",
            $"is {ExactNumber.Format(unitClass.Range)}",
            "It is above 0 and below 1: a price cannot fall by all of itself");
        findings.Positive(unitClass.DefaultDailyVolatility, 1m, $"{path}.DefaultDailyVolatility");
        findings.Share(unitClass.GrossFloorShare, $"{path}.GrossFloorShare");
        findings.Share(unitClass.BasisFloor, $"{path}.BasisFloor");
        findings.Within(unitClass.BasisPerYear, 0m, 10m, $"{path}.BasisPerYear");
        findings.Share(unitClass.PerpetualBasis, $"{path}.PerpetualBasis");
        findings.Share(unitClass.HalfSpread, $"{path}.HalfSpread");
        findings.Share(unitClass.ShortOptionShare, $"{path}.ShortOptionShare");
    }

    private static void CheckScan(RuleSet rules, FindingList findings)
    {
        findings.Within(rules.Scan.GridSteps, 1, 20);
        findings.Within(rules.Scan.VolatilityUp, 0m, 10m);
        findings.Share(rules.Scan.VolatilityDown);
        findings.Share(rules.Scan.ShortTermPower);
        findings.Share(rules.Scan.LongTermPower);
        findings.Within(rules.Scan.LeastVolatilityUp, 0m, 10m);
        CheckTailMoves(rules.Scan.TailMoves, findings);
        findings.Within(rules.Scan.TailDampenerUsd, 0m, LargestUsd);
        var multipleIsSound = findings.Within(rules.Scan.ExtremeMultiple, 1m, 10m);
        for (var i = 0; multipleIsSound && i < rules.UnitClasses.Count; i++)
        {
            var range = rules.UnitClasses[i].Range;
            findings.Require(
                !IsShare(range) || rules.Scan.ExtremeMultiple * range < 1,
                "Scan.ExtremeMultiple",
                $"is {ExactNumber.Format(rules.Scan.ExtremeMultiple)}, and the range of {rules.UnitClasses[i].Name} {ExactNumber.Format(range)}",
                "The product stays below 1 for every class: no price falls by all of itself");
        }

        findings.Positive(rules.Scan.ExtremeWeight, 1m);
        findings.Share(rules.Scan.GainShare);
        findings.Within(rules.Scan.GainCapUsd, 0m, LargestUsd);
        findings.Share(rules.Scan.Optional.SkewRotation);
        var depegs = rules.Scan.Optional.DepegPrices;
        for (var i = 0; i < depegs.Count; i++)
        {
            findings.Require(
                depegs[i] is > 0 and < 1 && (i == 0 || depegs[i] < depegs[i - 1]),
                At("Scan.Optional.DepegPrices", i),
                $"is {ExactNumber.Format(depegs[i])}",
                "Prices of a stablecoin off its peg lie between 0 and 1 and fall from one to the next");
        }

        findings.Require(
            !rules.Scan.Optional.Depeg || depegs.Count > 0,
            "Scan.Optional.DepegPrices",
            "is empty while depegs are in the requirement",
            "Name the prices, or turn depegs off");
    }

    private static void CheckTailMoves(IReadOnlyList<decimal> moves, FindingList findings)
    {
        for (var i = 0; i < moves.Count; i++)
        {
            findings.Require(
                moves[i] > -1 && moves[i] <= 100 && moves[i] != 0 && (i == 0 || moves[i] > moves[i - 1]),
                At("Scan.TailMoves", i),
                $"is {ExactNumber.Format(moves[i])}",
                "A tail move is relative, above −1, at most 100 and not zero, and above the one before it");
        }
    }

    private static void CheckStatistical(RuleSet rules, FindingList findings)
    {
        findings.Require(
            rules.Statistical.Decay is > 0 and < 1,
            "Statistical.Decay",
            $"is {ExactNumber.Format(rules.Statistical.Decay)}",
            "It is above 0 and below 1");
        var countIsSound = findings.Within(rules.Statistical.MostScenarios, 100, 10_000);
        findings.Within(rules.Statistical.HorizonDays, 1, 60);
        findings.Positive(rules.Statistical.LeastScaling, 1m);
        findings.Within(rules.Statistical.MostScaling, 1m, 10m);
        CheckTail(rules.Statistical.ValueAtRiskTail, "Statistical.ValueAtRiskTail");
        CheckTail(rules.Statistical.ShortfallTail, "Statistical.ShortfallTail");
        findings.Share(rules.Statistical.StressWeight);
        findings.Share(rules.Statistical.BufferShare);
        findings.Within(rules.Statistical.ReleaseAbove, 1m, 100m);
        findings.Within(rules.Statistical.ReleaseLookbackDays, 1, 250);
        findings.Within(rules.Statistical.ReleaseDays, 1, 1_000);
        findings.Within(rules.Statistical.RebuildDays, 1, 1_000);

        void CheckTail(decimal tail, string path)
        {
            if (findings.Positive(tail, 0.5m, path) && countIsSound)
            {
                findings.Require(
                    tail * rules.Statistical.MostScenarios >= 1,
                    path,
                    $"is {ExactNumber.Format(tail)}, less than one scenario of {ExactNumber.Format(rules.Statistical.MostScenarios)}",
                    "Use more scenarios or a wider tail");
            }
        }
    }

    private static void CheckAddOns(RuleSet rules, FindingList findings)
    {
        findings.Within(rules.AddOns.VegaTermPoints, 0m, 500m);
        findings.Positive(rules.AddOns.VegaTermFullGapDays, 3_650m);
        CheckTiers(rules.AddOns.PegTiers, "AddOns.PegTiers", findings);
        findings.Share(rules.AddOns.RateShock);
        findings.Within(rules.AddOns.ImpactCoefficient, 0m, 10m);
        findings.Share(rules.AddOns.OptionSpreadOfMark);
        findings.Share(rules.AddOns.OptionSpreadOfUnderlying);
        findings.Positive(rules.AddOns.ConcentrationVolumeShare, 1m);
        if (findings.Within(rules.AddOns.ConcentrationBaseDays, 0m, 365m)
            && findings.Positive(rules.AddOns.ConcentrationMostDays, 365m))
        {
            findings.Require(
                rules.AddOns.ConcentrationMostDays >= rules.AddOns.ConcentrationBaseDays,
                "AddOns.ConcentrationMostDays",
                $"is {ExactNumber.Format(rules.AddOns.ConcentrationMostDays)}, below the base of {ExactNumber.Format(rules.AddOns.ConcentrationBaseDays)}",
                "The most days to close are not fewer than the base");
        }

        findings.Positive(rules.AddOns.ConcentrationHorizonDays, 365m);
        findings.Within(rules.AddOns.ConcentrationMost, 0m, 10m);
        findings.Share(rules.AddOns.MinimumOnNet);
        findings.Share(rules.AddOns.MinimumOnHedged);
        findings.Share(rules.AddOns.MaximumLossRate);
    }

    /// <summary>The rate over the price: flat, then rising to the strain, then to the break; no lower at a lower price.</summary>
    private static void CheckPeg(RuleSet rules, FindingList findings)
    {
        findings.Positive(rules.AddOns.PegCalmAbove, 1m);
        var strainIsSound = findings.Require(
            rules.AddOns.PegStrainAt > 0 && rules.AddOns.PegStrainAt < rules.AddOns.PegCalmAbove,
            "AddOns.PegStrainAt",
            $"is {ExactNumber.Format(rules.AddOns.PegStrainAt)}",
            "It lies between 0 and the price above which all is calm");
        findings.Require(
            rules.AddOns.PegBrokenAt > 0 && (!strainIsSound || rules.AddOns.PegBrokenAt < rules.AddOns.PegStrainAt),
            "AddOns.PegBrokenAt",
            $"is {ExactNumber.Format(rules.AddOns.PegBrokenAt)}",
            "It lies between 0 and the price of strain");
        var multipleIsSound = findings.Within(rules.AddOns.PegStrainMultiple, 1m, 100m);
        if (findings.Share(rules.AddOns.PegBrokenRate) && multipleIsSound && rules.AddOns.PegTiers.Count > 0)
        {
            var strained = rules.AddOns.PegTiers.Max(tier => Math.Clamp(tier.Rate, 0m, 1m)) * rules.AddOns.PegStrainMultiple;
            findings.Require(
                strained <= rules.AddOns.PegBrokenRate || rules.AddOns.PegTiers.Any(tier => tier.Rate is < 0 or > 1),
                "AddOns.PegBrokenRate",
                $"is {ExactNumber.Format(rules.AddOns.PegBrokenRate)}, below the {ExactNumber.Format(strained)} under strain",
                "The rate of a broken peg is at least the highest tier under strain");
        }
    }

    private static void CheckCredit(RuleSet rules, FindingList findings)
    {
        var pairs = rules.Credit.Pairs;
        var used = new HashSet<RiskUnit>();
        for (var i = 0; i < pairs.Count; i++)
        {
            var (pair, path) = (pairs[i], At("Credit.Pairs", i));
            if (!findings.Named(pair.First.IsDefault || pair.Second.IsDefault, path)
                || !findings.Require(
                    pair.First != pair.Second, path, $"pairs {pair.First} with itself", "Credit is given between two units"))
            {
                continue;
            }

            // Two pairs would each give back a share of the same unit's risk.
            findings.Require(
                used.Add(pair.First) & used.Add(pair.Second),
                path,
                $"{pair.First}–{pair.Second} names a unit that another pair has",
                "A unit earns credit in one pair");
        }

        findings.Share(rules.Credit.CorrelationShare);
        findings.Share(rules.Credit.Most);
    }

    private static void CheckStates(RuleSet rules, FindingList findings)
    {
        var ladder = rules.States.Ladder;
        if (findings.Require(
            ladder.Select(threshold => threshold.State).SequenceEqual(LadderStates),
            "States.Ladder",
            $"has {string.Join(", ", ladder.Select(threshold => threshold.State))}",
            $"It has {string.Join(", ", LadderStates)}, in this order"))
        {
            CheckThresholds(ladder, findings);
        }

        // "Liquidating and Takeover need the likely ratio too": a later start would liquidate on staleness alone.
        findings.Require(
            rules.States.NeedsLikelyFrom is >= MarginState.Notice and <= MarginState.Liquidating,
            "States.NeedsLikelyFrom",
            $"is {rules.States.NeedsLikelyFrom}",
            $"It lies from {MarginState.Notice} to {MarginState.Liquidating}: nobody is liquidated on staleness alone");
    }

    private static void CheckThresholds(IReadOnlyList<StateThreshold> ladder, FindingList findings)
    {
        for (var i = 0; i < ladder.Count; i++)
        {
            var (threshold, path) = (ladder[i], $"States.Ladder[{ladder[i].State}]");
            if (!findings.Positive(threshold.EnterBelow, 100m, $"{path}.EnterBelow"))
            {
                continue;
            }

            findings.Require(
                threshold.LeaveAt >= threshold.EnterBelow && threshold.LeaveAt <= 100m,
                $"{path}.LeaveAt",
                $"is {ExactNumber.Format(threshold.LeaveAt)}",
                $"It is left at or above where it is entered ({ExactNumber.Format(threshold.EnterBelow)})");
            if (i > 0 && ladder[i - 1].EnterBelow is > 0 and <= 100m)
            {
                findings.Require(
                    threshold.EnterBelow < ladder[i - 1].EnterBelow,
                    $"{path}.EnterBelow",
                    $"is {ExactNumber.Format(threshold.EnterBelow)}, not below that of {ladder[i - 1].State}",
                    "A graver state is entered at a lower ratio");
                findings.Require(
                    threshold.LeaveAt <= ladder[i - 1].LeaveAt || threshold.LeaveAt > 100m,
                    $"{path}.LeaveAt",
                    $"is {ExactNumber.Format(threshold.LeaveAt)}, above that of {ladder[i - 1].State}",
                    "A graver state is left no later than a milder one");
            }
        }
    }

    private static void CheckCalls(RuleSet rules, FindingList findings)
    {
        if (findings.Within(rules.Calls.TargetRatio, 1m, 100m))
        {
            foreach (var call in rules.States.Ladder.Where(threshold => threshold.State == MarginState.Call).Take(1))
            {
                findings.Require(
                    rules.Calls.TargetRatio >= call.LeaveAt || call.LeaveAt > 100m,
                    "Calls.TargetRatio",
                    $"is {ExactNumber.Format(rules.Calls.TargetRatio)}, and the call state is left at {ExactNumber.Format(call.LeaveAt)}",
                    "Who meets a call in full is no longer called");
            }
        }

        findings.Within(rules.Calls.MinimumTransferUsd, 0m, LargestUsd);
    }

    /// <summary>A schedule of slices: ascending, the last open-ended, no rate lower than the one before.</summary>
    private static void CheckTiers(IReadOnlyList<Tier> tiers, string path, FindingList findings)
    {
        if (!findings.Require(tiers.Count > 0, path, "is empty", "Give at least one tier without an upper end"))
        {
            return;
        }

        var from = 0m;
        for (var i = 0; i < tiers.Count; i++)
        {
            var (tier, at) = (tiers[i], At(path, i));
            if (i == tiers.Count - 1)
            {
                findings.Require(
                    tier.UpTo is null,
                    $"{at}.UpTo",
                    $"is {(tier.UpTo is { } end ? ExactNumber.Format(end) : string.Empty)}",
                    "The last tier has no upper end, or what lies above it would be free");
            }
            else if (findings.Require(
                tier.UpTo is not null, $"{at}.UpTo", "is missing", "Only the last tier has no upper end"))
            {
                findings.Require(
                    tier.UpTo > from,
                    $"{at}.UpTo",
                    $"is {ExactNumber.Format(tier.UpTo!.Value)}, not above {ExactNumber.Format(from)} where it begins",
                    "Tiers rise from zero");
                from = Math.Max(from, tier.UpTo.Value);
            }

            if (findings.Share(tier.Rate, $"{at}.Rate") && i > 0 && IsShare(tiers[i - 1].Rate))
            {
                findings.Require(
                    tier.Rate >= tiers[i - 1].Rate,
                    $"{at}.Rate",
                    $"is {ExactNumber.Format(tier.Rate)}, below the {ExactNumber.Format(tiers[i - 1].Rate)} of the tier before",
                    "More of the same is never charged a lower rate");
            }
        }
    }

    private static bool IsShare(decimal value) => value is >= 0 and <= 1;

    private static string At(string path, int index) => $"{path}[{index.ToString(CultureInfo.InvariantCulture)}]";
}
