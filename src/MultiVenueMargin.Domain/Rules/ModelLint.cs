using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Domain.Rules;

/// <summary>The part of <see cref="RuleLint"/> about unit classes, scan, statistics and add-ons (MARGIN §3–§5).</summary>
internal static class ModelLint
{
    public static void Check(RuleSet rules, FindingList findings)
    {
        CheckUnitClasses(rules, findings);
        CheckScan(rules, findings);
        CheckStatistical(rules, findings);
        CheckAddOns(rules, findings);
        CheckPeg(rules, findings);
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
            var (unitClass, path) = (classes[i], RuleLint.At("UnitClasses", i));
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
                classes[i].Range <= last.Range || !RuleLint.IsShare(classes[i].Range) || !RuleLint.IsShare(last.Range),
                $"{RuleLint.At("UnitClasses", classes.Count - 1)}.Range",
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
            var (unit, at) = (unitClass.Units[j], RuleLint.At($"{path}.Units", j));
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
        findings.Within(rules.Scan.TailDampenerUsd, 0m, RuleLint.LargestUsd);
        var multipleIsSound = findings.Within(rules.Scan.ExtremeMultiple, 1m, 10m);
        for (var i = 0; multipleIsSound && i < rules.UnitClasses.Count; i++)
        {
            var range = rules.UnitClasses[i].Range;
            findings.Require(
                !RuleLint.IsShare(range) || rules.Scan.ExtremeMultiple * range < 1,
                "Scan.ExtremeMultiple",
                $"is {ExactNumber.Format(rules.Scan.ExtremeMultiple)}, and the range of {rules.UnitClasses[i].Name} {ExactNumber.Format(range)}",
                "The product stays below 1 for every class: no price falls by all of itself");
        }

        findings.Positive(rules.Scan.ExtremeWeight, 1m);
        findings.Share(rules.Scan.GainShare);
        findings.Within(rules.Scan.GainCapUsd, 0m, RuleLint.LargestUsd);
        findings.Share(rules.Scan.Optional.SkewRotation);
        var depegs = rules.Scan.Optional.DepegPrices;
        for (var i = 0; i < depegs.Count; i++)
        {
            findings.Require(
                depegs[i] is > 0 and < 1 && (i == 0 || depegs[i] < depegs[i - 1]),
                RuleLint.At("Scan.Optional.DepegPrices", i),
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
                RuleLint.At("Scan.TailMoves", i),
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
        RuleLint.CheckTiers(rules.AddOns.PegTiers, "AddOns.PegTiers", findings);
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
}
