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
    internal const decimal LargestUsd = 1_000_000_000_000_000m;

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
        CollateralLint.Check(rules, findings);
        ModelLint.Check(rules, findings);
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
    internal static void CheckTiers(IReadOnlyList<Tier> tiers, string path, FindingList findings)
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

    internal static bool IsShare(decimal value) => value is >= 0 and <= 1;

    internal static string At(string path, int index) => $"{path}[{index.ToString(CultureInfo.InvariantCulture)}]";
}
