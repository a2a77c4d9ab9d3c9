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
        var statements = book.VenueStatements.Where(pair => pair.Value.Pool == holdings.Pool).ToDictionary();
        var silent = holdings.Positions.Select(position => position.Venue).Where(venue => !statements.ContainsKey(venue));
        foreach (var venue in statements.Keys.Concat(silent).Distinct().Order())
        {
            if (Gap(statements.GetValueOrDefault(venue), market) is { } gap)
            {
                omissions.Add(new Omission(
                    OmissionKind.VenueFigureAbsent, venue.Code, $"{gap}; its shortfall is not in the figures"));
            }
        }

        var spare = SpareByLocation(statements, lines, market);
        var items = new List<VenueTrapItem>();
        foreach (var (venue, statement) in statements
            .Where(pair => Gap(pair.Value, market) is null)
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

    /// <summary>Why a venue's own figures cannot be used; absent when they can. What it said long ago is not what it would say now.</summary>
    private static string? Gap(VenueStatement? statement, PricedMarket market)
    {
        if (statement is null)
        {
            return "the venue's own margin is not known";
        }

        var age = market.AsOf - statement.AsOf;
        return Uncertainty.IsLost(age, market.Rules.Uncertainty) ? $"the venue's own margin is {Uncertainty.Describe(age)} old"
            : statement.Equity is null ? "the venue does not say its equity"
            : statement.MaintenanceMargin is null ? "the venue does not say its maintenance margin"
            : null;
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
            spare[venue] = Gap(statement, market) is null
                ? Usd.Max(statement.Equity!.Value - (statement.InitialMargin ?? statement.MaintenanceMargin!.Value), Usd.Zero)
                : Usd.Zero;
        }

        return spare;
    }

    /// <summary>A venue that states no grace waits for nothing.</summary>
    private static TimeSpan GraceOf(LocationId venue, RuleSet rules) =>
        rules.Locations.TryGetValue(venue, out var terms) && terms.Grace is { } grace ? grace : TimeSpan.Zero;
}
