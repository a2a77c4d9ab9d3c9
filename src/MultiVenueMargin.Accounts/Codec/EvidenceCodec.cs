using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Domain.Books;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>What decisions rested on.</summary>
public static class EvidenceCodec
{
    // As many marks as a pool can hold lines and positions.
    private const int MostMarks = 400_000;

    public static void Write(CanonicalWriter writer, Evidence evidence)
    {
        writer.Version(1);
        writer.Int64(evidence.AccountVersion);
        Write(writer, evidence.Market);
        ValueCodec.Write(writer, evidence.Rules);
        Write(writer, evidence.Figures);
        writer.Dictionary(evidence.Prices, MostMarks, ValueCodec.Write, MarketCodec.Write);
        writer.Dictionary(evidence.Marks, MostMarks, ValueCodec.Write, MarketCodec.Write);
    }

    public static Evidence ReadEvidence(CanonicalReader reader)
    {
        reader.Version(nameof(Evidence), latest: 1);
        return new Evidence(
            reader.Int64(),
            ReadStamp(reader),
            ReadRuleVersion(reader),
            ReadFigures(reader),
            reader.Dictionary(MostMarks, ReadAsset, MarketCodec.ReadAssetMark),
            reader.Dictionary(MostMarks, ReadInstrumentId, MarketCodec.ReadInstrumentMark));
    }

    public static void Write(CanonicalWriter writer, MarketStamp stamp)
    {
        writer.Int64(stamp.Position);
        writer.Instant(stamp.ValuedAt);
    }

    public static MarketStamp ReadStamp(CanonicalReader reader) => new(reader.Int64(), reader.Instant());

    public static void Write(CanonicalWriter writer, PoolFigures figures)
    {
        writer.Version(1);
        ValueCodec.Write(writer, figures.Pool);
        ValueCodec.Write(writer, figures.WorstEquity);
        ValueCodec.Write(writer, figures.LikelyEquity);
        ValueCodec.Write(writer, figures.BestEquity);
        ValueCodec.Write(writer, figures.MaintenanceMargin);
        ValueCodec.Write(writer, figures.InitialMargin);
        ValueCodec.Write(writer, figures.ShortfallToTarget);
        ValueCodec.Write(writer, figures.CallAmount);
        writer.EnumOrUnspecified(figures.State);
        writer.EnumOrUnspecified(figures.LastKnown);
    }

    public static PoolFigures ReadFigures(CanonicalReader reader)
    {
        reader.Version(nameof(PoolFigures), latest: 1);
        return new PoolFigures(
            ReadPoolId(reader),
            ReadUsd(reader),
            ReadUsd(reader),
            ReadUsd(reader),
            ReadUsd(reader),
            ReadUsd(reader),
            ReadUsd(reader),
            ReadUsd(reader),
            reader.EnumOrUnspecified<MarginState>(),
            reader.EnumOrUnspecified<MarginState>());
    }

    public static void Write(CanonicalWriter writer, ValuedFlow flow)
    {
        ValueCodec.Write(writer, flow.Asset);
        writer.Decimal(flow.Amount);
        ValueCodec.Write(writer, flow.Mark);
    }

    public static ValuedFlow ReadFlow(CanonicalReader reader) => new(ReadAsset(reader), reader.Decimal(), ReadPrice(reader));
}
