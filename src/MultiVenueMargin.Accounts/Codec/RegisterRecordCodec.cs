using MultiVenueMargin.Accounts.Registers;
using static MultiVenueMargin.Accounts.Codec.DecisionCodec;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>Records of the registers.</summary>
internal static class RegisterRecordCodec
{
    private const int LongestName = 256;

    private const int MostFacts = 1_000_000;

    public static bool TryWrite(CanonicalWriter writer, JournalRecord record)
    {
        switch (record)
        {
            case RegisterAnswered it:
                writer.Record(RecordKind.RegisterAnswered, version: 1);
                ValueCodec.Write(writer, it.Request);
                writer.Bytes(it.BodyHash.Span, Limits.EvidenceBytes);
                writer.String(it.Created, LongestName);
                return true;
            case RuleSetDrafted it:
                writer.Record(RecordKind.RuleSetDrafted, version: 1);
                ValueCodec.Write(writer, it.Book);
                RuleCodec.Write(writer, it.Rules);
                ValueCodec.Write(writer, it.By);
                return true;
            case ActivationProposed it:
                writer.Record(RecordKind.ActivationProposed, version: 1);
                ValueCodec.Write(writer, it.Book);
                ValueCodec.Write(writer, it.Version);
                writer.Instant(it.From);
                ValueCodec.Write(writer, it.By);
                return true;
            case RuleSetActivated it:
                writer.Record(RecordKind.RuleSetActivated, version: 1);
                ValueCodec.Write(writer, it.Book);
                ValueCodec.Write(writer, it.Version);
                writer.Instant(it.From);
                ValueCodec.Write(writer, it.ProposedBy);
                ValueCodec.Write(writer, it.ApprovedBy);
                return true;
            case ActivationWithdrawn it:
                writer.Record(RecordKind.ActivationWithdrawn, version: 1);
                ValueCodec.Write(writer, it.Book);
                ValueCodec.Write(writer, it.Version);
                ValueCodec.Write(writer, it.By);
                return true;
            case InstrumentsListed it:
                writer.Record(RecordKind.InstrumentsListed, version: 1);
                writer.List(it.Instruments, MostFacts, InstrumentCodec.Write);
                ValueCodec.Write(writer, it.By);
                return true;
            case InstitutionRegistered it:
                writer.Record(RecordKind.InstitutionRegistered, version: 1);
                ValueCodec.Write(writer, it.Institution);
                writer.String(it.DisplayName, LongestName);
                ValueCodec.Write(writer, it.By);
                return true;
            case AccountRegistered it:
                writer.Record(RecordKind.AccountRegistered, version: 1);
                ValueCodec.Write(writer, it.Account);
                return true;
            case VenueAccountClaimed it:
                writer.Record(RecordKind.VenueAccountClaimed, version: 1);
                ValueCodec.Write(writer, it.VenueAccount);
                ValueCodec.Write(writer, it.Account);
                ValueCodec.Write(writer, it.Pool);
                return true;
            case VenueAccountReleased it:
                writer.Record(RecordKind.VenueAccountReleased, version: 1);
                ValueCodec.Write(writer, it.VenueAccount);
                ValueCodec.Write(writer, it.Account);
                return true;
            case VenueAccountMoved it:
                writer.Record(RecordKind.VenueAccountMoved, version: 1);
                ValueCodec.Write(writer, it.VenueAccount);
                ValueCodec.Write(writer, it.Account);
                ValueCodec.Write(writer, it.Pool);
                return true;
            case RoleGranted it:
                writer.Record(RecordKind.RoleGranted, version: 1);
                ValueCodec.Write(writer, it.Principal);
                writer.Enum(it.Role);
                ValueCodec.Write(writer, it.Institution);
                writer.Optional(it.Account, ValueCodec.Write);
                ValueCodec.Write(writer, it.By);
                return true;
            case RoleRevoked it:
                writer.Record(RecordKind.RoleRevoked, version: 1);
                ValueCodec.Write(writer, it.Principal);
                writer.Enum(it.Role);
                ValueCodec.Write(writer, it.Institution);
                writer.Optional(it.Account, ValueCodec.Write);
                ValueCodec.Write(writer, it.By);
                return true;
            case QuotaSet it:
                writer.Record(RecordKind.QuotaSet, version: 1);
                ValueCodec.Write(writer, it.Institution);
                writer.Int32(it.Accounts);
                writer.Int32(it.UpdatesPerSecond);
                ValueCodec.Write(writer, it.By);
                return true;
            case FundContributed it:
                writer.Record(RecordKind.FundContributed, version: 1);
                ValueCodec.Write(writer, it.Institution);
                ValueCodec.Write(writer, it.Amount);
                ValueCodec.Write(writer, it.By);
                return true;
            case DrawReserved it:
                writer.Record(RecordKind.DrawReserved, version: 1);
                DecisionCodec.Write(writer, it.Deficit);
                ValueCodec.Write(writer, it.Asked);
                ValueCodec.Write(writer, it.Granted);
                return true;
            case DrawConfirmed it:
                writer.Record(RecordKind.DrawConfirmed, version: 1);
                DecisionCodec.Write(writer, it.Deficit);
                return true;
            case LossAllocated it:
                writer.Record(RecordKind.LossAllocated, version: 1);
                DecisionCodec.Write(writer, it.Deficit);
                ValueCodec.Write(writer, it.Amount);
                writer.Dictionary(it.Shares, MostFacts, ValueCodec.Write, ValueCodec.Write);
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
            case RecordKind.RegisterAnswered:
                reader.Record(kind, latest: 1);
                return new RegisterAnswered(
                ReadRequestId(reader),
                reader.Bytes(Limits.EvidenceBytes).ToArray(),
                reader.String(LongestName));
            case RecordKind.RuleSetDrafted:
                reader.Record(kind, latest: 1);
                return new RuleSetDrafted(ReadRuleBookId(reader), RuleCodec.ReadRuleSet(reader), ReadPrincipalId(reader));
            case RecordKind.ActivationProposed:
                reader.Record(kind, latest: 1);
                return new ActivationProposed(
                ReadRuleBookId(reader),
                ReadRuleVersion(reader),
                reader.Instant(),
                ReadPrincipalId(reader));
            case RecordKind.RuleSetActivated:
                reader.Record(kind, latest: 1);
                return new RuleSetActivated(
                ReadRuleBookId(reader),
                ReadRuleVersion(reader),
                reader.Instant(),
                ReadPrincipalId(reader),
                ReadPrincipalId(reader));
            case RecordKind.ActivationWithdrawn:
                reader.Record(kind, latest: 1);
                return new ActivationWithdrawn(ReadRuleBookId(reader), ReadRuleVersion(reader), ReadPrincipalId(reader));
            case RecordKind.InstrumentsListed:
                reader.Record(kind, latest: 1);
                return new InstrumentsListed(reader.List(MostFacts, InstrumentCodec.ReadInstrument), ReadPrincipalId(reader));
            case RecordKind.InstitutionRegistered:
                reader.Record(kind, latest: 1);
                return new InstitutionRegistered(ReadInstitutionId(reader), reader.String(LongestName), ReadPrincipalId(reader));
            case RecordKind.AccountRegistered:
                reader.Record(kind, latest: 1);
                return new AccountRegistered(ReadAccountId(reader));
            case RecordKind.VenueAccountClaimed:
                reader.Record(kind, latest: 1);
                return new VenueAccountClaimed(ReadVenueAccountId(reader), ReadAccountId(reader), ReadPoolId(reader));
            case RecordKind.VenueAccountReleased:
                reader.Record(kind, latest: 1);
                return new VenueAccountReleased(ReadVenueAccountId(reader), ReadAccountId(reader));
            case RecordKind.VenueAccountMoved:
                reader.Record(kind, latest: 1);
                return new VenueAccountMoved(ReadVenueAccountId(reader), ReadAccountId(reader), ReadPoolId(reader));
            case RecordKind.RoleGranted:
                reader.Record(kind, latest: 1);
                return new RoleGranted(
                ReadPrincipalId(reader),
                reader.Enum<Role>(),
                ReadInstitutionId(reader),
                reader.Optional(ReadAccountId),
                ReadPrincipalId(reader));
            case RecordKind.RoleRevoked:
                reader.Record(kind, latest: 1);
                return new RoleRevoked(
                ReadPrincipalId(reader),
                reader.Enum<Role>(),
                ReadInstitutionId(reader),
                reader.Optional(ReadAccountId),
                ReadPrincipalId(reader));
            case RecordKind.QuotaSet:
                reader.Record(kind, latest: 1);
                return new QuotaSet(ReadInstitutionId(reader), reader.Int32(), reader.Int32(), ReadPrincipalId(reader));
            case RecordKind.FundContributed:
                reader.Record(kind, latest: 1);
                return new FundContributed(ReadInstitutionId(reader), ReadUsd(reader), ReadPrincipalId(reader));
            case RecordKind.DrawReserved:
                reader.Record(kind, latest: 1);
                return new DrawReserved(ReadDecisionId(reader), ReadUsd(reader), ReadUsd(reader));
            case RecordKind.DrawConfirmed:
                reader.Record(kind, latest: 1);
                return new DrawConfirmed(ReadDecisionId(reader));
            case RecordKind.LossAllocated:
                reader.Record(kind, latest: 1);
                return new LossAllocated(
                ReadDecisionId(reader),
                ReadUsd(reader),
                reader.Dictionary(MostFacts, ReadInstitutionId, ReadUsd));
            default:
                return null;
        }
    }
}
