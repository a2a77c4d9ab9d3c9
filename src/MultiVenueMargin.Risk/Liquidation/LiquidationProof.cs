using System.Numerics;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Liquidation;

/// <summary>
/// Checks a plan by doing it on paper: every order against the book as it stands then, every figure against the house model,
/// the cost against what raw equity loses. It shares with the planner how fills are booked and how a book is evaluated, and
/// nothing else: neither its search nor its prices nor its way of comparing ratios. Of a plan that is to be done it finds nothing.
/// </summary>
public static class LiquidationProof
{
    // Two implementations agree within this (MARGIN §1): raw equity is a rounded figure, and so is the cost.
    private const decimal Tolerance = 0.000001m;
    private const decimal RelativeTolerance = 0.000000001m;

    /// <summary>What is wrong with the plan; empty when every step holds.</summary>
    public static IReadOnlyList<Finding> Check(
        LiquidationPlan plan,
        Book book,
        PricedMarket market,
        LiquidationPolicy policy,
        IReadOnlyDictionary<LocationId, VenueCapability> venues)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(market);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(venues);
        var findings = new List<Finding>();
        if ((plan.Account, plan.Market, plan.Rules, plan.AsOf, plan.TargetRatio)
            != (book.Account, market.Market.Version, market.Rules.Version, market.AsOf, policy.TargetRatio))
        {
            findings.Add(new Finding("Plan", "is for another account, market, rule set or target", "Check it against what it was made from"));
            return findings;
        }

        var before = HouseModel.Evaluate(book, market).PoolOf(plan.Pool);
        CheckFigures("Start", plan.Start, before, findings);
        if (plan.Steps.Count > policy.MaximumSteps)
        {
            findings.Add(new Finding("Steps", $"are {plan.Steps.Count}", $"A plan has at most {policy.MaximumSteps}"));
        }

        var (figures, now) = (plan.Start, WithPrior(book, before));
        foreach (var (index, step) in plan.Steps.Index())
        {
            var path = $"Steps[{index}]";
            if (step.Ordinal != index + 1)
            {
                findings.Add(new Finding($"{path}.Ordinal", $"is {step.Ordinal}", $"It is {index + 1}"));
            }

            if (IsMet(figures, plan.TargetRatio))
            {
                findings.Add(new Finding(path, "comes after the target is reached", "End the plan before it"));
            }

            var after = step.Kind == LiquidationStepKind.CancelOrders
                ? CheckCancel(path, step, plan.Pool, now, market, venues, findings)
                : CheckReduce(path, step, plan.Pool, now, market, policy, venues, findings);
            if (after is null)
            {
                return findings;
            }

            var report = HouseModel.Evaluate(after, market).PoolOf(plan.Pool);
            CheckStep(path, step, figures, before, report, findings);
            (figures, before, now) = (step.After, report, WithPrior(after, report));
        }

        CheckOutcome(plan, findings);
        CheckCloseOut(plan, now, market, findings);
        return findings;
    }

    private static Book WithPrior(Book book, PoolReport report) => book with
    {
        PriorStates = new Dictionary<PoolId, MarginState>(book.PriorStates) { [report.Pool] = report.LastKnownState },
    };

    private static Book? CheckCancel(
        string path,
        LiquidationStep step,
        PoolId pool,
        Book book,
        PricedMarket market,
        IReadOnlyDictionary<LocationId, VenueCapability> venues,
        List<Finding> findings)
    {
        if (step.Cancelled.Count == 0 || step.Legs.Count > 0)
        {
            findings.Add(new Finding(path, "cancels nothing, or trades as well", "Name the orders and no legs"));
            return null;
        }

        var first = step.Cancelled[0];
        var there = book.Orders.Where(order => (order.Pool, order.Venue, order.Instrument) == (pool, first.Venue, first.Instrument)).ToList();
        if (!there.SequenceEqual(step.Cancelled))
        {
            findings.Add(new Finding($"{path}.Cancelled", "are not all orders of one instrument at one venue", "Name those that rest there"));
        }

        if (!venues.TryGetValue(first.Venue, out var venue) || !venue.CanCancel)
        {
            findings.Add(new Finding($"{path}.Cancelled", $"{first.Venue} is not known to cancel", "Leave them out"));
        }

        return LiquidationDraft.Cancel(book, pool, first.Venue, first.Instrument, market);
    }

    private static Book? CheckReduce(
        string path,
        LiquidationStep step,
        PoolId pool,
        Book book,
        PricedMarket market,
        LiquidationPolicy policy,
        IReadOnlyDictionary<LocationId, VenueCapability> venues,
        List<Finding> findings)
    {
        var legs = step.Kind == LiquidationStepKind.ReducePair ? 2 : 1;
        if (step.Legs.Count != legs || step.Legs.Select(leg => leg.Name).Distinct().Count() != legs || step.Cancelled.Count > 0)
        {
            findings.Add(new Finding($"{path}.Legs", $"are {step.Legs.Count} of {step.Kind}", "A pair has two of different positions, else there is one"));
            return null;
        }

        foreach (var (index, leg) in step.Legs.Index())
        {
            LegProof.Check($"{path}.Legs[{index}]", leg, pool, book, market, policy, venues, findings);
        }

        if (legs == 2 && step.Legs.Select(leg => (market.Market.Instruments.GetValueOrDefault(leg.Instrument) as Derivative)?.Unit).Distinct().Count() != 1)
        {
            findings.Add(new Finding($"{path}.Legs", "are of different units", "Only what moves together hedges"));
        }

        if (step.ExpectedCost != Usd.Sum(step.Legs.Select(leg => leg.ExpectedCost)))
        {
            findings.Add(new Finding($"{path}.ExpectedCost", $"is {step.ExpectedCost}", "It is the sum of its legs'"));
        }

        var (after, whyNot) = LiquidationDraft.Fill(book, pool, step.Legs, market);
        if (after is null)
        {
            findings.Add(new Finding($"{path}.Legs", $"cannot be filled: {whyNot}", "Plan anew"));
        }

        return after;
    }

    private static void CheckStep(
        string path, LiquidationStep step, LiquidationFigures before, PoolReport was, PoolReport report, List<Finding> findings)
    {
        CheckFigures($"{path}.After", step.After, report, findings);
        var released = was.MaintenanceMargin - report.MaintenanceMargin;
        if (step.MarginReleased != released)
        {
            findings.Add(new Finding($"{path}.MarginReleased", $"is {step.MarginReleased}", $"MM falls by {released}"));
        }

        if (released < Usd.Zero || (released == Usd.Zero && step.Kind != LiquidationStepKind.CancelOrders))
        {
            findings.Add(new Finding($"{path}.MarginReleased", $"is {released}", "A step releases margin"));
        }

        if (IsWorse(step.After, before))
        {
            findings.Add(new Finding(
                $"{path}.After",
                $"has {step.After.AdjustedEquity} over {step.After.MaintenanceMargin} after {before.AdjustedEquity} over {before.MaintenanceMargin}",
                before.AdjustedEquity.Amount < 0 ? "No step adds to the shortfall" : "No step worsens the ratio"));
        }

        // Whatever is charged, haircut or margined: at the marks an account loses what the fills give away, and nothing else.
        var lost = was.Equity.Raw.Amount - report.Equity.Raw.Amount;
        if (Math.Abs(lost - step.ExpectedCost.Amount) > Math.Max(Tolerance, RelativeTolerance * Math.Abs(was.Equity.Raw.Amount)))
        {
            findings.Add(new Finding($"{path}.ExpectedCost", $"is {step.ExpectedCost}", $"Raw equity falls by {ExactNumber.Format(lost)}"));
        }
    }

    private static void CheckFigures(string path, LiquidationFigures stated, PoolReport report, List<Finding> findings)
    {
        var found = LiquidationFigures.Of(report);
        if (stated != found)
        {
            findings.Add(new Finding(path, $"is {stated}", $"The house model has {found}"));
        }
    }

    private static void CheckOutcome(LiquidationPlan plan, List<Finding> findings)
    {
        var holds = plan.Outcome switch
        {
            LiquidationOutcome.ReachesTarget => IsMet(plan.End, plan.TargetRatio) && plan.Deficit is null,
            LiquidationOutcome.Insolvent => !IsMet(plan.End, plan.TargetRatio) && plan.Deficit > Usd.Zero,
            LiquidationOutcome.Blocked => !IsMet(plan.End, plan.TargetRatio) && plan.Deficit is null && plan.Skipped.Count > 0,
            LiquidationOutcome.NothingToReduce => !IsMet(plan.End, plan.TargetRatio) && plan.Deficit is null,
            _ => false,
        };
        if (!holds)
        {
            findings.Add(new Finding("Outcome", $"is {plan.Outcome}", "It says of the last figures what they are, with a deficit or reasons"));
        }
    }

    private static bool IsMet(LiquidationFigures figures, decimal target) => figures.State != MarginState.Unknown
        && (figures.MaintenanceMargin.Amount > 0
            ? figures.AdjustedEquity.Amount >= target * figures.MaintenanceMargin.Amount
            : figures.AdjustedEquity.Amount >= 0);

    /// <summary>Of an insolvent pool nothing stays open in silence.</summary>
    private static void CheckCloseOut(LiquidationPlan plan, Book end, PricedMarket market, List<Finding> findings)
    {
        if (plan.Outcome != LiquidationOutcome.Insolvent)
        {
            return;
        }

        var left = end.Positions
            .Where(position => position.Pool == plan.Pool)
            .GroupBy(position => (position.Instrument, position.Venue), position => position.Quantity.Value)
            .Where(group => group.Sum() != 0)
            .Where(group => !market.TryPrice(group.Key.Instrument, out var priced, out _) || !priced!.IsDelivered)
            .Select(group => $"{group.Key.Instrument}@{group.Key.Venue}");
        foreach (var name in left.Except(plan.Skipped.Select(skip => skip.Subject)))
        {
            findings.Add(new Finding("Skipped", $"does not name {name}, which stays open", "Say why it is not closed"));
        }
    }

    /// <summary>
    /// With equity: E′·MM &lt; E·MM′; without MM a ratio is above all others or, with negative equity, below. From negative equity:
    /// MM′ − E′ &gt; MM − E; should equity come back above zero, the ratio has risen whatever MM is.
    /// </summary>
    private static bool IsWorse(LiquidationFigures after, LiquidationFigures before)
    {
        if (before.AdjustedEquity.Amount < 0)
        {
            return Steps(after.MaintenanceMargin) - Steps(after.AdjustedEquity) > Steps(before.MaintenanceMargin) - Steps(before.AdjustedEquity);
        }

        if (before.MaintenanceMargin.Amount <= 0 || after.MaintenanceMargin.Amount <= 0)
        {
            return Standing(after) < Standing(before);
        }

        return Steps(after.AdjustedEquity) * Steps(before.MaintenanceMargin) < Steps(before.AdjustedEquity) * Steps(after.MaintenanceMargin);

        static int Standing(LiquidationFigures figures) =>
            figures.MaintenanceMargin.Amount > 0 ? 0 : figures.AdjustedEquity.Amount >= 0 ? 1 : -1;

        // Reported figures lie on this grid, so the whole numbers are exact.
        static BigInteger Steps(Usd amount) => new(amount.Amount / Usd.Step);
    }
}
