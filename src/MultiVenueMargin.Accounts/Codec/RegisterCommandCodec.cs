using MultiVenueMargin.Accounts.Registers;
using static MultiVenueMargin.Accounts.Codec.DecisionCodec;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>What somebody wants done to a register.</summary>
public static class RegisterCommandCodec
{
    /// <summary>Listings of one command.</summary>
    private const int MostInstruments = 65_536;

    public static void Write(CanonicalWriter writer, RegisterCommand command)
    {
        writer.Enum(KindOf(command));
        writer.Version(1);
        ValueCodec.Write(writer, command.Request);
        ValueCodec.Write(writer, command.By);
        switch (command)
        {
            case RegisterInstitution it:
                ValueCodec.Write(writer, it.Institution);
                writer.String(it.DisplayName, Limits.ReasonLength);
                break;
            case RegisterAccount it:
                ValueCodec.Write(writer, it.Account);
                break;
            case ClaimFor it:
                ValueCodec.Write(writer, it.VenueAccount);
                ValueCodec.Write(writer, it.Account);
                ValueCodec.Write(writer, it.Pool);
                break;
            case ReleaseFor it:
                ValueCodec.Write(writer, it.VenueAccount);
                ValueCodec.Write(writer, it.Account);
                break;
            case MoveFor it:
                ValueCodec.Write(writer, it.VenueAccount);
                ValueCodec.Write(writer, it.Account);
                ValueCodec.Write(writer, it.Pool);
                break;
            case GrantRole it:
                ValueCodec.Write(writer, it.Principal);
                writer.Enum(it.Role);
                ValueCodec.Write(writer, it.Institution);
                writer.Optional(it.Account, ValueCodec.Write);
                break;
            case RevokeRole it:
                ValueCodec.Write(writer, it.Principal);
                writer.Enum(it.Role);
                ValueCodec.Write(writer, it.Institution);
                writer.Optional(it.Account, ValueCodec.Write);
                break;
            case SetQuota it:
                ValueCodec.Write(writer, it.Institution);
                writer.Int32(it.Accounts);
                writer.Int32(it.UpdatesPerSecond);
                break;
            case ContributeToFund it:
                ValueCodec.Write(writer, it.Institution);
                ValueCodec.Write(writer, it.Amount);
                break;
            case ReserveDraw it:
                DecisionCodec.Write(writer, it.Deficit);
                ValueCodec.Write(writer, it.Amount);
                break;
            case ConfirmDraw it:
                DecisionCodec.Write(writer, it.Deficit);
                break;
            case ListInstruments it:
                writer.List(it.Instruments, MostInstruments, InstrumentCodec.Write);
                break;
            case DraftRuleSet it:
                ValueCodec.Write(writer, it.Book);
                RuleCodec.Write(writer, it.Rules);
                break;
            case ProposeActivation it:
                ValueCodec.Write(writer, it.Book);
                ValueCodec.Write(writer, it.Version);
                writer.Instant(it.From);
                break;
            case ApproveActivation it:
                ValueCodec.Write(writer, it.Book);
                ValueCodec.Write(writer, it.Version);
                break;
            case WithdrawActivation it:
                ValueCodec.Write(writer, it.Book);
                ValueCodec.Write(writer, it.Version);
                break;
            default:
                throw new ArgumentException($"{command.GetType().Name} is no command that has a form.", nameof(command));
        }
    }

    public static RegisterCommand ReadRegisterCommand(CanonicalReader reader)
    {
        var at = reader.Offset;
        var kind = reader.Enum<CommandKind>();
        reader.Version(nameof(RegisterCommand), latest: 1);
        var request = ReadRequestId(reader);
        var by = ReadPrincipalId(reader);
        return kind switch
        {
            CommandKind.RegisterInstitution => new RegisterInstitution(
                ReadInstitutionId(reader), reader.String(Limits.ReasonLength))
            {
                Request = request,
                By = by,
            },
            CommandKind.RegisterAccount => new RegisterAccount(ReadAccountId(reader)) { Request = request, By = by },
            CommandKind.ClaimFor => new ClaimFor(
                ReadVenueAccountId(reader), ReadAccountId(reader), ReadPoolId(reader))
            {
                Request = request,
                By = by,
            },
            CommandKind.ReleaseFor => new ReleaseFor(
                ReadVenueAccountId(reader), ReadAccountId(reader))
            {
                Request = request,
                By = by,
            },
            CommandKind.MoveFor => new MoveFor(
                ReadVenueAccountId(reader), ReadAccountId(reader), ReadPoolId(reader))
            {
                Request = request,
                By = by,
            },
            CommandKind.GrantRole => new GrantRole(
                ReadPrincipalId(reader), reader.Enum<Role>(), ReadInstitutionId(reader), reader.Optional(ReadAccountId))
            {
                Request = request,
                By = by,
            },
            CommandKind.RevokeRole => new RevokeRole(
                ReadPrincipalId(reader), reader.Enum<Role>(), ReadInstitutionId(reader), reader.Optional(ReadAccountId))
            {
                Request = request,
                By = by,
            },
            CommandKind.SetQuota => new SetQuota(
                ReadInstitutionId(reader), reader.Int32(), reader.Int32())
            {
                Request = request,
                By = by,
            },
            CommandKind.ContributeToFund => new ContributeToFund(
                ReadInstitutionId(reader), ReadUsd(reader))
            {
                Request = request,
                By = by,
            },
            CommandKind.ReserveDraw => new ReserveDraw(ReadDecisionId(reader), ReadUsd(reader)) { Request = request, By = by },
            CommandKind.ConfirmDraw => new ConfirmDraw(ReadDecisionId(reader)) { Request = request, By = by },
            CommandKind.ListInstruments => new ListInstruments(
                reader.List(MostInstruments, InstrumentCodec.ReadInstrument))
            {
                Request = request,
                By = by,
            },
            CommandKind.DraftRuleSet => new DraftRuleSet(
                ReadRuleBookId(reader), RuleCodec.ReadRuleSet(reader))
            {
                Request = request,
                By = by,
            },
            CommandKind.ProposeActivation => new ProposeActivation(
                ReadRuleBookId(reader), ReadRuleVersion(reader), reader.Instant())
            {
                Request = request,
                By = by,
            },
            CommandKind.ApproveActivation => new ApproveActivation(
                ReadRuleBookId(reader), ReadRuleVersion(reader))
            {
                Request = request,
                By = by,
            },
            CommandKind.WithdrawActivation => new WithdrawActivation(
                ReadRuleBookId(reader), ReadRuleVersion(reader))
            {
                Request = request,
                By = by,
            },
            _ => throw new MalformedRecordException(at, "a register's command"),
        };
    }

    private static CommandKind KindOf(RegisterCommand command) => command switch
    {
        RegisterInstitution => CommandKind.RegisterInstitution,
        RegisterAccount => CommandKind.RegisterAccount,
        ClaimFor => CommandKind.ClaimFor,
        ReleaseFor => CommandKind.ReleaseFor,
        MoveFor => CommandKind.MoveFor,
        GrantRole => CommandKind.GrantRole,
        RevokeRole => CommandKind.RevokeRole,
        SetQuota => CommandKind.SetQuota,
        ContributeToFund => CommandKind.ContributeToFund,
        ReserveDraw => CommandKind.ReserveDraw,
        ConfirmDraw => CommandKind.ConfirmDraw,
        ListInstruments => CommandKind.ListInstruments,
        DraftRuleSet => CommandKind.DraftRuleSet,
        ProposeActivation => CommandKind.ProposeActivation,
        ApproveActivation => CommandKind.ApproveActivation,
        WithdrawActivation => CommandKind.WithdrawActivation,
        _ => throw new ArgumentException($"{command.GetType().Name} is no command that has a form.", nameof(command)),
    };
}
