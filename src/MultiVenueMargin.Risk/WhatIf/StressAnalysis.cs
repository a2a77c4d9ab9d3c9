using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Perturbations;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.WhatIf;

/// <summary>
/// A book under moves of the market, figures only. Each case starts from the same market, whose history and scenario sets all of them share; a
/// what-if of the same shocks gives the same figures.
/// </summary>
public static class StressAnalysis
{
    /// <summary>The moves one after the other. What cannot be done is refused, and then there is no figure.</summary>
    public static (MarginReport? Report, IReadOnlyList<string> Refusals) Evaluate(Book book, PricedMarket market, IReadOnlyList<Shock> shocks)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(market);
        ArgumentNullException.ThrowIfNull(shocks);
        var refusals = WhatIfAnalysis.RefusalsOf(shocks, book, market);
        if (refusals.Count > 0)
        {
            return (null, refusals);
        }

        try
        {
            foreach (var shock in shocks)
            {
                (book, market) = Perturbation.Apply(book, market, shock.Factor, shock.Move);
            }

            return (HouseModel.EvaluateFigures(book, market), []);
        }
        catch (Exception beyond) when (beyond is OverflowException or ArgumentOutOfRangeException && shocks.Count > 1)
        {
            // Each move alone leads to prices there can be; nobody has bounded what they come to together.
            return (null, ["the moves together lead beyond any price there can be"]);
        }
    }
}
