using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Domain.Books;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>Steps of liquidation plans.</summary>
public static class PlanCodec
{
    private const int MostLegs = 65_536;

    public static void Write(CanonicalWriter writer, PlannedStep step)
    {
        writer.Version(1);
        writer.Int32(step.Ordinal);
        writer.List(step.Legs, MostLegs, Write);
        writer.List(step.CancelsOrders, MostLegs, ValueCodec.Write);
        ValueCodec.Write(writer, step.ExpectedCost);
        ValueCodec.Write(writer, step.EquityAfter);
        ValueCodec.Write(writer, step.LikelyAfter);
        ValueCodec.Write(writer, step.MaintenanceAfter);
    }

    public static PlannedStep ReadStep(CanonicalReader reader)
    {
        reader.Version(nameof(PlannedStep), latest: 1);
        return new PlannedStep(
            reader.Int32(),
            reader.List(MostLegs, ReadLeg),
            reader.List(MostLegs, ReadInstrumentId),
            ReadUsd(reader),
            ReadUsd(reader),
            ReadUsd(reader),
            ReadUsd(reader));
    }

    public static void Write(CanonicalWriter writer, PlannedLeg leg)
    {
        writer.Version(1);
        ValueCodec.Write(writer, leg.Venue);
        ValueCodec.Write(writer, leg.Instrument);
        writer.Enum(leg.Side);
        ValueCodec.Write(writer, leg.Quantity);
        ValueCodec.Write(writer, leg.Limit);
    }

    public static PlannedLeg ReadLeg(CanonicalReader reader)
    {
        reader.Version(nameof(PlannedLeg), latest: 1);
        return new PlannedLeg(
            ReadLocationId(reader), ReadInstrumentId(reader), reader.Enum<OrderSide>(), ReadQuantity(reader), ReadPrice(reader));
    }
}
