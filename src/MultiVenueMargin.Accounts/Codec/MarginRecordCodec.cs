using MultiVenueMargin.Accounts.Alerts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Deficits;
using MultiVenueMargin.Domain.Books;
using static MultiVenueMargin.Accounts.Codec.DecisionCodec;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>Records of margin states, alerts, calls and deficits.</summary>
internal static class MarginRecordCodec
{
    // Reasons that people write are shorter; those that the house writes name what they speak of.
    private const int LongestText = 4_096;

    private const int LongestName = 256;

    private const int MostFacts = 1_000_000;

    public static bool TryWrite(CanonicalWriter writer, JournalRecord record)
    {
        switch (record)
        {
            case MarginStateChanged it:
                writer.Record(RecordKind.MarginStateChanged, version: 1);
                ValueCodec.Write(writer, it.Pool);
                writer.EnumOrUnspecified(it.From);
                writer.EnumOrUnspecified(it.To);
                writer.EnumOrUnspecified(it.LastKnown);
                writer.Optional(it.Evidence, EvidenceCodec.Write);
                return true;
            case AlertRaised it:
                writer.Record(RecordKind.AlertRaised, version: 1);
                writer.String(it.Name, LongestName);
                EvidenceCodec.Write(writer, it.Evidence);
                return true;
            case AlertCleared it:
                writer.Record(RecordKind.AlertCleared, version: 1);
                writer.String(it.Name, LongestName);
                return true;
            case CallIssued it:
                writer.Record(RecordKind.CallIssued, version: 1);
                ValueCodec.Write(writer, it.Pool);
                ValueCodec.Write(writer, it.Amount);
                writer.Instant(it.Deadline);
                EvidenceCodec.Write(writer, it.Evidence);
                return true;
            case CallAmended it:
                writer.Record(RecordKind.CallAmended, version: 1);
                DecisionCodec.Write(writer, it.Call);
                ValueCodec.Write(writer, it.Amount);
                EvidenceCodec.Write(writer, it.Evidence);
                return true;
            case CallAcknowledged it:
                writer.Record(RecordKind.CallAcknowledged, version: 1);
                DecisionCodec.Write(writer, it.Call);
                ValueCodec.Write(writer, it.By);
                return true;
            case CallDisputed it:
                writer.Record(RecordKind.CallDisputed, version: 1);
                DecisionCodec.Write(writer, it.Call);
                ValueCodec.Write(writer, it.By);
                writer.String(it.Reason, LongestText);
                writer.Optional(it.OwnFigure, ValueCodec.Write);
                return true;
            case CallPaid it:
                writer.Record(RecordKind.CallPaid, version: 1);
                DecisionCodec.Write(writer, it.Call);
                ValueCodec.Write(writer, it.Counted);
                writer.List(it.Flows, MostFacts, EvidenceCodec.Write);
                return true;
            case CallEnded it:
                writer.Record(RecordKind.CallEnded, version: 1);
                DecisionCodec.Write(writer, it.Call);
                writer.Enum(it.Outcome);
                writer.String(it.Reason, LongestText);
                writer.Optional(it.By, ValueCodec.Write);
                return true;
            case CallExpired it:
                writer.Record(RecordKind.CallExpired, version: 1);
                DecisionCodec.Write(writer, it.Call);
                return true;
            case DeficitRecorded it:
                writer.Record(RecordKind.DeficitRecorded, version: 1);
                ValueCodec.Write(writer, it.Pool);
                DecisionCodec.Write(writer, it.Liquidation);
                ValueCodec.Write(writer, it.Amount);
                EvidenceCodec.Write(writer, it.Evidence);
                return true;
            case FundDrawGranted it:
                writer.Record(RecordKind.FundDrawGranted, version: 1);
                DecisionCodec.Write(writer, it.Deficit);
                ValueCodec.Write(writer, it.Granted);
                return true;
            case DeficitSettled it:
                writer.Record(RecordKind.DeficitSettled, version: 1);
                DecisionCodec.Write(writer, it.Deficit);
                ValueCodec.Write(writer, it.Drawn);
                ValueCodec.Write(writer, it.Allocated);
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
            case RecordKind.MarginStateChanged:
                reader.Record(kind, latest: 1);
                return new MarginStateChanged(
                ReadPoolId(reader),
                reader.EnumOrUnspecified<MarginState>(),
                reader.EnumOrUnspecified<MarginState>(),
                reader.EnumOrUnspecified<MarginState>(),
                reader.OptionalObject(EvidenceCodec.ReadEvidence));
            case RecordKind.AlertRaised:
                reader.Record(kind, latest: 1);
                return new AlertRaised(reader.String(LongestName), EvidenceCodec.ReadEvidence(reader));
            case RecordKind.AlertCleared:
                reader.Record(kind, latest: 1);
                return new AlertCleared(reader.String(LongestName));
            case RecordKind.CallIssued:
                reader.Record(kind, latest: 1);
                return new CallIssued(ReadPoolId(reader), ReadUsd(reader), reader.Instant(), EvidenceCodec.ReadEvidence(reader));
            case RecordKind.CallAmended:
                reader.Record(kind, latest: 1);
                return new CallAmended(ReadDecisionId(reader), ReadUsd(reader), EvidenceCodec.ReadEvidence(reader));
            case RecordKind.CallAcknowledged:
                reader.Record(kind, latest: 1);
                return new CallAcknowledged(ReadDecisionId(reader), ReadPrincipalId(reader));
            case RecordKind.CallDisputed:
                reader.Record(kind, latest: 1);
                return new CallDisputed(
                ReadDecisionId(reader),
                ReadPrincipalId(reader),
                reader.String(LongestText),
                reader.Optional(ReadUsd));
            case RecordKind.CallPaid:
                reader.Record(kind, latest: 1);
                return new CallPaid(ReadDecisionId(reader), ReadUsd(reader), reader.List(MostFacts, EvidenceCodec.ReadFlow));
            case RecordKind.CallEnded:
                reader.Record(kind, latest: 1);
                return new CallEnded(
                ReadDecisionId(reader),
                reader.Enum<CallOutcome>(),
                reader.String(LongestText),
                reader.Optional(ReadPrincipalId));
            case RecordKind.CallExpired:
                reader.Record(kind, latest: 1);
                return new CallExpired(ReadDecisionId(reader));
            case RecordKind.DeficitRecorded:
                reader.Record(kind, latest: 1);
                return new DeficitRecorded(
                ReadPoolId(reader),
                ReadDecisionId(reader),
                ReadUsd(reader),
                EvidenceCodec.ReadEvidence(reader));
            case RecordKind.FundDrawGranted:
                reader.Record(kind, latest: 1);
                return new FundDrawGranted(ReadDecisionId(reader), ReadUsd(reader));
            case RecordKind.DeficitSettled:
                reader.Record(kind, latest: 1);
                return new DeficitSettled(ReadDecisionId(reader), ReadUsd(reader), ReadUsd(reader));
            default:
                return null;
        }
    }
}
