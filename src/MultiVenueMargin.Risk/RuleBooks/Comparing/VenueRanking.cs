using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks.Comparing;

/// <summary>
/// Where a book costs least: all of it under each rule book, laid out as it lies, and each underlying where it costs least. What
/// covers the whole book comes first, the cheapest of it at the top; what leaves something out comes after, however cheap.
/// </summary>
public static class VenueRanking
{
    /// <param name="book">The book.</param>
    /// <param name="catalogue">The rule books there are, with these rules' parameters.</param>
    public static IReadOnlyList<BookSplit> Of(ModelBook book, ModelCatalogue catalogue)
    {
        var house = HouseMargin.Instance.Evaluate(book).Maintenance;
        var places = catalogue.Models.Where(model => model.Provenance.Kind == ModelKind.Venue).ToList();
        var splits = places.Select(model => new BookSplit($"all under {model.Name}", [PartOf("the whole book", model, book)], house)).ToList();
        if (AsItLies(book, catalogue) is { Count: > 0 } lies)
        {
            splits.Add(new BookSplit("as it lies", lies, house));
        }

        if (book.Units.Count > 1 && places.Count > 0)
        {
            splits.Add(new BookSplit("each underlying where it costs least", Cheapest(book, places), house));
        }

        return splits.OrderBy(split => split.CoversAll ? 0 : 1).ThenBy(split => split.Maintenance).ThenBy(split => split.Initial).ToList();
    }

    /// <summary>Each location under the rule book that the rules name for it, else under the house alone.</summary>
    private static List<SplitPart> AsItLies(ModelBook book, ModelCatalogue catalogue) => book.Positions
        .Select(position => position.Venue)
        .Distinct()
        .Order()
        .Select(venue => PartOf(
            venue.Code,
            catalogue.OfVenue(venue, book.Market.Rules) ?? HouseMargin.Instance,
            ModelBook.Of(book.Source, book.Pool, book.Market, venue)))
        .ToList();

    private static List<SplitPart> Cheapest(ModelBook book, List<IMarginModel> places) => book.Units
        .Select(unit =>
        {
            var part = Only(book, unit);
            return places.Select(model => PartOf(unit.Code, model, part)).OrderBy(each => each.NotCovered).ThenBy(each => each.Maintenance).First();
        })
        .ToList();

    /// <summary>One underlying: its positions, its orders and its coins.</summary>
    private static ModelBook Only(ModelBook book, RiskUnit unit)
    {
        var held = book.PositionsOf(unit).Select(position => position.Id).Concat(book.Orders.Where(order => order.Instrument.Unit == unit).Select(order => order.Instrument.Contract.Id)).ToHashSet();
        var source = book.ToBook();
        return ModelBook.Of(
            source with
            {
                Positions = source.Positions.Where(position => held.Contains(position.Instrument)).ToList(),
                Orders = source.Orders.Where(order => held.Contains(order.Instrument)).ToList(),
                Lines = source.Lines.Where(line => book.Market.Rules.Collateral.UnitOf(line.Asset) == unit).ToList(),
                VenueStatements = new Dictionary<LocationId, VenueStatement>(),
            },
            book.Pool,
            book.Market,
            book.Venue);
    }

    private static SplitPart PartOf(string name, IMarginModel model, ModelBook book)
    {
        var report = model.Evaluate(book);
        var contracts = report.NotCovered.Count(gap => book.Positions.Any(position => gap.Subject == position.Name || gap.Subject == position.Id.Code));
        return new SplitPart(name, report.Model, report.Initial, report.Maintenance, contracts);
    }
}
