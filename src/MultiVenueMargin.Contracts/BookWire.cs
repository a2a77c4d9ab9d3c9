using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Contracts;

/// <summary>book.proto: what an account holds and owes. Whether it makes sense is for <see cref="BookCheck"/>.</summary>
public static class BookWire
{
    public static V1.Book Write(Book book) => new()
    {
        Account = book.Account.ToString(),
        Lines = { book.Lines.Select(Write) },
        Positions = { book.Positions.Select(Write) },
        Orders = { book.Orders.Select(Write) },
        VenueStatements = { book.VenueStatements.OrderBy(entry => entry.Key).Select(entry => Write(entry.Key, entry.Value)) },
        Routes = { book.Routes.Select(Write) },
        PriorStates =
        {
            book.PriorStates.OrderBy(entry => entry.Key)
                .Select(entry => new V1.PriorState { Pool = entry.Key.Code, State = FiguresWire.Write(entry.Value) }),
        },
        ExpiredCalls = { book.ExpiredCalls.Order().Select(pool => pool.Code) },
        LostFeeds =
        {
            book.LostFeeds.Select(feed => new V1.LostFeed
            {
                Pool = feed.Pool.Code,
                Location = feed.Location.Code,
                Silence = WireText.Of(feed.Silence),
            }),
        },
    };

    public static Book Read(WireReader at, V1.Book wire) => new()
    {
        Account = at.Account("account", wire.Account),
        Lines = at.List("lines", wire.Lines, WireLimits.Holdings, Line),
        Positions = at.List("positions", wire.Positions, WireLimits.Holdings, Position),
        Orders = at.List("orders", wire.Orders, WireLimits.Holdings, Order),
        VenueStatements = at.Map(
            "venue_statements",
            wire.VenueStatements,
            WireLimits.Locations,
            "venue",
            static (inner, statement) => KeyValuePair.Create(inner.Location("venue", statement.Venue), Statement(inner, statement))),
        Routes = at.List("routes", wire.Routes, Accounts.Limits.Routes, Route),
        PriorStates = at.Map(
            "prior_states",
            wire.PriorStates,
            WireLimits.Pools,
            "pool",
            static (inner, prior) => KeyValuePair.Create(
                inner.Pool("pool", prior.Pool), inner.Choice<MarginState, V1.MarginState>("state", prior.State))),
        ExpiredCalls = at.List("expired_calls", wire.ExpiredCalls, WireLimits.Pools, static (inner, pool) => inner.NamedPool("", pool)).ToHashSet(),
        LostFeeds = at.List("lost_feeds", wire.LostFeeds, WireLimits.Locations, static (inner, feed) => new LostFeed(
            inner.Pool("pool", feed.Pool), inner.Location("location", feed.Location), inner.Duration("silence", feed.Silence))),
    };

    public static V1.TransferRoute Write(TransferRoute route) =>
        new() { From = route.From.Code, To = route.To.Code, Duration = WireText.Of(route.Duration) };

    public static TransferRoute Route(WireReader at, V1.TransferRoute wire) =>
        new(at.Location("from", wire.From), at.Location("to", wire.To), at.Duration("duration", wire.Duration));

    public static V1.VenueStatement Write(LocationId venue, VenueStatement statement) => new()
    {
        Components = { statement.Components.Select(part => new V1.StatedComponent { Name = part.Name, Amount = WireText.Of(part.Amount) }) },
        Venue = venue.Code,
        Pool = statement.Pool.Code,
        Equity = WireText.Of(statement.Equity),
        InitialMargin = WireText.Of(statement.InitialMargin),
        MaintenanceMargin = WireText.Of(statement.MaintenanceMargin),
        AsOf = WireText.Of(statement.AsOf),
    };

    internal static V1.Finality? Write(Finality? finality) =>
        finality is { } known ? new V1.Finality { Confirmations = known.Confirmations, Required = known.Required } : null;

    internal static Finality ReadFinality(WireReader at, V1.Finality wire) => new(wire.Confirmations, wire.Required);

    private static V1.CollateralLine Write(CollateralLine line) => new()
    {
        Pool = line.Pool.Code,
        Location = line.Location.Code,
        Asset = line.Asset.Code,
        Balance = WireText.Of(line.Balance),
        UnrealisedProfit = WireText.OrNone(line.UnrealisedProfit),
        Owed = WireText.OrNone(line.Owed),
        IsLoan = line.IsLoan,
        Bridge = EnumMap<BridgeClass, V1.BridgeClass>.Write(line.Bridge),
        Finality = Write(line.Finality),
        AsOf = WireText.Of(line.AsOf),
    };

    private static CollateralLine Line(WireReader at, V1.CollateralLine wire) => new()
    {
        Pool = at.Pool("pool", wire.Pool),
        Location = at.Location("location", wire.Location),
        Asset = at.Asset("asset", wire.Asset),
        Balance = at.Quantity("balance", wire.Balance),
        UnrealisedProfit = at.OptionalQuantity("unrealised_profit", wire.UnrealisedProfit) ?? default,
        Owed = at.OptionalQuantity("owed", wire.Owed) ?? default,
        IsLoan = wire.IsLoan,
        Bridge = at.Choice("bridge", wire.Bridge, BridgeClass.Native),
        Finality = at.Maybe("finality", wire.Finality, ReadFinality),
        AsOf = at.Instant("as_of", wire.AsOf),
    };

    private static V1.Position Write(Position position) => new()
    {
        Pool = position.Pool.Code,
        Venue = position.Venue.Code,
        Instrument = position.Instrument.Code,
        Quantity = WireText.Of(position.Quantity),
        AverageEntry = WireText.Of(position.AverageEntry),
        AsOf = WireText.Of(position.AsOf),
    };

    private static Position Position(WireReader at, V1.Position wire) => new()
    {
        Pool = at.Pool("pool", wire.Pool),
        Venue = at.Location("venue", wire.Venue),
        Instrument = at.Instrument("instrument", wire.Instrument),
        Quantity = at.Quantity("quantity", wire.Quantity),
        AverageEntry = at.OptionalPrice("average_entry", wire.AverageEntry),
        AsOf = at.Instant("as_of", wire.AsOf),
    };

    private static V1.RestingOrder Write(RestingOrder order) => new()
    {
        Pool = order.Pool.Code,
        Venue = order.Venue.Code,
        Instrument = order.Instrument.Code,
        Side = EnumMap<OrderSide, V1.OrderSide>.Write(order.Side),
        Quantity = WireText.Of(order.Quantity),
        Limit = WireText.Of(order.Limit),
    };

    private static RestingOrder Order(WireReader at, V1.RestingOrder wire) => new()
    {
        Pool = at.Pool("pool", wire.Pool),
        Venue = at.Location("venue", wire.Venue),
        Instrument = at.Instrument("instrument", wire.Instrument),
        Side = at.Choice<OrderSide, V1.OrderSide>("side", wire.Side),
        Quantity = at.Quantity("quantity", wire.Quantity),
        Limit = at.Price("limit", wire.Limit),
    };

    private static VenueStatement Statement(WireReader at, V1.VenueStatement wire) => new()
    {
        Pool = at.Pool("pool", wire.Pool),
        Equity = at.OptionalUsd("equity", wire.Equity),
        InitialMargin = at.OptionalUsd("initial_margin", wire.InitialMargin),
        MaintenanceMargin = at.OptionalUsd("maintenance_margin", wire.MaintenanceMargin),
        Components = at.List("components", wire.Components, WireLimits.StatedComponents, static (inner, part) =>
            new StatedComponent(inner.Reference("name", part.Name), inner.Usd("amount", part.Amount))),
        AsOf = at.Instant("as_of", wire.AsOf),
    };
}
