using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.RuleBooks.Books;

/// <summary>
/// What a model is asked about: one pool of a book, the whole of it or what lies at one venue, netted and priced. Locations are
/// kept for names; to a venue's rules all of it lies with that venue.
/// </summary>
public sealed class ModelBook
{
    private ModelBook(Book source, PoolId pool, LocationId? venue, PricedMarket market)
    {
        Source = source;
        Pool = pool;
        Venue = venue;
        Market = market;
    }

    /// <summary>The whole book it was taken from.</summary>
    public Book Source { get; }

    public PoolId Pool { get; }

    /// <summary>The one location looked at; absent: all of them.</summary>
    public LocationId? Venue { get; }

    public PricedMarket Market { get; }

    public DateTimeOffset AsOf => Market.AsOf;

    /// <summary>By instrument, then venue; what nets to nothing is left out.</summary>
    public required IReadOnlyList<ModelPosition> Positions { get; init; }

    /// <summary>By asset.</summary>
    public required IReadOnlyList<ModelBalance> Balances { get; init; }

    public required IReadOnlyList<ModelOrder> Orders { get; init; }

    /// <summary>What could not be priced, which is in no figure of any model; and what is too old to rely on, which is in them as last told.</summary>
    public required IReadOnlyList<ModelGap> Unknown { get; init; }

    /// <summary>Underlyings of its positions, by name.</summary>
    public IReadOnlyList<RiskUnit> Units => Positions.Select(position => position.Unit).Distinct().Order().ToList();

    public IEnumerable<ModelPosition> PositionsOf(RiskUnit unit) => Positions.Where(position => position.Unit == unit);

    /// <summary>All of an asset; nothing owned and nothing owed where the book does not name it.</summary>
    public ModelBalance BalanceOf(Asset asset) =>
        Balances.FirstOrDefault(balance => balance.Asset == asset) ?? new ModelBalance(asset, 0m, 0m, 0m, Market.FindMark(asset)?.Mark.Value);

    /// <summary>S of a unit that has a position; one without a price has none.</summary>
    public decimal IndexOf(RiskUnit unit) => Market.FindIndex(unit)
        ?? throw new ArgumentException($"{unit} has no index; a position in it is not priced and not here.", nameof(unit));

    /// <summary>The facts it was made from, and no others: what a model that reads a book is given.</summary>
    public Book ToBook() => Source with
    {
        Lines = Source.Lines.Where(line => line.Pool == Pool && IsLookedAt(line.Location)).ToList(),
        Positions = Source.Positions.Where(position => position.Pool == Pool && IsLookedAt(position.Venue)).ToList(),
        Orders = Source.Orders.Where(order => order.Pool == Pool && IsLookedAt(order.Venue)).ToList(),
        VenueStatements = Source.VenueStatements.Where(statement => statement.Value.Pool == Pool && IsLookedAt(statement.Key)).ToDictionary(),
        LostFeeds = Source.LostFeeds.Where(feed => feed.Pool == Pool && IsLookedAt(feed.Location)).ToList(),
    };

    /// <param name="book">Everything the account holds.</param>
    /// <param name="pool">Which of its pools.</param>
    /// <param name="market">Prices, shared with whoever looks at the same market.</param>
    /// <param name="venue">Only what lies here; absent: everything.</param>
    public static ModelBook Of(Book book, PoolId pool, PricedMarket market, LocationId? venue = null)
    {
        var unknown = new List<ModelGap>();
        var positions = ModelPositions.Of(book.Positions.Where(position => position.Pool == pool && (venue ?? position.Venue) == position.Venue), market, unknown);
        var lines = book.Lines.Where(line => line.Pool == pool && (venue ?? line.Location) == line.Location);
        var balances = ModelBalances.Of(lines, positions, market, unknown);
        var orders = OrdersOf(book.Orders.Where(order => order.Pool == pool && (venue ?? order.Venue) == order.Venue), market, unknown);
        unknown.AddRange(TooOld(positions, book, pool, market, venue));
        unknown.AddRange(book.LostFeeds
            .Where(feed => feed.Pool == pool && (venue ?? feed.Location) == feed.Location)
            .Select(feed => new ModelGap(feed.Location.Code, $"nothing was heard from it for {feed.Silence}; what lies there may have changed")));
        return new ModelBook(book, pool, venue, market) { Positions = positions, Balances = balances, Orders = orders, Unknown = unknown };
    }

    private bool IsLookedAt(LocationId location) => Venue is not { } only || only == location;

    /// <summary>Positions, marks and balances that the house would take for lost (MARGIN §2): what they were is not what they are.</summary>
    private static IEnumerable<ModelGap> TooOld(IReadOnlyList<ModelPosition> positions, Book book, PoolId pool, PricedMarket market, LocationId? venue)
    {
        var oldest = book.Positions
            .Where(lot => lot.Pool == pool)
            .GroupBy(lot => (lot.Instrument, lot.Venue))
            .ToDictionary(lots => lots.Key, lots => lots.Min(lot => lot.AsOf));
        foreach (var position in positions.Where(position => !position.Instrument.IsDelivered))
        {
            var (lots, mark) = (oldest[(position.Id, position.Venue)], position.Instrument.Mark.AsOf);
            var told = lots < mark ? lots : mark;
            if (Uncertainty.IsLost(market.AsOf - told, market.Rules.Uncertainty))
            {
                yield return new ModelGap(position.Name, $"its mark or position is {Uncertainty.Describe(market.AsOf - told)} old");
            }
        }

        foreach (var line in book.Lines.Where(line => line.Pool == pool && (venue ?? line.Location) == line.Location))
        {
            var priced = line.Asset == Asset.Usd ? null : market.FindMark(line.Asset);
            var told = priced is not null && priced.AsOf < line.AsOf ? priced.AsOf : line.AsOf;
            if (Uncertainty.IsLost(market.AsOf - told, market.Rules.Uncertainty))
            {
                yield return new ModelGap(line.Name, $"its price or balance is {Uncertainty.Describe(market.AsOf - told)} old");
            }
        }
    }

    private static List<ModelOrder> OrdersOf(IEnumerable<RestingOrder> orders, PricedMarket market, List<ModelGap> unknown)
    {
        var priced = new List<ModelOrder>();
        foreach (var order in orders)
        {
            if (market.TryPrice(order.Instrument, out var instrument, out var reason))
            {
                priced.Add(new ModelOrder(order.Venue, instrument!, order.Side, order.Quantity.Value, order.Limit.Value));
            }
            else
            {
                unknown.Add(new ModelGap($"order {order.Instrument}@{order.Venue}", reason));
            }
        }

        return priced;
    }
}
