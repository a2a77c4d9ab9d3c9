using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Risk.Tests.Properties;

/// <summary>A book is a set of facts: neither their order nor how they are cut into entries is worth anything.</summary>
public sealed class LotsAndOrderTests
{
    [Fact]
    public void Report_WhenTheBookIsGivenInAnotherOrder_IsTheSame() => BookProperty.Holds(60, drawn =>
    {
        var expected = drawn.Evaluate();
        ReportFigures.Same(expected, (drawn with { Book = Reversed(drawn.Book) }).Evaluate());
        for (var seed = 0; seed < 3; seed++)
        {
            ReportFigures.Same(expected, (drawn with { Book = Shuffled(drawn.Book, seed) }).Evaluate());
        }
    });

    [Fact]
    public void Report_WhenEntriesAreSplit_IsTheSame() => BookProperty.Holds(60, SplitIsTheSame);

    [Fact]
    public void Report_WhenEntriesThatSayTheSameAreMerged_IsTheSame() => BookProperty.Holds(60, drawn =>
        ReportFigures.Same(drawn.Evaluate(), (drawn with { Book = Merged(drawn.Book) }).Evaluate()));

    [Fact]
    public void Report_WhenPositionsCancelOut_IsAsWithoutThem() => BookProperty.Holds(30, drawn =>
    {
        // Only entries may differ between the two legs; without an entry nothing is left of them.
        var flat = drawn.Book.Positions
            .Where(position => position.AverageEntry is null)
            .SelectMany(position => new[] { position, position with { Quantity = -position.Quantity } })
            .ToList();
        ReportFigures.Same(
            drawn.Evaluate(),
            (drawn with { Book = drawn.Book with { Positions = [.. drawn.Book.Positions, .. flat] } }).Evaluate());
    });

    [Fact]
    public void Report_WhenNumbersAreWrittenWithMoreZeros_IsTheSame() => BookProperty.Holds(40, PaddedIsTheSame);

    private static void PaddedIsTheSame(BookCase drawn)
    {
        var padded = drawn with
        {
            Book = drawn.Book with
            {
                Lines = [.. drawn.Book.Lines.Select(line => line with { Balance = Padded(line.Balance) })],
                Positions = [.. drawn.Book.Positions.Select(position => position with { Quantity = Padded(position.Quantity) })],
                Orders = [.. drawn.Book.Orders.Select(order => order with { Quantity = Padded(order.Quantity) })],
            },
            Market = drawn.Market with
            {
                Prices = drawn.Market.Prices.ToDictionary(
                    pair => pair.Key, pair => pair.Value with { Mark = new Price(pair.Value.Mark.Value * 1.00m) }),
                Marks = drawn.Market.Marks.ToDictionary(
                    pair => pair.Key,
                    pair => pair.Value with { Mark = pair.Value.Mark is { } mark ? new Price(mark.Value * 1.0000m) : null }),
            },
        };
        ReportFigures.Same(drawn.Evaluate(), padded.Evaluate());
    }

    internal static void SplitIsTheSame(BookCase drawn)
    {
        var expected = drawn.Evaluate();
        ReportFigures.Same(expected, (drawn with { Book = Split(drawn.Book, [0.5m, 0.5m]) }).Evaluate());
        ReportFigures.Same(expected, (drawn with { Book = Shuffled(Split(drawn.Book, [0.1m, 0.7m, 0.3m, -0.1m]), 1) }).Evaluate());
    }

    private static Quantity Padded(Quantity quantity) => new(quantity.Value * 1.000m);

    internal static Book Reversed(Book book) => book with
    {
        Lines = [.. book.Lines.Reverse()],
        Positions = [.. book.Positions.Reverse()],
        Orders = [.. book.Orders.Reverse()],
        Routes = [.. book.Routes.Reverse()],
        VenueStatements = book.VenueStatements.Reverse().ToDictionary(),
    };

    private static Book Shuffled(Book book, int seed)
    {
        var random = new Random(seed);
        return book with
        {
            Lines = Shuffle(book.Lines),
            Positions = Shuffle(book.Positions),
            Orders = Shuffle(book.Orders),
            Routes = Shuffle(book.Routes),
        };

        T[] Shuffle<T>(IEnumerable<T> items)
        {
            T[] shuffled = [.. items];
            random.Shuffle(shuffled);
            return shuffled;
        }
    }

    /// <summary>Every entry in lots of these shares, which add up to one.</summary>
    private static Book Split(Book book, decimal[] shares) => book with
    {
        Lines = [.. book.Lines.SelectMany(line => shares.Where(_ => !line.IsLoan || shares.All(share => share >= 0)).DefaultIfEmpty(1m).Select(share => line with
        {
            Balance = Times(line.Balance, share),
            UnrealisedProfit = Times(line.UnrealisedProfit, share),
            Owed = Times(line.Owed, share),
        }))],
        Positions = [.. book.Positions.SelectMany(position => shares.Select(share => position with { Quantity = Times(position.Quantity, share) }))],
        Orders = [.. book.Orders.SelectMany(order => new[] { 0.25m, 0.75m }.Select(share => order with { Quantity = Times(order.Quantity, share) }))],
    };

    private static Book Merged(Book book) => book with
    {
        Lines = [.. book.Lines
            .GroupBy(line => line with { Balance = Quantity.Zero, UnrealisedProfit = Quantity.Zero, Owed = Quantity.Zero })
            .Select(lots => lots.Key with
            {
                Balance = Sum(lots.Select(lot => lot.Balance)),
                UnrealisedProfit = Sum(lots.Select(lot => lot.UnrealisedProfit)),
                Owed = Sum(lots.Select(lot => lot.Owed)),
            })],
        Positions = [.. book.Positions
            .GroupBy(position => position with { Quantity = Quantity.Zero })
            .Select(lots => lots.Key with { Quantity = Sum(lots.Select(lot => lot.Quantity)) })],
        Orders = [.. book.Orders
            .GroupBy(order => order with { Quantity = Quantity.Zero })
            .Select(lots => lots.Key with { Quantity = Sum(lots.Select(lot => lot.Quantity)) })],
    };

    private static Quantity Times(Quantity quantity, decimal share) => new(quantity.Value * share);

    private static Quantity Sum(IEnumerable<Quantity> quantities) => new(quantities.Sum(quantity => quantity.Value));
}
