using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.Risk.RuleBooks.Books;

namespace MultiVenueMargin.Risk.RuleBooks.Exposures;

/// <summary>What of a book moves with one underlying, netted over venues: all that is linear as one figure, and the options.</summary>
/// <param name="Unit">The underlying.</param>
/// <param name="Linear">USD per 100 % move: futures, perpetuals and coins, debts in coins negative.</param>
/// <param name="Options">Options that still live.</param>
public sealed record UnitExposure(RiskUnit Unit, decimal Linear, IReadOnlyList<ModelPosition> Options)
{
    /// <summary>By name of the underlying; what nets to nothing is left out.</summary>
    public static IReadOnlyList<UnitExposure> Of(ModelBook book)
    {
        var collateral = book.Market.Rules.Collateral;
        var coins = book.Balances.Where(balance => balance.Value != 0).ToLookup(balance => collateral.UnitOf(balance.Asset));
        return book.Units
            .Concat(coins.Where(unit => unit.Key is not null).Select(unit => unit.Key!.Value))
            .Distinct()
            .Order()
            .Select(unit => new UnitExposure(
                unit,
                book.PositionsOf(unit).Where(position => position.Option is null).Sum(position => position.Delta) + coins[unit].Sum(coin => coin.Value),
                [.. book.PositionsOf(unit).Where(position => position.Option is { IsDelivered: false })]))
            .Where(exposure => exposure.Linear != 0 || exposure.Options.Count > 0)
            .ToList();
    }

    /// <summary>What the book is worth at the marks: balances with unrealised profit, and options.</summary>
    public static Usd ValueOf(ModelBook book) =>
        Usd.Down(book.Balances.Sum(balance => balance.Value) + book.Positions.Sum(position => position.OptionValue));

    /// <summary>Coins that move with no underlying that the rules name, stablecoins and currencies aside.</summary>
    public static IEnumerable<ModelGap> UncoveredOf(ModelBook book) => book.Balances
        .Where(balance => balance.Value != 0 && !IsSteady(book, balance.Asset) && book.Market.Rules.Collateral.UnitOf(balance.Asset) is null)
        .Select(balance => new ModelGap(balance.Asset.Code, "it moves with no underlying that is known; it counts at its mark and nothing is asked for it"));

    /// <summary>Profit in each scenario of a set, options valued anew.</summary>
    public double[] ProfitsOver(ScenarioSet set)
    {
        var profits = new double[set.Count];
        for (var i = 0; i < profits.Length; i++)
        {
            profits[i] = (double)(Linear * set[i].Move);
        }

        foreach (var position in Options)
        {
            var profit = position.Instrument.ArrayOver(set).Profit;
            for (var i = 0; i < profits.Length; i++)
            {
                profits[i] += (double)position.Quantity * profit[i];
            }
        }

        return profits;
    }

    private static bool IsSteady(ModelBook book, Asset asset) =>
        book.Market.Rules.Collateral.TermsOf(asset).Kind is Domain.Rules.AssetKind.Stablecoin or Domain.Rules.AssetKind.Fiat;
}
