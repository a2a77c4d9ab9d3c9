using MultiVenueMargin.Accounts.Quarantine;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>Records of an account's life, its pools and its answers.</summary>
internal static class AccountRecordCodec
{
    // Reasons that people write are shorter; those that the house writes name what they speak of.
    private const int LongestText = 4_096;

    private const int LongestName = 256;

    public static bool TryWrite(CanonicalWriter writer, JournalRecord record)
    {
        switch (record)
        {
            case AccountOpened it:
                writer.Record(RecordKind.AccountOpened, version: 1);
                ValueCodec.Write(writer, it.Account);
                PolicyCodec.Write(writer, it.Policy);
                ValueCodec.Write(writer, it.By);
                return true;
            case PolicyChanged it:
                writer.Record(RecordKind.PolicyChanged, version: 1);
                PolicyCodec.Write(writer, it.Policy);
                ValueCodec.Write(writer, it.By);
                return true;
            case AccountClosed it:
                writer.Record(RecordKind.AccountClosed, version: 1);
                ValueCodec.Write(writer, it.By);
                return true;
            case PoolOpened it:
                writer.Record(RecordKind.PoolOpened, version: 1);
                ValueCodec.Write(writer, it.Pool);
                writer.String(it.Purpose, LongestText);
                ValueCodec.Write(writer, it.By);
                return true;
            case PoolClosed it:
                writer.Record(RecordKind.PoolClosed, version: 1);
                ValueCodec.Write(writer, it.Pool);
                ValueCodec.Write(writer, it.By);
                return true;
            case RequestAnswered it:
                writer.Record(RecordKind.RequestAnswered, version: 1);
                ValueCodec.Write(writer, it.Request);
                writer.Bytes(it.BodyHash.Span, Limits.EvidenceBytes);
                writer.String(it.Created, LongestName);
                return true;
            case InputQuarantined it:
                writer.Record(RecordKind.InputQuarantined, version: 1);
                writer.String(it.Input, LongestText);
                writer.Bytes(it.Digest.Span, Limits.EvidenceBytes);
                writer.String(it.Fault, LongestName);
                writer.Int32(it.Attempts);
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
            case RecordKind.AccountOpened:
                reader.Record(kind, latest: 1);
                return new AccountOpened(ReadAccountId(reader), PolicyCodec.ReadAccountPolicy(reader), ReadPrincipalId(reader));
            case RecordKind.PolicyChanged:
                reader.Record(kind, latest: 1);
                return new PolicyChanged(PolicyCodec.ReadAccountPolicy(reader), ReadPrincipalId(reader));
            case RecordKind.AccountClosed:
                reader.Record(kind, latest: 1);
                return new AccountClosed(ReadPrincipalId(reader));
            case RecordKind.PoolOpened:
                reader.Record(kind, latest: 1);
                return new PoolOpened(ReadPoolId(reader), reader.String(LongestText), ReadPrincipalId(reader));
            case RecordKind.PoolClosed:
                reader.Record(kind, latest: 1);
                return new PoolClosed(ReadPoolId(reader), ReadPrincipalId(reader));
            case RecordKind.RequestAnswered:
                reader.Record(kind, latest: 1);
                return new RequestAnswered(
                ReadRequestId(reader),
                reader.Bytes(Limits.EvidenceBytes).ToArray(),
                reader.String(LongestName));
            case RecordKind.InputQuarantined:
                reader.Record(kind, latest: 1);
                return new InputQuarantined(reader.String(LongestText), reader.Bytes(Limits.EvidenceBytes).ToArray(), reader.String(LongestName), reader.Int32());
            default:
                return null;
        }
    }
}
