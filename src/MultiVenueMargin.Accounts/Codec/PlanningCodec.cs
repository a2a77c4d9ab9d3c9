using MultiVenueMargin.Risk.Liquidation;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>How liquidations are planned, and what venues let us do.</summary>
public static class PlanningCodec
{
    public static void Write(CanonicalWriter writer, LiquidationPolicy policy)
    {
        writer.Version(1);
        writer.Decimal(policy.TargetRatio);
        ValueCodec.Write(writer, policy.MaximumNotional);
        writer.Decimal(policy.MaximumShareOfDailyVolume);
        writer.Decimal(policy.LimitMultiple);
        writer.Int32(policy.MaximumSteps);
        writer.Int32(policy.MaximumEvaluations);
    }

    public static LiquidationPolicy ReadLiquidationPolicy(CanonicalReader reader)
    {
        reader.Version(nameof(LiquidationPolicy), latest: 1);
        return new LiquidationPolicy
        {
            TargetRatio = reader.Decimal(),
            MaximumNotional = ReadUsd(reader),
            MaximumShareOfDailyVolume = reader.Decimal(),
            LimitMultiple = reader.Decimal(),
            MaximumSteps = reader.Int32(),
            MaximumEvaluations = reader.Int32(),
        };
    }

    public static void Write(CanonicalWriter writer, VenueCapability venue)
    {
        writer.Version(1);
        writer.Bool(venue.CanTrade);
        writer.Bool(venue.CanReduceOnly);
        writer.Bool(venue.CanCancel);
        writer.Optional(venue.Default, Write);
        writer.Dictionary(venue.Instruments, Limits.TermsOfVenue, ValueCodec.Write, Write);
    }

    public static VenueCapability ReadVenueCapability(CanonicalReader reader)
    {
        reader.Version(nameof(VenueCapability), latest: 1);
        return new VenueCapability
        {
            CanTrade = reader.Bool(),
            CanReduceOnly = reader.Bool(),
            CanCancel = reader.Bool(),
            Default = reader.OptionalObject(ReadTradingTerms),
            Instruments = reader.Dictionary(Limits.TermsOfVenue, ReadInstrumentId, ReadTradingTerms),
        };
    }

    public static void Write(CanonicalWriter writer, TradingTerms terms)
    {
        writer.Version(1);
        ValueCodec.Write(writer, terms.Lot);
        ValueCodec.Write(writer, terms.MinimumQuantity);
        ValueCodec.Write(writer, terms.MinimumNotional);
        writer.Optional(terms.Tick, ValueCodec.Write);
        ValueCodec.Write(writer, terms.TakerFee);
    }

    public static TradingTerms ReadTradingTerms(CanonicalReader reader)
    {
        reader.Version(nameof(TradingTerms), latest: 1);
        return new TradingTerms
        {
            Lot = ReadQuantity(reader),
            MinimumQuantity = ReadQuantity(reader),
            MinimumNotional = ReadUsd(reader),
            Tick = reader.Optional(ReadPrice),
            TakerFee = ReadRate(reader),
        };
    }
}
