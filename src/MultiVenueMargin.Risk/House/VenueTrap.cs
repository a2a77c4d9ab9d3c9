using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.House;

/// <summary>
/// VENUE_TRAP (MARGIN §6): what a venue's own books lack and cannot arrive within its grace. The most urgent venue is served
/// first, by the fastest source; what a source has paid it cannot pay again.
/// </summary>
internal static class VenueTrap
{
    public static VenueTrapReport Of(Book book, PoolHoldings holdings, IReadOnlyList<CountedLine> lines, RuleSet rules, List<Omission> omissions)
    {
        var statements = book.VenueStatements.Where(pair => pair.Value.Pool == holdings.Pool).ToDictionary();
        var spare = SpareByLocation(statements, lines);
        var items = new List<VenueTrapItem>();
        foreach (var (venue, statement) in statements
            .OrderBy(pair => GraceOf(pair.Key, rules))
            .ThenBy(pair => pair.Key))
        {
            if (statement.Equity is not { } equity || statement.MaintenanceMargin is not { } maintenance)
            {
                omissions.Add(new Omission(
                    OmissionKind.VenueFigureAbsent,
                    venue.Code,
                    $"{venue} does not say its {(statement.Equity is null ? "equity" : "maintenance margin")}; its shortfall is not known"));
                continue;
            }

            var shortfall = maintenance - equity;
            if (shortfall > Usd.Zero)
            {
                items.Add(Serve(venue, shortfall, spare, book, rules));
            }
        }

        foreach (var venue in holdings.Positions.Select(position => position.Venue).Distinct().Order())
        {
            if (!statements.ContainsKey(venue))
            {
                omissions.Add(new Omission(
                    OmissionKind.VenueFigureAbsent, venue.Code, $"{venue}'s own margin is not known; its shortfall is not in the figures"));
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
        Dictionary<LocationId, VenueStatement> statements, IReadOnlyList<CountedLine> lines)
    {
        var spare = new Dictionary<LocationId, Usd>();
        foreach (var line in lines)
        {
            var location = line.Held.Line.Location;
            spare[location] = spare.GetValueOrDefault(location) + new Usd(line.Counted);
        }

        foreach (var (venue, statement) in statements)
        {
            var needed = statement.InitialMargin ?? statement.MaintenanceMargin;
            spare[venue] = statement.Equity is { } equity && needed is { } margin
                ? Usd.Max(equity - margin, Usd.Zero)
                : Usd.Zero;
        }

        return spare;
    }

    /// <summary>A venue that states no grace waits for nothing.</summary>
    private static TimeSpan GraceOf(LocationId venue, RuleSet rules) =>
        rules.Locations.TryGetValue(venue, out var terms) && terms.Grace is { } grace ? grace : TimeSpan.Zero;
}
