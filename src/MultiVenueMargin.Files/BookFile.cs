using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Files;

/// <summary>
/// <c>book.json</c>: what an account holds and owes. Every fact has an instant: its own <c>as_of</c>, else the book's. Instants
/// rather than ages, so that a book does not grow younger when it is valued against a later market.
/// </summary>
public static class BookFile
{
    public const string Schema = "mvm-book/1";

    public static Loaded<Book> Load(string file) => JsonFile.Load(file, Schema, Read, Checks.Of);

    public static Loaded<Book> Parse(string file, ReadOnlyMemory<byte> json) => JsonFile.Parse(file, json, Schema, Read, Checks.Of);

    /// <summary>The book as a file that reads as the same book.</summary>
    public static string Write(Book book) => DomainJson.Document(Schema, book, ("as_of", AsOfOf(book)));

    // Every fact is written with its own instant; the book's is then only the one that nothing falls back on.
    private static DateTimeOffset AsOfOf(Book book) => book.Lines.Select(line => line.AsOf)
        .Concat(book.Positions.Select(position => position.AsOf))
        .DefaultIfEmpty(DateTimeOffset.UnixEpoch)
        .Max();

    private static Book Read(JsonMembers book)
    {
        var asOf = book.Required("as_of", Values.Instant);
        return new Book
        {
            Account = book.Required("account", Values.Account),
            Lines = book.Required("lines", at => at.List(line => Line(line, asOf))),
            Positions = book.Required("positions", at => at.List(position => Position(position, asOf))),
            Orders = book.OptionalList("orders", Order),
            VenueStatements = book.OptionalMap("venue_statements", Values.Location, venue => Statement(venue, asOf)),
            Routes = book.OptionalList("routes", Route),
            PriorStates = book.OptionalMap("prior_states", Values.Pool, PriorState),
            ExpiredCalls = book.OptionalList("expired_calls", Values.Pool).ToHashSet(),
            LostFeeds = book.OptionalList("lost_feeds", LostFeed),
        };
    }

    private static CollateralLine Line(JsonCursor at, DateTimeOffset bookAsOf) => at.Members(line => new CollateralLine
    {
        Pool = line.Optional("pool", Values.Pool, Domain.PoolId.Cross),
        Location = line.Required("location", Values.Location),
        Asset = line.Required("asset", Values.Asset),
        Balance = line.Required("balance", Values.Quantity),
        UnrealisedProfit = line.Optional("unrealised_profit", Values.Quantity, default),
        Owed = line.Optional("owed", Values.Quantity, default),
        IsLoan = line.Optional("is_loan", loan => loan.Flag(), false),
        Bridge = line.Optional("bridge", bridge => Values.Choice<BridgeClass>(bridge), BridgeClass.Native),
        Finality = line.Maybe("finality", Finality),
        AsOf = line.Optional("as_of", Values.Instant, bookAsOf),
    });

    private static Finality Finality(JsonCursor at) => at.Members(finality => new Finality(
        finality.Required("confirmations", Values.Whole), finality.Required("required", Values.Whole)));

    private static Position Position(JsonCursor at, DateTimeOffset bookAsOf) => at.Members(position => new Position
    {
        Pool = position.Optional("pool", Values.Pool, Domain.PoolId.Cross),
        Venue = position.Required("venue", Values.Location),
        Instrument = position.Required("instrument", Values.Instrument),
        Quantity = position.Required("quantity", Values.Quantity),
        AverageEntry = position.Maybe("average_entry", Values.Price),
        AsOf = position.Optional("as_of", Values.Instant, bookAsOf),
    });

    private static RestingOrder Order(JsonCursor at) => at.Members(order => new RestingOrder
    {
        Pool = order.Optional("pool", Values.Pool, Domain.PoolId.Cross),
        Venue = order.Required("venue", Values.Location),
        Instrument = order.Required("instrument", Values.Instrument),
        Side = order.Required("side", side => Values.Choice(side, OrderSide.Unspecified)),
        Quantity = order.Required("quantity", Values.Quantity),
        Limit = order.Required("limit", Values.Price),
    });

    private static VenueStatement Statement(JsonCursor at, DateTimeOffset bookAsOf) => at.Members(venue => new VenueStatement
    {
        Pool = venue.Optional("pool", Values.Pool, Domain.PoolId.Cross),
        Equity = venue.Maybe("equity", Values.Usd),
        InitialMargin = venue.Maybe("initial_margin", Values.Usd),
        MaintenanceMargin = venue.Maybe("maintenance_margin", Values.Usd),
        Components = venue.OptionalList("components", Component),
        AsOf = venue.Optional("as_of", Values.Instant, bookAsOf),
    });

    private static StatedComponent Component(JsonCursor at) => at.Members(component => new StatedComponent(
        component.Required("name", Values.Reference), component.Required("amount", Values.Usd)));

    private static TransferRoute Route(JsonCursor at) => at.Members(route => new TransferRoute(
        route.Required("from", Values.Location), route.Required("to", Values.Location), route.Required("duration", Values.Duration)));

    // A state that was unknown keeps the last known one beside it, and that is the one to write here.
    private static MarginState PriorState(JsonCursor at) => Values.Choice(at, MarginState.Unknown);

    private static LostFeed LostFeed(JsonCursor at) => at.Members(feed => new LostFeed(
        feed.Optional("pool", Values.Pool, Domain.PoolId.Cross),
        feed.Required("location", Values.Location),
        feed.Required("silence", Values.Duration)));
}
