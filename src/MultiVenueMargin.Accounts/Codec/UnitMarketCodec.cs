using MultiVenueMargin.Domain.Market;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>What the market says of an underlying: volume, volatility, smiles, history.</summary>
public static class UnitMarketCodec
{
    /// <summary>Expiries of one underlying.</summary>
    public const int MostExpiries = 4_096;

    /// <summary>Quoted points of one smile.</summary>
    public const int MostPoints = 4_096;

    /// <summary>Days of history, and events of stress.</summary>
    public const int MostDays = 65_536;

    private const byte QuotedMember = 1;
    private const byte SviMember = 2;

    public static void Write(CanonicalWriter writer, UnitMarket unit)
    {
        writer.Version(1);
        writer.Optional(unit.AverageDailyVolume, ValueCodec.Write);
        writer.Optional(unit.DailyVolatility);
        writer.Optional(unit.InterestRate);
        writer.Dictionary(unit.Smiles, MostExpiries, static (each, expiry) => each.Instant(expiry), Write);
        writer.Optional(unit.History, Write);
    }

    public static UnitMarket ReadUnitMarket(CanonicalReader reader)
    {
        reader.Version(nameof(UnitMarket), latest: 1);
        return new UnitMarket
        {
            AverageDailyVolume = reader.Optional(ReadQuantity),
            DailyVolatility = reader.OptionalDouble(),
            InterestRate = reader.OptionalDouble(),
            Smiles = reader.Dictionary(MostExpiries, static each => each.Instant(), ReadSmile),
            History = reader.OptionalObject(ReadReturnHistory),
        };
    }

    public static void Write(CanonicalWriter writer, Smile smile)
    {
        switch (smile)
        {
            case QuotedSmile quoted:
                writer.Byte(QuotedMember);
                writer.Version(1);
                writer.List(quoted.Points, MostPoints, Write);
                break;
            case SviSmile svi:
                writer.Byte(SviMember);
                writer.Version(1);
                writer.Double(svi.A);
                writer.Double(svi.B);
                writer.Double(svi.Rho);
                writer.Double(svi.M);
                writer.Double(svi.Sigma);
                break;
            default:
                throw new ArgumentException($"There is no encoding of a {smile?.GetType().Name ?? "missing smile"}.", nameof(smile));
        }
    }

    public static Smile ReadSmile(CanonicalReader reader)
    {
        var at = reader.Offset;
        return reader.Byte() switch
        {
            QuotedMember => ReadQuotedSmile(reader),
            SviMember => ReadSviSmile(reader),
            var member => throw new MalformedRecordException(at, $"a smile, and {member} is the number of none"),
        };
    }

    public static void Write(CanonicalWriter writer, SmilePoint point)
    {
        writer.Double(point.LogMoneyness);
        writer.Double(point.Volatility);
    }

    public static SmilePoint ReadSmilePoint(CanonicalReader reader) => new(reader.Double(), reader.Double());

    public static void Write(CanonicalWriter writer, ReturnHistory history)
    {
        writer.Version(1);
        writer.List(history.PriceReturns, MostDays, static (each, move) => each.Double(move));
        writer.List(history.VolatilityReturns, MostDays, static (each, move) => each.Double(move));
        writer.Double(history.LongRunVolatility);
        writer.List(history.Stress, MostDays, Write);
    }

    public static ReturnHistory ReadReturnHistory(CanonicalReader reader)
    {
        reader.Version(nameof(ReturnHistory), latest: 1);
        return new ReturnHistory
        {
            PriceReturns = reader.List(MostDays, static each => each.Double()),
            VolatilityReturns = reader.List(MostDays, static each => each.Double()),
            LongRunVolatility = reader.Double(),
            Stress = reader.List(MostDays, ReadStressMove),
        };
    }

    public static void Write(CanonicalWriter writer, StressMove move)
    {
        writer.Double(move.Price);
        writer.Double(move.Volatility);
    }

    public static StressMove ReadStressMove(CanonicalReader reader) => new(reader.Double(), reader.Double());

    private static QuotedSmile ReadQuotedSmile(CanonicalReader reader)
    {
        reader.Version(nameof(QuotedSmile), latest: 1);
        return new QuotedSmile(reader.List(MostPoints, ReadSmilePoint));
    }

    private static SviSmile ReadSviSmile(CanonicalReader reader)
    {
        reader.Version(nameof(SviSmile), latest: 1);
        return new SviSmile(reader.Double(), reader.Double(), reader.Double(), reader.Double(), reader.Double());
    }
}
