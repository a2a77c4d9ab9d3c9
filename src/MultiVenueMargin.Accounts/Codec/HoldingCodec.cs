using MultiVenueMargin.Domain.Books;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>What an account holds, owes and has offered: lines of collateral, positions, resting orders.</summary>
public static class HoldingCodec
{
    public static void Write(CanonicalWriter writer, CollateralLine line)
    {
        writer.Version(1);
        ValueCodec.Write(writer, line.Pool);
        ValueCodec.Write(writer, line.Location);
        ValueCodec.Write(writer, line.Asset);
        ValueCodec.Write(writer, line.Balance);
        ValueCodec.Write(writer, line.UnrealisedProfit);
        ValueCodec.Write(writer, line.Owed);
        writer.Bool(line.IsLoan);
        writer.Enum(line.Bridge);
        writer.Optional(line.Finality, Write);
        writer.Instant(line.AsOf);
    }

    public static CollateralLine ReadCollateralLine(CanonicalReader reader)
    {
        reader.Version(nameof(CollateralLine), latest: 1);
        return new CollateralLine
        {
            Pool = ReadPoolId(reader),
            Location = ReadLocationId(reader),
            Asset = ReadAsset(reader),
            Balance = ReadQuantity(reader),
            UnrealisedProfit = ReadQuantity(reader),
            Owed = ReadQuantity(reader),
            IsLoan = reader.Bool(),
            Bridge = reader.Enum<BridgeClass>(),
            Finality = reader.Optional(ReadFinality),
            AsOf = reader.Instant(),
        };
    }

    public static void Write(CanonicalWriter writer, Finality finality)
    {
        writer.Int32(finality.Confirmations);
        writer.Int32(finality.Required);
    }

    public static Finality ReadFinality(CanonicalReader reader) => new(reader.Int32(), reader.Int32());

    public static void Write(CanonicalWriter writer, Position position)
    {
        writer.Version(1);
        ValueCodec.Write(writer, position.Pool);
        ValueCodec.Write(writer, position.Venue);
        ValueCodec.Write(writer, position.Instrument);
        ValueCodec.Write(writer, position.Quantity);
        writer.Optional(position.AverageEntry, ValueCodec.Write);
        writer.Instant(position.AsOf);
    }

    public static Position ReadPosition(CanonicalReader reader)
    {
        reader.Version(nameof(Position), latest: 1);
        return new Position
        {
            Pool = ReadPoolId(reader),
            Venue = ReadLocationId(reader),
            Instrument = ReadInstrumentId(reader),
            Quantity = ReadQuantity(reader),
            AverageEntry = reader.Optional(ReadPrice),
            AsOf = reader.Instant(),
        };
    }

    public static void Write(CanonicalWriter writer, RestingOrder order)
    {
        writer.Version(1);
        ValueCodec.Write(writer, order.Pool);
        ValueCodec.Write(writer, order.Venue);
        ValueCodec.Write(writer, order.Instrument);
        writer.Enum(order.Side);
        ValueCodec.Write(writer, order.Quantity);
        ValueCodec.Write(writer, order.Limit);
    }

    public static RestingOrder ReadRestingOrder(CanonicalReader reader)
    {
        reader.Version(nameof(RestingOrder), latest: 1);
        return new RestingOrder
        {
            Pool = ReadPoolId(reader),
            Venue = ReadLocationId(reader),
            Instrument = ReadInstrumentId(reader),
            Side = reader.Enum<OrderSide>(),
            Quantity = ReadQuantity(reader),
            Limit = ReadPrice(reader),
        };
    }
}
