using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Consensus;

namespace MultiVenueMargin.Accounts.Markets;

/// <summary>What states of markets hold: slices folded.</summary>
internal static class MarketStateCodec
{
    internal static void Write(CanonicalWriter writer, MarketSlice slice)
    {
        writer.Dictionary(slice.Prices, MarketCodec.MostNames, ValueCodec.Write, MarketCodec.Write);
        writer.Dictionary(slice.Marks, MarketCodec.MostInstruments, ValueCodec.Write, MarketCodec.Write);
        writer.Dictionary(slice.Units, MarketCodec.MostNames, ValueCodec.Write, UnitMarketCodec.Write);
        writer.Optional(slice.Correlations, static (each, correlations) =>
            each.List(correlations, MarketCodec.MostCorrelations, MarketCodec.Write));
        writer.Optional(slice.StressFlag, static (each, flag) => each.Bool(flag));
        writer.Dictionary(slice.Divergences, MarketCodec.MostNames, ValueCodec.Write, Write);
    }

    internal static MarketSlice ReadSlice(CanonicalReader reader) => new()
    {
        Prices = reader.Dictionary(MarketCodec.MostNames, ValueCodec.ReadAsset, MarketCodec.ReadAssetMark),
        Marks = reader.Dictionary(MarketCodec.MostInstruments, ValueCodec.ReadInstrumentId, MarketCodec.ReadInstrumentMark),
        Units = reader.Dictionary(MarketCodec.MostNames, ValueCodec.ReadRiskUnit, UnitMarketCodec.ReadUnitMarket),
        Correlations = reader.OptionalObject(static each => each.List(MarketCodec.MostCorrelations, MarketCodec.ReadCorrelation)),
        StressFlag = reader.Optional(static each => each.Bool()),
        Divergences = reader.Dictionary(MarketCodec.MostNames, ValueCodec.ReadAsset, ReadDivergence),
    };

    internal static void Write(CanonicalWriter writer, ConfirmedMark confirmed)
    {
        ValueCodec.Write(writer, confirmed.Mark);
        writer.Instant(confirmed.AsOf);
    }

    internal static ConfirmedMark ReadConfirmedMark(CanonicalReader reader) => new(ValueCodec.ReadPrice(reader), reader.Instant());

    private static void Write(CanonicalWriter writer, Divergence divergence)
    {
        writer.Enum(divergence.Agreement);
        writer.Instant(divergence.Since);
        writer.List(divergence.Outliers, MarketCodec.MostSources, ValueCodec.Write);
    }

    private static Divergence ReadDivergence(CanonicalReader reader) => new(
        reader.Enum<Agreement>(), reader.Instant(), reader.List(MarketCodec.MostSources, ValueCodec.ReadLocationId));
}
