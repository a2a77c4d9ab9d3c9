using MultiVenueMargin.Accounts.Corrections;
using MultiVenueMargin.Accounts.Transfers;
using static MultiVenueMargin.Accounts.Codec.DecisionCodec;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>Records of transfers, of movements that nobody announced, and of corrections.</summary>
internal static class AdjustmentRecordCodec
{
    // Reasons that people write are shorter; those that the house writes name what they speak of.
    private const int LongestText = 4_096;

    private const int LongestName = 256;

    public static bool TryWrite(CanonicalWriter writer, JournalRecord record)
    {
        switch (record)
        {
            case TransferAnnounced it:
                writer.Record(RecordKind.TransferAnnounced, version: 1);
                writer.String(it.Reference, LongestName);
                ValueCodec.Write(writer, it.Asset);
                ValueCodec.Write(writer, it.Amount);
                ValueCodec.Write(writer, it.From);
                ValueCodec.Write(writer, it.To);
                writer.Instant(it.ExpectedBy);
                ValueCodec.Write(writer, it.By);
                return true;
            case TransferDebited it:
                writer.Record(RecordKind.TransferDebited, version: 1);
                writer.String(it.Reference, LongestName);
                return true;
            case TransferCredited it:
                writer.Record(RecordKind.TransferCredited, version: 1);
                writer.String(it.Reference, LongestName);
                ValueCodec.Write(writer, it.Amount);
                return true;
            case TransferOverdue it:
                writer.Record(RecordKind.TransferOverdue, version: 1);
                writer.String(it.Reference, LongestName);
                return true;
            case TransferCancelled it:
                writer.Record(RecordKind.TransferCancelled, version: 1);
                writer.String(it.Reference, LongestName);
                ValueCodec.Write(writer, it.By);
                return true;
            case MovementUnmatched it:
                writer.Record(RecordKind.MovementUnmatched, version: 1);
                ValueCodec.Write(writer, it.Feed);
                FactCodec.Write(writer, it.Movement);
                return true;
            case MovementExplained it:
                writer.Record(RecordKind.MovementExplained, version: 1);
                ValueCodec.Write(writer, it.Feed);
                writer.String(it.Reference, LongestName);
                writer.String(it.Explanation, LongestText);
                ValueCodec.Write(writer, it.By);
                return true;
            case CorrectionProposed it:
                writer.Record(RecordKind.CorrectionProposed, version: 1);
                ValueCodec.Write(writer, it.Feed);
                ValueCodec.Write(writer, it.Asset);
                ValueCodec.Write(writer, it.Amount);
                writer.String(it.Reason, LongestText);
                writer.Instant(it.Until);
                ValueCodec.Write(writer, it.By);
                return true;
            case CorrectionApproved it:
                writer.Record(RecordKind.CorrectionApproved, version: 1);
                DecisionCodec.Write(writer, it.Correction);
                ValueCodec.Write(writer, it.By);
                return true;
            case CorrectionWithdrawn it:
                writer.Record(RecordKind.CorrectionWithdrawn, version: 1);
                DecisionCodec.Write(writer, it.Correction);
                writer.String(it.Reason, LongestText);
                ValueCodec.Write(writer, it.By);
                return true;
            case CorrectionLapsed it:
                writer.Record(RecordKind.CorrectionLapsed, version: 1);
                DecisionCodec.Write(writer, it.Correction);
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
            case RecordKind.TransferAnnounced:
                reader.Record(kind, latest: 1);
                return new TransferAnnounced(
                reader.String(LongestName),
                ReadAsset(reader),
                ReadQuantity(reader),
                ReadVenueAccountId(reader),
                ReadVenueAccountId(reader),
                reader.Instant(),
                ReadPrincipalId(reader));
            case RecordKind.TransferDebited:
                reader.Record(kind, latest: 1);
                return new TransferDebited(reader.String(LongestName));
            case RecordKind.TransferCredited:
                reader.Record(kind, latest: 1);
                return new TransferCredited(reader.String(LongestName), ReadQuantity(reader));
            case RecordKind.TransferOverdue:
                reader.Record(kind, latest: 1);
                return new TransferOverdue(reader.String(LongestName));
            case RecordKind.TransferCancelled:
                reader.Record(kind, latest: 1);
                return new TransferCancelled(reader.String(LongestName), ReadPrincipalId(reader));
            case RecordKind.MovementUnmatched:
                reader.Record(kind, latest: 1);
                return new MovementUnmatched(ReadVenueAccountId(reader), FactCodec.ReadMovement(reader));
            case RecordKind.MovementExplained:
                reader.Record(kind, latest: 1);
                return new MovementExplained(
                ReadVenueAccountId(reader),
                reader.String(LongestName),
                reader.String(LongestText),
                ReadPrincipalId(reader));
            case RecordKind.CorrectionProposed:
                reader.Record(kind, latest: 1);
                return new CorrectionProposed(
                ReadVenueAccountId(reader),
                ReadAsset(reader),
                ReadQuantity(reader),
                reader.String(LongestText),
                reader.Instant(),
                ReadPrincipalId(reader));
            case RecordKind.CorrectionApproved:
                reader.Record(kind, latest: 1);
                return new CorrectionApproved(ReadDecisionId(reader), ReadPrincipalId(reader));
            case RecordKind.CorrectionWithdrawn:
                reader.Record(kind, latest: 1);
                return new CorrectionWithdrawn(ReadDecisionId(reader), reader.String(LongestText), ReadPrincipalId(reader));
            case RecordKind.CorrectionLapsed:
                reader.Record(kind, latest: 1);
                return new CorrectionLapsed(ReadDecisionId(reader));
            default:
                return null;
        }
    }
}
