using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Tests.Properties;

/// <summary>A market is priced once for everybody; that it was used before, or is used by others at the same time, changes no digit.</summary>
public sealed class SharedMarketTests
{
    [Fact]
    public void Report_WhenTheMarketWasUsedForOtherBooks_IsTheSameAsFresh() => BookProperty.Holds(40, drawn =>
    {
        var shared = drawn.Priced;
        foreach (var book in Neighbours(drawn.Book).Prepend(drawn.Book).Append(drawn.Book))
        {
            ReportFigures.Same((drawn with { Book = book }).Evaluate(), HouseModel.Evaluate(book, shared));
        }
    });

    [Fact]
    public void Report_WhenOnePriceMovesAndMovesBack_IsTheSameAsFresh() => BookProperty.Holds(40, drawn =>
    {
        var before = drawn.Evaluate();
        foreach (var asset in drawn.Market.Prices.Keys.Order().Take(4))
        {
            var mark = drawn.Market.Prices[asset];
            var moved = drawn.Market with
            {
                Prices = new Dictionary<Asset, AssetMark>(drawn.Market.Prices)
                {
                    [asset] = mark with { Mark = new Price(mark.Mark.Value * 1.013m) },
                },
            };
            var shared = new PricedMarket(moved, drawn.Rules);
            ReportFigures.Same(HouseModel.Evaluate(drawn.Book, moved, drawn.Rules), HouseModel.Evaluate(drawn.Book, shared));
        }

        ReportFigures.Same(before, drawn.Evaluate());
    });

    [Fact]
    public void Report_WhenEvaluatedTwiceAndInParallel_IsTheSame() => BookProperty.Holds(20, drawn =>
    {
        var expected = drawn.Evaluate();
        var shared = drawn.Priced;
        var reports = new MarginReport[4];
        Parallel.For(0, reports.Length, i => reports[i] = HouseModel.Evaluate(drawn.Book, shared));
        Assert.All(reports, report => ReportFigures.Same(expected, report));
    });

    [Fact]
    public void Figures_WhenNotExplained_AreTheSame() => BookProperty.Holds(40, drawn =>
        ReportFigures.Same(
            drawn.Evaluate(),
            HouseModel.EvaluateFigures(drawn.Book, drawn.Priced),
            nameof(Component.Items),
            nameof(ScanReport.Contributions),
            nameof(MarginReport.Joint)));

    private static IEnumerable<Book> Neighbours(Book book)
    {
        for (var i = 0; i < Math.Min(3, book.Positions.Count); i++)
        {
            var changed = book.Positions[i] with { Quantity = new Quantity(book.Positions[i].Quantity.Value * -1.5m) };
            yield return book with { Positions = [.. book.Positions.Take(i), changed, .. book.Positions.Skip(i + 1)] };
        }
    }
}
