using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Domain.Market;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>What publishers say of the market.</summary>
public static class SliceCodec
{
    // The market of all publishers is written like a slice, too.
    private const int MostMarks = MarketCodec.MostInstruments;
    private const int MostCorrelations = 65_536;
    private const int MostSources = 4_096;

    public static void Write(CanonicalWriter writer, SlicePublished record)
    {
        writer.Record(RecordKind.SlicePublished, version: 1);
        writer.Int64(record.Epoch);
        writer.Int64(record.Number);
        Write(writer, record.Slice);
    }

    public static SlicePublished ReadSlicePublished(CanonicalReader reader)
    {
        reader.Record(RecordKind.SlicePublished, latest: 1);
        return new SlicePublished(reader.Int64(), reader.Int64(), ReadSlice(reader));
    }

    public static void Write(CanonicalWriter writer, MarketSlice slice)
    {
        writer.Version(1);
        writer.Dictionary(slice.Prices, MostMarks, ValueCodec.Write, MarketCodec.Write);
        writer.Dictionary(slice.Marks, MostMarks, ValueCodec.Write, MarketCodec.Write);
        writer.Dictionary(slice.Units, MostMarks, ValueCodec.Write, UnitMarketCodec.Write);
        writer.Optional(slice.Correlations, static (each, all) => each.List(all, MostCorrelations, MarketCodec.Write));
        writer.Optional(slice.StressFlag, static (each, flag) => each.Bool(flag));
        writer.Dictionary(slice.Divergences, MostMarks, ValueCodec.Write, Write);
    }

    public static MarketSlice ReadSlice(CanonicalReader reader)
    {
        reader.Version(nameof(MarketSlice), latest: 1);
        return new MarketSlice
        {
            Prices = reader.Dictionary(MostMarks, ReadAsset, MarketCodec.ReadAssetMark),
            Marks = reader.Dictionary(MostMarks, ReadInstrumentId, MarketCodec.ReadInstrumentMark),
            Units = reader.Dictionary(MostMarks, ReadRiskUnit, UnitMarketCodec.ReadUnitMarket),
            Correlations = reader.OptionalObject<IReadOnlyList<Correlation>>(
                static each => each.List(MostCorrelations, MarketCodec.ReadCorrelation)),
            StressFlag = reader.Optional(static each => each.Bool()),
            Divergences = reader.Dictionary(MostMarks, ReadAsset, ReadDivergence),
        };
    }

    public static void Write(CanonicalWriter writer, Divergence divergence)
    {
        writer.Version(1);
        writer.Enum(divergence.Agreement);
        writer.Instant(divergence.Since);
        writer.List(divergence.Outliers, MostSources, ValueCodec.Write);
    }

    public static Divergence ReadDivergence(CanonicalReader reader)
    {
        reader.Version(nameof(Divergence), latest: 1);
        return new Divergence(reader.Enum<Agreement>(), reader.Instant(), reader.List(MostSources, ReadLocationId));
    }
}
