using System.Globalization;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Perturbations;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Tests.House;
using MultiVenueMargin.Risk.Tests.Properties;
using MultiVenueMargin.Risk.Valuation;
using Xunit.Abstractions;

namespace MultiVenueMargin.Risk.Tests.Hot;

/// <summary>Rows that a factor moved against the rows of the market that it perturbed.</summary>
public sealed class MovedRowsTests(ITestOutputHelper output)
{
    /// <summary>A decimal is cut at its 28th place, which a few factors may bring up.</summary>
    private const double LeastDecimal = 1e-22;

    [Fact]
    public void Rows_AfterAnyMove_AreThoseOfThePerturbedMarket()
    {
        var compared = 0;
        BookProperty.Holds(16, drawn =>
        {
            var priced = drawn.Priced;
            foreach (var factor in Searches.MarketFactorsOf(drawn))
            {
                var (rows, expected) = (new HotMarket(priced), new HotMarket(priced));
                var book = BookCompiler.Compile(drawn.Book, rows);
                BookCompiler.Compile(drawn.Book, expected);
                var moved = new MovedRows(rows, book, factor, to => Perturbation.Apply(drawn.Book, priced, factor, to).Market);
                foreach (var move in Searches.Moves)
                {
                    var market = Perturbation.Apply(drawn.Book, priced, factor, move).Market;
                    moved.MoveTo(move);
                    expected.Fill(market);
                    var different = Different(rows, expected, market, drawn.Book).ToList();
                    Assert.True(different.Count == 0, $"{factor.Name} {move}:\n{string.Join("\n", different)}");
                    compared += rows.InstrumentIds.Count;
                }

                moved.Restore();
                expected.Fill(priced);
                Assert.Empty(Different(rows, expected, priced, drawn.Book));
            }
        });
        output.WriteLine($"{compared} rows of instruments compared");
        Assert.True(compared > 3_000, $"only {compared} rows compared");
    }

    /// <summary>What the bounds rest on: a figure is off by its share at most, an option's value by that of the two parts that it is the sum of.</summary>
    private static IEnumerable<string> Different(HotMarket rows, HotMarket expected, PricedMarket market, Book held)
    {
        for (var i = 0; i < rows.InstrumentIds.Count; i++)
        {
            var (row, right) = (rows.Instruments[i], expected.Instruments[i]);
            var id = rows.InstrumentIds[i];
            // Whether the figure is right to the last bit is asked of the doubles; what has no figure must be the same.
            if ((row.Status, row.AsOf, row.Confidence, row.Funding, row.HalfSpread, row.ImpactUnknown, row.Decay)
                != (right.Status, right.AsOf, right.Confidence, right.Funding, right.HalfSpread, right.ImpactUnknown, right.Decay))
            {
                yield return $"{id}: {row} instead of {right}";
            }

            var ofValue = market.TryPrice(id, out var priced, out _) && priced is PricedOptionContract option
                ? 2 * Bounded.FigureShare * (double)(option.ModelValue + Math.Abs(option.Value - option.ModelValue))
                : 0;
            var multiplier = priced is null ? 1 : (double)priced.Contract.Multiplier;
            (string Name, double Is, double Should, double Off)[] figures =
            [
                ("Δ$", row.Delta, right.Delta, 0),
                ("vega", row.Vega, right.Vega, 0),
                ("rate", row.RateWeight, right.RateWeight, 0),
                ("half spread", row.OptionHalfSpread, right.OptionHalfSpread, ofValue * multiplier),
                ("impact", row.ImpactOfRoot, right.ImpactOfRoot, 0),
                ("value", row.ContractValue, right.ContractValue, ofValue * multiplier),
                ("price", row.Price, right.Price, 0),
                ("quote", row.QuoteInUsd, right.QuoteInUsd, 0),
                ("discount", row.Discount, right.Discount, 0),
                ("order mark × USD", row.OrderMark * row.OrderUsd, right.OrderMark * right.OrderUsd, (ofValue * multiplier) + (Math.Abs(right.OrderMark * right.OrderUsd) * Bounded.FigureShare)),
                ("order USD", row.OrderUsd, right.OrderUsd, 0),
            ];
            // The extremes of a scan are read of what is held or ordered, the least and the most of what is ordered alone.
            IEnumerable<(string Name, double Is, double Should, double Off)> extremes = held.Orders.Any(order => order.Instrument == id)
                ?
                [
                    ("most", row.ScanMost, right.ScanMost, 0),
                    ("least of the grid", row.Grid.Least, right.Grid.Least, 0),
                    ("most of the grid", row.Grid.Most, right.Grid.Most, 0),
                    ("least of the tails", row.Tails.Least, right.Tails.Least, 0),
                    ("most of the tails", row.Tails.Most, right.Tails.Most, 0),
                ]
                : rows.ScanRowOf(i).Length > 0 ? [("most", row.ScanMost, right.ScanMost, 0)] : [];
            foreach (var (name, has, should, off) in figures.Concat(extremes).Concat(Scans(rows, expected, i)))
            {
                if (!(Math.Abs(has - should) <= (Math.Abs(should) * Bounded.FigureShare) + off + LeastDecimal))
                {
                    yield return string.Create(CultureInfo.InvariantCulture, $"{id} {name}: {has:R} instead of {should:R}");
                }
            }
        }

        for (var i = 0; i < rows.AssetIds.Count; i++)
        {
            if (rows.Assets[i] != expected.Assets[i])
            {
                yield return $"{rows.AssetIds[i]}: {rows.Assets[i]} instead of {expected.Assets[i]}";
            }
        }

        for (var i = 0; i < rows.UnitIds.Count; i++)
        {
            if (rows.Units[i] != expected.Units[i])
            {
                yield return $"{rows.UnitIds[i]}: {rows.Units[i]} instead of {expected.Units[i]}";
            }
        }
    }

    private static IEnumerable<(string Name, double Is, double Should, double Off)> Scans(HotMarket rows, HotMarket expected, int row)
    {
        var (scan, right) = (rows.ScanRowOf(row).ToArray(), expected.ScanRowOf(row).ToArray());
        return scan.Zip(right, (has, should) => ("scan", has, should, 0.0));
    }
}
