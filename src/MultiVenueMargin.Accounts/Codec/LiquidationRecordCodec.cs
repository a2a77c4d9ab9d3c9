using MultiVenueMargin.Accounts.Liquidations;
using static MultiVenueMargin.Accounts.Codec.DecisionCodec;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>Records of liquidations, their requests and their reports.</summary>
internal static class LiquidationRecordCodec
{
    // Reasons that people write are shorter; those that the house writes name what they speak of.
    private const int LongestText = 4_096;

    private const int MostSteps = 65_536;

    public static bool TryWrite(CanonicalWriter writer, JournalRecord record)
    {
        switch (record)
        {
            case LiquidationPlanned it:
                writer.Record(RecordKind.LiquidationPlanned, version: 1);
                ValueCodec.Write(writer, it.Pool);
                writer.List(it.Steps, MostSteps, PlanCodec.Write);
                writer.Enum(it.Outcome);
                writer.List(it.Reasons, MostSteps, static (each, text) => each.String(text, LongestText));
                EvidenceCodec.Write(writer, it.Evidence);
                return true;
            case LiquidationReplanned it:
                writer.Record(RecordKind.LiquidationReplanned, version: 1);
                DecisionCodec.Write(writer, it.Liquidation);
                writer.List(it.Steps, MostSteps, PlanCodec.Write);
                writer.Enum(it.Outcome);
                writer.List(it.Reasons, MostSteps, static (each, text) => each.String(text, LongestText));
                EvidenceCodec.Write(writer, it.Evidence);
                return true;
            case LiquidationApproved it:
                writer.Record(RecordKind.LiquidationApproved, version: 1);
                DecisionCodec.Write(writer, it.Liquidation);
                writer.Optional(it.By, ValueCodec.Write);
                return true;
            case LiquidationHeld it:
                writer.Record(RecordKind.LiquidationHeld, version: 1);
                DecisionCodec.Write(writer, it.Liquidation);
                ValueCodec.Write(writer, it.By);
                writer.String(it.Reason, LongestText);
                return true;
            case LiquidationReleased it:
                writer.Record(RecordKind.LiquidationReleased, version: 1);
                DecisionCodec.Write(writer, it.Liquidation);
                ValueCodec.Write(writer, it.By);
                return true;
            case LiquidationAbortAsked it:
                writer.Record(RecordKind.LiquidationAbortAsked, version: 1);
                DecisionCodec.Write(writer, it.Liquidation);
                ValueCodec.Write(writer, it.By);
                writer.String(it.Reason, LongestText);
                return true;
            case LegRequested it:
                writer.Record(RecordKind.LegRequested, version: 1);
                DecisionCodec.Write(writer, it.Liquidation);
                DecisionCodec.Write(writer, it.Request);
                PlanCodec.Write(writer, it.Leg);
                writer.Bool(it.CancelOrdersFirst);
                writer.Instant(it.Deadline);
                return true;
            case LegAccepted it:
                writer.Record(RecordKind.LegAccepted, version: 1);
                DecisionCodec.Write(writer, it.Request);
                ValueCodec.Write(writer, it.By);
                return true;
            case LegFilled it:
                writer.Record(RecordKind.LegFilled, version: 1);
                DecisionCodec.Write(writer, it.Request);
                ValueCodec.Write(writer, it.Quantity);
                ValueCodec.Write(writer, it.Price);
                ValueCodec.Write(writer, it.By);
                return true;
            case LegEnded it:
                writer.Record(RecordKind.LegEnded, version: 1);
                DecisionCodec.Write(writer, it.Request);
                writer.Enum(it.Outcome);
                writer.String(it.Reason, LongestText);
                return true;
            case LiquidationEnded it:
                writer.Record(RecordKind.LiquidationEnded, version: 1);
                DecisionCodec.Write(writer, it.Liquidation);
                writer.Enum(it.Outcome);
                writer.String(it.Reason, LongestText);
                writer.Optional(it.By, ValueCodec.Write);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Null where the kind is none of these.</summary>
    public static JournalRecord? Read(CanonicalReader reader, RecordKind kind)
    {
        switch (kind)
        {
            case RecordKind.LiquidationPlanned:
                reader.Record(kind, latest: 1);
                return new LiquidationPlanned(
                ReadPoolId(reader),
                reader.List(MostSteps, PlanCodec.ReadStep),
                reader.Enum<PlanOutcome>(),
                reader.List(MostSteps, static each => each.String(LongestText)),
                EvidenceCodec.ReadEvidence(reader));
            case RecordKind.LiquidationReplanned:
                reader.Record(kind, latest: 1);
                return new LiquidationReplanned(
                ReadDecisionId(reader),
                reader.List(MostSteps, PlanCodec.ReadStep),
                reader.Enum<PlanOutcome>(),
                reader.List(MostSteps, static each => each.String(LongestText)),
                EvidenceCodec.ReadEvidence(reader));
            case RecordKind.LiquidationApproved:
                reader.Record(kind, latest: 1);
                return new LiquidationApproved(ReadDecisionId(reader), reader.Optional(ReadPrincipalId));
            case RecordKind.LiquidationHeld:
                reader.Record(kind, latest: 1);
                return new LiquidationHeld(ReadDecisionId(reader), ReadPrincipalId(reader), reader.String(LongestText));
            case RecordKind.LiquidationReleased:
                reader.Record(kind, latest: 1);
                return new LiquidationReleased(ReadDecisionId(reader), ReadPrincipalId(reader));
            case RecordKind.LiquidationAbortAsked:
                reader.Record(kind, latest: 1);
                return new LiquidationAbortAsked(ReadDecisionId(reader), ReadPrincipalId(reader), reader.String(LongestText));
            case RecordKind.LegRequested:
                reader.Record(kind, latest: 1);
                return new LegRequested(
                ReadDecisionId(reader),
                ReadDecisionId(reader),
                PlanCodec.ReadLeg(reader),
                reader.Bool(),
                reader.Instant());
            case RecordKind.LegAccepted:
                reader.Record(kind, latest: 1);
                return new LegAccepted(ReadDecisionId(reader), ReadPrincipalId(reader));
            case RecordKind.LegFilled:
                reader.Record(kind, latest: 1);
                return new LegFilled(ReadDecisionId(reader), ReadQuantity(reader), ReadPrice(reader), ReadPrincipalId(reader));
            case RecordKind.LegEnded:
                reader.Record(kind, latest: 1);
                return new LegEnded(ReadDecisionId(reader), reader.Enum<LegOutcome>(), reader.String(LongestText));
            case RecordKind.LiquidationEnded:
                reader.Record(kind, latest: 1);
                return new LiquidationEnded(
                ReadDecisionId(reader),
                reader.Enum<LiquidationOutcome>(),
                reader.String(LongestText),
                reader.Optional(ReadPrincipalId));
            default:
                return null;
        }
    }
}
