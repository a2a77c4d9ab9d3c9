using MultiVenueMargin.Domain.Market;
using static MultiVenueMargin.Accounts.Codec.InstrumentCodec;
using static MultiVenueMargin.Accounts.Codec.UnitMarketCodec;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>A market snapshot and the marks in it.</summary>
public static class MarketCodec
{
    /// <summary>Assets, and underlyings, of one market.</summary>
    public const int MostNames = 65_536;

    /// <summary>Listed contracts of one market.</summary>
    public const int MostInstruments = 1_048_576;

    /// <summary>Pairs of underlyings.</summary>
    public const int MostCorrelations = 1_048_576;

    /// <summary>Sources of one mark.</summary>
    public const int MostSources = 256;

    /// <summary>Levels of one published book.</summary>
    public const int MostLevels = 4_096;

    public static void Write(CanonicalWriter writer, MarketSnapshot market)
    {
        writer.Record(RecordKind.MarketSnapshot, version: 1);
        ValueCodec.Write(writer, market.Version);
        writer.Instant(market.AsOf);
        writer.Dictionary(market.Prices, MostNames, ValueCodec.Write, Write);
        writer.Dictionary(market.Instruments, MostInstruments, ValueCodec.Write, InstrumentCodec.Write);
        writer.Dictionary(market.Marks, MostInstruments, ValueCodec.Write, Write);
        writer.Dictionary(market.Units, MostNames, ValueCodec.Write, UnitMarketCodec.Write);
        writer.List(market.Correlations, MostCorrelations, Write);
        writer.Bool(market.StressFlag);
    }

    public static MarketSnapshot ReadMarketSnapshot(CanonicalReader reader)
    {
        reader.Record(RecordKind.MarketSnapshot, latest: 1);
        return new MarketSnapshot
        {
            Version = ReadMarketVersion(reader),
            AsOf = reader.Instant(),
            Prices = reader.Dictionary(MostNames, ReadAsset, ReadAssetMark),
            Instruments = reader.Dictionary(MostInstruments, ReadInstrumentId, ReadInstrument),
            Marks = reader.Dictionary(MostInstruments, ReadInstrumentId, ReadInstrumentMark),
            Units = reader.Dictionary(MostNames, ReadRiskUnit, ReadUnitMarket),
            Correlations = reader.List(MostCorrelations, ReadCorrelation),
            StressFlag = reader.Bool(),
        };
    }

    public static void Write(CanonicalWriter writer, AssetMark mark)
    {
        writer.Version(1);
        ValueCodec.Write(writer, mark.Mark);
        ValueCodec.Write(writer, mark.Confidence);
        writer.Instant(mark.AsOf);
        writer.List(mark.Sources, MostSources, Write);
    }

    public static AssetMark ReadAssetMark(CanonicalReader reader)
    {
        reader.Version(nameof(AssetMark), latest: 1);
        return new AssetMark
        {
            Mark = ReadPrice(reader),
            Confidence = ReadRate(reader),
            AsOf = reader.Instant(),
            Sources = reader.List(MostSources, ReadSourceMark),
        };
    }

    public static void Write(CanonicalWriter writer, SourceMark mark)
    {
        writer.Version(1);
        ValueCodec.Write(writer, mark.Source);
        ValueCodec.Write(writer, mark.Mark);
        ValueCodec.Write(writer, mark.Confidence);
        writer.Instant(mark.AsOf);
    }

    public static SourceMark ReadSourceMark(CanonicalReader reader)
    {
        reader.Version(nameof(SourceMark), latest: 1);
        return new SourceMark(ReadLocationId(reader), ReadPrice(reader), ReadRate(reader), reader.Instant());
    }

    public static void Write(CanonicalWriter writer, InstrumentMark mark)
    {
        writer.Version(1);
        writer.Optional(mark.Mark, ValueCodec.Write);
        ValueCodec.Write(writer, mark.Confidence);
        writer.Instant(mark.AsOf);
        writer.Optional(mark.ImpliedVolatility);
        writer.Optional(mark.Forward, ValueCodec.Write);
        writer.Optional(mark.Delivery, ValueCodec.Write);
        writer.Optional(mark.PredictedFunding, ValueCodec.Write);
        writer.Optional(mark.HalfSpread, ValueCodec.Write);
        writer.Optional(mark.AverageDailyVolume, ValueCodec.Write);
        writer.List(mark.Depth, MostLevels, Write);
        writer.List(mark.Sources, MostSources, Write);
    }

    public static InstrumentMark ReadInstrumentMark(CanonicalReader reader)
    {
        reader.Version(nameof(InstrumentMark), latest: 1);
        return new InstrumentMark
        {
            Mark = reader.Optional(ReadPrice),
            Confidence = ReadRate(reader),
            AsOf = reader.Instant(),
            ImpliedVolatility = reader.OptionalDouble(),
            Forward = reader.Optional(ReadPrice),
            Delivery = reader.Optional(ReadPrice),
            PredictedFunding = reader.Optional(ReadRate),
            HalfSpread = reader.Optional(ReadRate),
            AverageDailyVolume = reader.Optional(ReadQuantity),
            Depth = reader.List(MostLevels, ReadDepthLevel),
            Sources = reader.List(MostSources, ReadSourceMark),
        };
    }

    public static void Write(CanonicalWriter writer, DepthLevel level)
    {
        ValueCodec.Write(writer, level.Distance);
        ValueCodec.Write(writer, level.Coins);
    }

    public static DepthLevel ReadDepthLevel(CanonicalReader reader) => new(ReadRate(reader), ReadQuantity(reader));

    public static void Write(CanonicalWriter writer, Correlation correlation)
    {
        writer.Version(1);
        ValueCodec.Write(writer, correlation.First);
        ValueCodec.Write(writer, correlation.Second);
        writer.Double(correlation.Days250);
        writer.Double(correlation.Stress);
    }

    public static Correlation ReadCorrelation(CanonicalReader reader)
    {
        reader.Version(nameof(Correlation), latest: 1);
        return new Correlation(ReadRiskUnit(reader), ReadRiskUnit(reader), reader.Double(), reader.Double());
    }
}
