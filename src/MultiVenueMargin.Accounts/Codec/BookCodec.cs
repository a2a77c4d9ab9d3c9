using MultiVenueMargin.Domain.Books;
using static MultiVenueMargin.Accounts.Codec.HoldingCodec;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>A whole book, and what it says beside the holdings themselves.</summary>
public static class BookCodec
{
    /// <summary>Lines, positions, orders: each at most so many in one book.</summary>
    public const int MostHoldings = 1_000_000;

    /// <summary>Venues and chains of one book.</summary>
    public const int MostLocations = 4_096;

    /// <summary>Pools of one account.</summary>
    public const int MostPools = 4_096;

    /// <summary>Parts of a margin that a venue tells apart.</summary>
    public const int MostComponents = 256;

    private const int LongestComponent = 128;

    public static void Write(CanonicalWriter writer, Book book)
    {
        writer.Record(RecordKind.Book, version: 1);
        ValueCodec.Write(writer, book.Account);
        writer.List(book.Lines, MostHoldings, HoldingCodec.Write);
        writer.List(book.Positions, MostHoldings, HoldingCodec.Write);
        writer.List(book.Orders, MostHoldings, HoldingCodec.Write);
        writer.Dictionary(book.VenueStatements, MostLocations, ValueCodec.Write, Write);
        writer.List(book.Routes, MostHoldings, Write);
        writer.Dictionary(book.PriorStates, MostPools, ValueCodec.Write, static (each, state) => each.Enum(state));
        writer.Set(book.ExpiredCalls, MostPools, ValueCodec.Write);
        writer.List(book.LostFeeds, MostHoldings, Write);
    }

    public static Book ReadBook(CanonicalReader reader)
    {
        reader.Record(RecordKind.Book, latest: 1);
        return new Book
        {
            Account = ReadAccountId(reader),
            Lines = reader.List(MostHoldings, ReadCollateralLine),
            Positions = reader.List(MostHoldings, ReadPosition),
            Orders = reader.List(MostHoldings, ReadRestingOrder),
            VenueStatements = reader.Dictionary(MostLocations, ReadLocationId, ReadVenueStatement),
            Routes = reader.List(MostHoldings, ReadTransferRoute),
            PriorStates = reader.Dictionary(MostPools, ReadPoolId, static each => each.Enum<MarginState>()),
            ExpiredCalls = reader.Set(MostPools, ReadPoolId),
            LostFeeds = reader.List(MostHoldings, ReadLostFeed),
        };
    }

    public static void Write(CanonicalWriter writer, VenueStatement statement)
    {
        // What states no parts is written as before there were any, so that its bytes stay what they were.
        var hasParts = statement.Components.Count > 0;
        writer.Version(hasParts ? 2 : 1);
        ValueCodec.Write(writer, statement.Pool);
        writer.Optional(statement.Equity, ValueCodec.Write);
        writer.Optional(statement.InitialMargin, ValueCodec.Write);
        writer.Optional(statement.MaintenanceMargin, ValueCodec.Write);
        writer.Instant(statement.AsOf);
        if (hasParts)
        {
            writer.List(statement.Components, MostComponents, Write);
        }
    }

    public static VenueStatement ReadVenueStatement(CanonicalReader reader)
    {
        var version = reader.Version(nameof(VenueStatement), latest: 2);
        return new VenueStatement
        {
            Pool = ReadPoolId(reader),
            Equity = reader.Optional(ReadUsd),
            InitialMargin = reader.Optional(ReadUsd),
            MaintenanceMargin = reader.Optional(ReadUsd),
            AsOf = reader.Instant(),
            Components = version < 2 ? [] : reader.List(MostComponents, ReadStatedComponent),
        };
    }

    public static void Write(CanonicalWriter writer, StatedComponent component)
    {
        writer.String(component.Name, LongestComponent);
        ValueCodec.Write(writer, component.Amount);
    }

    public static StatedComponent ReadStatedComponent(CanonicalReader reader) => new(reader.String(LongestComponent), ReadUsd(reader));

    public static void Write(CanonicalWriter writer, TransferRoute route)
    {
        writer.Version(1);
        ValueCodec.Write(writer, route.From);
        ValueCodec.Write(writer, route.To);
        writer.Duration(route.Duration);
    }

    public static TransferRoute ReadTransferRoute(CanonicalReader reader)
    {
        reader.Version(nameof(TransferRoute), latest: 1);
        return new TransferRoute(ReadLocationId(reader), ReadLocationId(reader), reader.Duration());
    }

    public static void Write(CanonicalWriter writer, LostFeed feed)
    {
        writer.Version(1);
        ValueCodec.Write(writer, feed.Pool);
        ValueCodec.Write(writer, feed.Location);
        writer.Duration(feed.Silence);
    }

    public static LostFeed ReadLostFeed(CanonicalReader reader)
    {
        reader.Version(nameof(LostFeed), latest: 1);
        return new LostFeed(ReadPoolId(reader), ReadLocationId(reader), reader.Duration());
    }
}
