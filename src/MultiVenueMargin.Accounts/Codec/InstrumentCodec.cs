using MultiVenueMargin.Domain.Instruments;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>All instruments: the number of the member of the family, its version, its fields.</summary>
public static class InstrumentCodec
{
    private const byte SpotMember = 1;
    private const byte PerpetualMember = 2;
    private const byte DatedFutureMember = 3;
    private const byte EuropeanOptionMember = 4;

    public static void Write(CanonicalWriter writer, Instrument instrument)
    {
        switch (instrument)
        {
            case Spot spot:
                Open(writer, SpotMember, spot);
                ValueCodec.Write(writer, spot.Base);
                ValueCodec.Write(writer, spot.Quote);
                break;
            case Perpetual perpetual:
                Open(writer, PerpetualMember, perpetual);
                WriteContract(writer, perpetual);
                break;
            case DatedFuture future:
                Open(writer, DatedFutureMember, future);
                WriteContract(writer, future);
                writer.Instant(future.Expiry);
                break;
            case EuropeanOption option:
                Open(writer, EuropeanOptionMember, option);
                WriteContract(writer, option);
                writer.Instant(option.Expiry);
                writer.Enum(option.Right);
                ValueCodec.Write(writer, option.Strike);
                break;
            default:
                throw new ArgumentException($"There is no encoding of a {instrument?.GetType().Name ?? "missing instrument"}.", nameof(instrument));
        }
    }

    public static Instrument ReadInstrument(CanonicalReader reader)
    {
        var at = reader.Offset;
        return reader.Byte() switch
        {
            SpotMember => ReadSpot(reader),
            PerpetualMember => ReadPerpetual(reader),
            DatedFutureMember => ReadDatedFuture(reader),
            EuropeanOptionMember => ReadEuropeanOption(reader),
            var member => throw new MalformedRecordException(at, $"an instrument, and {member} is the number of none"),
        };
    }

    private static void Open(CanonicalWriter writer, byte member, Instrument instrument)
    {
        writer.Byte(member);
        writer.Version(1);
        ValueCodec.Write(writer, instrument.Id);
    }

    private static void WriteContract(CanonicalWriter writer, Derivative contract)
    {
        ValueCodec.Write(writer, contract.Unit);
        writer.Enum(contract.Style);
        ValueCodec.Write(writer, contract.Quote);
        writer.Decimal(contract.Multiplier);
    }

    private static Spot ReadSpot(CanonicalReader reader)
    {
        reader.Version(nameof(Spot), latest: 1);
        return new Spot(ReadInstrumentId(reader), ReadAsset(reader), ReadAsset(reader));
    }

    private static Perpetual ReadPerpetual(CanonicalReader reader)
    {
        reader.Version(nameof(Perpetual), latest: 1);
        return new Perpetual(
            ReadInstrumentId(reader), ReadRiskUnit(reader), reader.Enum<ContractStyle>(), ReadAsset(reader), reader.Decimal());
    }

    private static DatedFuture ReadDatedFuture(CanonicalReader reader)
    {
        reader.Version(nameof(DatedFuture), latest: 1);
        return new DatedFuture(
            ReadInstrumentId(reader), ReadRiskUnit(reader), reader.Enum<ContractStyle>(), ReadAsset(reader), reader.Decimal(), reader.Instant());
    }

    private static EuropeanOption ReadEuropeanOption(CanonicalReader reader)
    {
        reader.Version(nameof(EuropeanOption), latest: 1);
        return new EuropeanOption(
            ReadInstrumentId(reader),
            ReadRiskUnit(reader),
            reader.Enum<ContractStyle>(),
            ReadAsset(reader),
            reader.Decimal(),
            reader.Instant(),
            reader.Enum<OptionRight>(),
            ReadPrice(reader));
    }
}
