using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>What venues say of a pool themselves, by how long they wait, and from where each can be paid in that time.</summary>
internal sealed class StatementCompiler
{
    private readonly HotMarket _market;

    public StatementCompiler(Book book, PoolId pool, Numbering<LocationId> locations, HotMarket market)
    {
        _market = market;
        var venues = new List<LocationId>();
        foreach (var (venue, said) in book.VenueStatements)
        {
            if (said.Pool == pool)
            {
                venues.Add(venue);
            }
        }

        venues.Sort((left, right) => GraceOf(left).CompareTo(GraceOf(right)) is not 0 and var order ? order : left.CompareTo(right));
        Venues = [.. venues];
        Statements = new CompiledStatement[Venues.Length];
        var routes = new List<int>();
        for (var i = 0; i < Venues.Length; i++)
        {
            var from = routes.Count;
            AddRoutes(book, Venues[i], locations, routes);
            Statements[i] = Of(book.VenueStatements[Venues[i]], locations.Of(Venues[i]), from, routes.Count, HasRuleBook(Venues[i]));
        }

        Routes = [.. routes];
        NeedsRuleBooks = market.Priced.Rules.Locations.Values.Any(terms => terms.Model is not null)
            && (book.Positions.Any(position => position.Pool == pool && IsSilent(position.Venue)) || book.Lines.Any(line => line.Pool == pool && IsSilent(line.Location)));
    }

    /// <summary>Something lies under rules that we know, at a venue that says nothing itself.</summary>
    public bool NeedsRuleBooks { get; }

    /// <summary>Who says each of them.</summary>
    public LocationId[] Venues { get; }

    public CompiledStatement[] Statements { get; }

    /// <summary>Sources among the pool's locations, fastest first.</summary>
    public int[] Routes { get; }

    private bool HasRuleBook(LocationId venue) => _market.Priced.Rules.Locations.GetValueOrDefault(venue)?.Model is not null;

    private bool IsSilent(LocationId venue) => HasRuleBook(venue) && Array.IndexOf(Venues, venue) < 0;

    public static CompiledStatement Of(VenueStatement said, int location, int routeFrom, int routeTo, bool hasRuleBook)
    {
        var isComplete = said is { Equity: not null, MaintenanceMargin: not null };
        var equity = said.Equity ?? Usd.Zero;
        var maintenance = said.MaintenanceMargin ?? Usd.Zero;
        return new CompiledStatement(
            location,
            said.AsOf.UtcTicks,
            isComplete,
            isComplete ? Bounded.Of(Kernel.ToDouble((maintenance - equity).Amount)) : Bounded.Zero,
            isComplete
                ? Bounded.Of(Kernel.ToDouble(Usd.Max(equity - (said.InitialMargin ?? maintenance), Usd.Zero).Amount))
                : Bounded.Zero,
            routeFrom,
            routeTo,
            hasRuleBook);
    }

    private void AddRoutes(Book book, LocationId venue, Numbering<LocationId> locations, List<int> routes)
    {
        var usable = new List<TransferRoute>();
        foreach (var route in book.Routes)
        {
            if (route.To == venue && route.Duration <= GraceOf(venue))
            {
                usable.Add(route);
            }
        }

        usable.Sort((left, right) => left.Duration.CompareTo(right.Duration) is not 0 and var order ? order : left.From.CompareTo(right.From));
        foreach (var route in usable)
        {
            routes.Add(locations.Of(route.From));
        }
    }

    private TimeSpan GraceOf(LocationId venue) =>
        _market.Priced.Rules.Locations.TryGetValue(venue, out var terms) && terms.Grace is { } grace ? grace : TimeSpan.Zero;
}
