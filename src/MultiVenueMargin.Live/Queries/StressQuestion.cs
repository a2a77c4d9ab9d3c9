using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.WhatIf;

namespace MultiVenueMargin.Live.Queries;

/// <summary>Many moves of one market and what they do to one book.</summary>
public static class StressQuestion
{
    /// <summary>What is wrong with the cases is refused by name: their number and their names first, then their moves.</summary>
    public static void Check(IReadOnlyList<StressCase> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        if (cases.Count == 0)
        {
            throw new RefusedException(Refusal.Malformed, "A stress has at least one case.");
        }

        if (cases.Count > QuestionLimits.StressCases)
        {
            throw new RefusedException(Refusal.LimitReached, $"A stress has at most {QuestionLimits.StressCases} cases, not {cases.Count}.");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, each) in cases.Index())
        {
            if (each.Name is not { Length: > 0 and <= QuestionLimits.CaseName })
            {
                throw new RefusedException(Refusal.Malformed, $"Case {index + 1} has a name of 1 to {QuestionLimits.CaseName} characters.");
            }

            if (!names.Add(each.Name))
            {
                throw new RefusedException(Refusal.Malformed, $"Two cases are called {each.Name}.");
            }

            if (each.Shocks.Count > QuestionLimits.Shocks)
            {
                throw new RefusedException(
                    Refusal.LimitReached, $"A case has at most {QuestionLimits.Shocks} moves, not {each.Shocks.Count} as {each.Name}.");
            }
        }
    }

    /// <param name="cases">Checked.</param>
    /// <param name="cancellation">Heeded between cases.</param>
    public static StressReport Evaluate(AccountPicture picture, IReadOnlyList<StressCase> cases, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(cases);
        var market = picture.Required();
        var before = HouseModel.EvaluateFigures(picture.Book, market);
        var results = new List<StressResult>(cases.Count);
        foreach (var each in cases)
        {
            cancellation.ThrowIfCancellationRequested();
            var (after, refusals) = StressAnalysis.Evaluate(picture.Book, market, each.Shocks);
            results.Add(new StressResult(
                each.Name, after is null ? [] : [.. before.Pools.Select(pool => FiguresOf(after, pool.Pool))], refusals));
        }

        return new StressReport(
            picture.Account,
            picture.Version,
            picture.Stamp,
            market.Rules.Version,
            [.. before.Pools.Select(PoolFigures.Of)],
            results,
            picture.IsCurrent);
    }

    /// <summary>Where a venue is lost with all that a pool has, the pool is not in the report: it holds and owes nothing.</summary>
    private static PoolFigures FiguresOf(MarginReport report, PoolId pool) =>
        report.Pools.FirstOrDefault(each => each.Pool == pool) is { } found ? PoolFigures.Of(found) : PoolFigures.NothingIn(pool);
}
