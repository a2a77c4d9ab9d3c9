using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>What feeds say.</summary>
public static class FactCodec
{
    // Members of the family; a number is given once and for ever.
    private const byte Balance = 1;
    private const byte Position = 2;
    private const byte Order = 3;
    private const byte Statement = 4;
    private const byte Movement = 5;
    private const byte BalanceInParts = 6;

    private const int LongestForeignName = 128;

    public static void Write(CanonicalWriter writer, FeedFact fact)
    {
        switch (fact)
        {
            case BalanceFact it:
                // A balance that is one part is written as it was before there were parts: the same bytes for the same fact, for ever.
                writer.Byte(it.Provisional is null ? Balance : BalanceInParts);
                ValueCodec.Write(writer, it.Asset);
                writer.Bool(it.IsLoan);
                ValueCodec.Write(writer, it.Balance);
                ValueCodec.Write(writer, it.UnrealisedProfit);
                ValueCodec.Write(writer, it.Owed);
                writer.Enum(it.Bridge);
                writer.Optional(it.Finality, HoldingCodec.Write);
                if (it.Provisional is { } provisional)
                {
                    ValueCodec.Write(writer, provisional);
                }

                break;
            case PositionFact it:
                writer.Byte(Position);
                ValueCodec.Write(writer, it.Instrument);
                ValueCodec.Write(writer, it.Quantity);
                writer.Optional(it.AverageEntry, ValueCodec.Write);
                break;
            case OrderFact it:
                writer.Byte(Order);
                writer.String(it.Order, LongestForeignName);
                ValueCodec.Write(writer, it.Instrument);
                writer.Enum(it.Side);
                ValueCodec.Write(writer, it.Open);
                ValueCodec.Write(writer, it.Limit);
                break;
            case StatementFact it:
                writer.Byte(Statement);
                writer.Optional(it.Equity, ValueCodec.Write);
                writer.Optional(it.InitialMargin, ValueCodec.Write);
                writer.Optional(it.MaintenanceMargin, ValueCodec.Write);
                break;
            case MovementFact it:
                writer.Byte(Movement);
                writer.String(it.Reference, LongestForeignName);
                ValueCodec.Write(writer, it.Asset);
                ValueCodec.Write(writer, it.Amount);
                writer.Enum(it.Direction);
                break;
            default:
                throw new ArgumentException($"{fact.GetType().Name} has no encoding.", nameof(fact));
        }
    }

    public static FeedFact ReadFact(CanonicalReader reader)
    {
        var at = reader.Offset;
        return reader.Byte() switch
        {
            Balance => ReadBalance(reader),
            BalanceInParts => ReadBalance(reader) with { Provisional = ReadQuantity(reader) },
            Position => new PositionFact(ReadInstrumentId(reader), ReadQuantity(reader), reader.Optional(ReadPrice)),
            Order => new OrderFact(
                reader.String(LongestForeignName), ReadInstrumentId(reader), reader.Enum<OrderSide>(), ReadQuantity(reader), ReadPrice(reader)),
            Statement => new StatementFact(reader.Optional(ReadUsd), reader.Optional(ReadUsd), reader.Optional(ReadUsd)),
            Movement => new MovementFact(
                reader.String(LongestForeignName), ReadAsset(reader), ReadQuantity(reader), reader.Enum<MovementDirection>()),
            _ => throw new MalformedRecordException(at, "a kind of fact"),
        };
    }

    private static BalanceFact ReadBalance(CanonicalReader reader) => new(
        ReadAsset(reader),
        reader.Bool(),
        ReadQuantity(reader),
        ReadQuantity(reader),
        ReadQuantity(reader),
        reader.Enum<BridgeClass>(),
        reader.Optional(HoldingCodec.ReadFinality));

    public static MovementFact ReadMovement(CanonicalReader reader)
    {
        var at = reader.Offset;
        return ReadFact(reader) as MovementFact ?? throw new MalformedRecordException(at, "a movement");
    }
}
