using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.House;

/// <summary>
/// VENUE_TRAP (MARGIN §6): what a venue's own books lack and cannot arrive within its grace. The most urgent venue is served
/// first, by the fastest source; what a source has paid it cannot pay again.
/// </summary>
internal static class VenueTrap
{
    public static VenueTrapReport Of(
        Book book, PoolHoldings holdings, IReadOnlyList<CountedLine> lines, PricedMarket market, List<Omission> omissions)
    {
        var rules = market.Rules;
        var statements = VenueViews.Of(book, holdings, market, omissions);
        var spare = SpareByLocation(statements, lines, market);
        var items = new List<VenueTrapItem>();
        foreach (var (venue, statement) in statements
            .Where(pair => VenueViews.GapOf(pair.Value, market) is null)
            .OrderBy(pair => GraceOf(pair.Key, rules))
            .ThenBy(pair => pair.Key))
        {
            var shortfall = statement.MaintenanceMargin!.Value - statement.Equity!.Value;
            if (shortfall > Usd.Zero)
            {
                items.Add(Serve(venue, shortfall, spare, book, rules));
            }
        }

        return new VenueTrapReport(Usd.Sum(items.Select(item => item.Trapped)), items);
    }

    private static VenueTrapItem Serve(
        LocationId venue, Usd shortfall, Dictionary<LocationId, Usd> spare, Book book, RuleSet rules)
    {
        var missing = shortfall;
        var arrivals = new List<Arrival>();
        var routes = book.Routes
            .Where(route => route.To == venue && route.Duration <= GraceOf(venue, rules))
            .OrderBy(route => route.Duration)
            .ThenBy(route => route.From);
        foreach (var route in routes)
        {
            var available = spare.GetValueOrDefault(route.From);
            var paid = Usd.Min(missing, Usd.Max(available, Usd.Zero));
            if (paid > Usd.Zero)
            {
                spare[route.From] = available - paid;
                missing -= paid;
                arrivals.Add(new Arrival(route.From, route.Duration, paid));
            }
        }

        return new VenueTrapItem(venue, shortfall, arrivals, Usd.Up(missing.Amount));
    }

    /// <summary>(own equity − own IM, else own MM)⁺ of a venue that speaks; any other location's counted lines.</summary>
    private static Dictionary<LocationId, Usd> SpareByLocation(
        Dictionary<LocationId, VenueStatement> statements, IReadOnlyList<CountedLine> lines, PricedMarket market)
    {
        var spare = new Dictionary<LocationId, Usd>();
        foreach (var line in lines)
        {
            var location = line.Held.Line.Location;
            spare[location] = spare.GetValueOrDefault(location) + new Usd(line.Counted);
        }

        foreach (var (venue, statement) in statements)
        {
            // Of a venue whose figures cannot be used, nothing is counted on.
            spare[venue] = VenueViews.GapOf(statement, market) is null
                ? Usd.Max(statement.Equity!.Value - (statement.InitialMargin ?? statement.MaintenanceMargin!.Value), Usd.Zero)
                : Usd.Zero;
        }

        return spare;
    }

    /// <summary>A venue that states no grace waits for nothing.</summary>
    private static TimeSpan GraceOf(LocationId venue, RuleSet rules) =>
        rules.Locations.TryGetValue(venue, out var terms) && terms.Grace is { } grace ? grace : TimeSpan.Zero;
}
