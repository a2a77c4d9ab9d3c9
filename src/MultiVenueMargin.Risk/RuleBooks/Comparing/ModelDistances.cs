using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;

namespace MultiVenueMargin.Risk.RuleBooks.Comparing;

/// <summary>
/// How far underlyings may move before a model acts. The model is asked again at each step, 2.5 % to ±50 % and then wider to
/// −99 % and +500 %; the first step at which it acts is refined by bisection. A venue's rules may be jumpy: between two
/// steps at which it does not act, nothing is claimed.
/// </summary>
public static class ModelDistances
{
    private const decimal Precision = 0.000001m;

    private static readonly decimal[] Near = [.. Enumerable.Range(1, 20).Select(step => step * 0.025m)];
    private static readonly decimal[] Falls = [.. Near.Select(move => -move), -0.6m, -0.7m, -0.8m, -0.9m, -0.99m];
    private static readonly decimal[] Rises = [.. Near, 0.6m, 0.7m, 0.8m, 0.9m, 1m, 1.25m, 1.5m, 2m, 3m, 4m, 5m];

    /// <summary>Along every underlying that the book holds, as a position or as a coin.</summary>
    public static IReadOnlyList<ModelDistance> Of(IMarginModel model, ModelBook book) => Of(model, UnitsOf(book), new MovedBooks(book, CancellationToken.None));

    internal static IReadOnlyList<ModelDistance> Of(IMarginModel model, IReadOnlyList<RiskUnit> units, MovedBooks moved) =>
        units.Select(unit => new ModelDistance(unit, First(model, unit, moved, Falls), First(model, unit, moved, Rises))).ToList();

    internal static IReadOnlyList<RiskUnit> UnitsOf(ModelBook book) => book.Units
        .Concat(book.Balances.Select(balance => book.Market.Rules.Collateral.UnitOf(balance.Asset)).OfType<RiskUnit>())
        .Distinct()
        .Where(unit => book.Market.FindIndex(unit) is not null)
        .Order()
        .ToList();

    private static decimal? First(IMarginModel model, RiskUnit unit, MovedBooks moved, decimal[] steps)
    {
        var safe = 0m;
        foreach (var step in steps)
        {
            if (model.Evaluate(moved.After(unit, step)).Acts)
            {
                return Refined(model, unit, moved, safe, step);
            }

            safe = step;
        }

        return null;
    }

    private static decimal Refined(IMarginModel model, RiskUnit unit, MovedBooks moved, decimal safe, decimal acts)
    {
        while (Math.Abs(acts - safe) > Precision)
        {
            var middle = (acts + safe) / 2m;
            if (middle != 0 && model.Evaluate(moved.After(unit, middle)).Acts)
            {
                acts = middle;
            }
            else
            {
                safe = middle;
            }
        }

        return decimal.Round(acts, 7, MidpointRounding.ToEven);
    }
}
