using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Risk.Liquidation;

/// <summary>How far and in what bites a pool is reduced (MARGIN, Liquidation plans).</summary>
public sealed record LiquidationPolicy
{
    /// <summary>The defaults of docs/MARGIN.md.</summary>
    public static LiquidationPolicy Default { get; } = new();

    /// <summary>
    /// Worst equity over MM at which a plan ends: where the ladder leaves Call, so that what is left over is not called for at
    /// once. It must lie above where Liquidating is left, or the plan would end in the state it began in.
    /// </summary>
    public decimal TargetRatio { get; init; } = 1.30m;

    /// <summary>The most one step closes of one instrument, by what moves with the underlying: small enough for one order to wait and be planned anew.</summary>
    public Usd MaximumNotional { get; init; } = new(5_000_000m);

    /// <summary>The most one step closes of one instrument as a share of its daily volume, else its unit's: about a quarter of an hour's trading.</summary>
    public decimal MaximumShareOfDailyVolume { get; init; } = 0.01m;

    /// <summary>The limit price lies so many times as far from the mark as the price that is assumed: beyond it an order waits rather than pays.</summary>
    public decimal LimitMultiple { get; init; } = 2m;

    /// <summary>The most steps of a plan. A longer one is planned anew from where it ended: by then the market has moved anyway.</summary>
    public int MaximumSteps { get; init; } = 64;

    /// <summary>The most evaluations of the book one plan may take: some seconds of one core for a large book.</summary>
    public int MaximumEvaluations { get; init; } = 5_000;

    /// <summary>What is wrong with it under any rule set; empty when nothing is.</summary>
    public IReadOnlyList<Finding> Check() => Check(1m, "It is at least 1, for less than what is required is no target, and at most 100");

    /// <summary>What is wrong with it under a rule set; empty when it is sound.</summary>
    public IReadOnlyList<Finding> Check(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var left = rules.States.Of(MarginState.Liquidating).LeaveAt;
        return Check(left, $"It is at least {ExactNumber.Format(left)}, where Liquidating is left, and at most 100");
    }

    private List<Finding> Check(decimal leastTarget, string rightTarget)
    {
        var findings = new List<Finding>();
        Require(TargetRatio >= leastTarget && TargetRatio <= 100, "TargetRatio", $"is {ExactNumber.Format(TargetRatio)}", rightTarget);
        Require(MaximumNotional > Usd.Zero, "MaximumNotional", $"is {MaximumNotional}", "It is above 0");
        Require(
            MaximumShareOfDailyVolume is > 0 and <= 1,
            "MaximumShareOfDailyVolume",
            $"is {ExactNumber.Format(MaximumShareOfDailyVolume)}",
            "It is above 0 and at most 1");
        Require(LimitMultiple is >= 1 and <= 100, "LimitMultiple", $"is {ExactNumber.Format(LimitMultiple)}", "It lies from 1 to 100");
        Require(MaximumSteps is >= 1 and <= 1_000, "MaximumSteps", $"is {ExactNumber.Format(MaximumSteps)}", "It lies from 1 to 1000");
        Require(
            MaximumEvaluations is >= 1 and <= 1_000_000,
            "MaximumEvaluations",
            $"is {ExactNumber.Format(MaximumEvaluations)}",
            "It lies from 1 to 1000000");
        return findings;

        void Require(bool holds, string path, string problem, string fix)
        {
            if (!holds)
            {
                findings.Add(new Finding(path, problem, fix));
            }
        }
    }
}
