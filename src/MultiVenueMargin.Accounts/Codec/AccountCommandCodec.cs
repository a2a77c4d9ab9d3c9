using static MultiVenueMargin.Accounts.Codec.DecisionCodec;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>What somebody wants done to an account.</summary>
public static class AccountCommandCodec
{
    /// <summary>Characters of what both ends of a transfer know it by.</summary>
    private const int LongestReference = 128;

    public static void Write(CanonicalWriter writer, AccountCommand command)
    {
        writer.Enum(KindOf(command));
        writer.Version(1);
        ValueCodec.Write(writer, command.Account);
        ValueCodec.Write(writer, command.Request);
        ValueCodec.Write(writer, command.By);
        switch (command)
        {
            case OpenAccount it:
                PolicyCodec.Write(writer, it.Policy);
                break;
            case ChangePolicy it:
                PolicyCodec.Write(writer, it.Policy);
                break;
            case OpenPool it:
                ValueCodec.Write(writer, it.Pool);
                writer.String(it.Purpose, Limits.ReasonLength);
                break;
            case ClosePool it:
                ValueCodec.Write(writer, it.Pool);
                break;
            case ClaimVenueAccount it:
                ValueCodec.Write(writer, it.Feed);
                ValueCodec.Write(writer, it.Pool);
                break;
            case ReleaseVenueAccount it:
                ValueCodec.Write(writer, it.Feed);
                break;
            case MoveVenueAccount it:
                ValueCodec.Write(writer, it.Feed);
                ValueCodec.Write(writer, it.To);
                break;
            case AcknowledgeCall it:
                DecisionCodec.Write(writer, it.Call);
                break;
            case DisputeCall it:
                DecisionCodec.Write(writer, it.Call);
                writer.String(it.Reason, Limits.ReasonLength);
                writer.Optional(it.OwnFigure, ValueCodec.Write);
                break;
            case WithdrawCall it:
                DecisionCodec.Write(writer, it.Call);
                writer.String(it.Reason, Limits.ReasonLength);
                break;
            case ApproveLiquidation it:
                DecisionCodec.Write(writer, it.Liquidation);
                break;
            case HoldLiquidation it:
                DecisionCodec.Write(writer, it.Liquidation);
                writer.String(it.Reason, Limits.ReasonLength);
                break;
            case ReleaseLiquidation it:
                DecisionCodec.Write(writer, it.Liquidation);
                break;
            case AbortLiquidation it:
                DecisionCodec.Write(writer, it.Liquidation);
                writer.String(it.Reason, Limits.ReasonLength);
                break;
            case ReportLeg it:
                DecisionCodec.Write(writer, it.Leg);
                writer.Enum(it.Report);
                ValueCodec.Write(writer, it.Quantity);
                writer.Optional(it.Price, ValueCodec.Write);
                writer.String(it.Reason, Limits.ReasonLength);
                break;
            case AnnounceTransfer it:
                writer.String(it.Reference, LongestReference);
                ValueCodec.Write(writer, it.Asset);
                ValueCodec.Write(writer, it.Amount);
                ValueCodec.Write(writer, it.From);
                ValueCodec.Write(writer, it.To);
                writer.Instant(it.ExpectedBy);
                break;
            case CancelTransfer it:
                writer.String(it.Reference, LongestReference);
                break;
            case ExplainMovement it:
                ValueCodec.Write(writer, it.Feed);
                writer.String(it.Reference, LongestReference);
                writer.String(it.Explanation, Limits.ReasonLength);
                break;
            case ProposeCorrection it:
                ValueCodec.Write(writer, it.Feed);
                ValueCodec.Write(writer, it.Asset);
                ValueCodec.Write(writer, it.Amount);
                writer.String(it.Reason, Limits.ReasonLength);
                writer.Instant(it.Until);
                break;
            case ApproveCorrection it:
                DecisionCodec.Write(writer, it.Correction);
                break;
            case WithdrawCorrection it:
                DecisionCodec.Write(writer, it.Correction);
                writer.String(it.Reason, Limits.ReasonLength);
                break;
            default:
                break;
        }
    }

    public static AccountCommand ReadAccountCommand(CanonicalReader reader)
    {
        var at = reader.Offset;
        var kind = reader.Enum<CommandKind>();
        reader.Version(nameof(AccountCommand), latest: 1);
        var account = ReadAccountId(reader);
        var request = ReadRequestId(reader);
        var by = ReadPrincipalId(reader);
        return kind switch
        {
            CommandKind.OpenAccount => new OpenAccount(
                PolicyCodec.ReadAccountPolicy(reader))
            {
                Account = account,
                Request = request,
                By = by,
            },
            CommandKind.ChangePolicy => new ChangePolicy(
                PolicyCodec.ReadAccountPolicy(reader))
            {
                Account = account,
                Request = request,
                By = by,
            },
            CommandKind.CloseAccount => new CloseAccount { Account = account, Request = request, By = by },
            CommandKind.OpenPool => new OpenPool(
                ReadPoolId(reader), reader.String(Limits.ReasonLength))
            {
                Account = account,
                Request = request,
                By = by,
            },
            CommandKind.ClosePool => new ClosePool(ReadPoolId(reader)) { Account = account, Request = request, By = by },
            CommandKind.ClaimVenueAccount => new ClaimVenueAccount(
                ReadVenueAccountId(reader), ReadPoolId(reader))
            {
                Account = account,
                Request = request,
                By = by,
            },
            CommandKind.ReleaseVenueAccount => new ReleaseVenueAccount(
                ReadVenueAccountId(reader))
            {
                Account = account,
                Request = request,
                By = by,
            },
            CommandKind.MoveVenueAccount => new MoveVenueAccount(
                ReadVenueAccountId(reader), ReadPoolId(reader))
            {
                Account = account,
                Request = request,
                By = by,
            },
            CommandKind.AcknowledgeCall => new AcknowledgeCall(
                ReadDecisionId(reader))
            {
                Account = account,
                Request = request,
                By = by,
            },
            CommandKind.DisputeCall => new DisputeCall(
                ReadDecisionId(reader), reader.String(Limits.ReasonLength), reader.Optional(ReadUsd))
            {
                Account = account,
                Request = request,
                By = by,
            },
            CommandKind.WithdrawCall => new WithdrawCall(
                ReadDecisionId(reader), reader.String(Limits.ReasonLength))
            {
                Account = account,
                Request = request,
                By = by,
            },
            CommandKind.ApproveLiquidation => new ApproveLiquidation(
                ReadDecisionId(reader))
            {
                Account = account,
                Request = request,
                By = by,
            },
            CommandKind.HoldLiquidation => new HoldLiquidation(
                ReadDecisionId(reader), reader.String(Limits.ReasonLength))
            {
                Account = account,
                Request = request,
                By = by,
            },
            CommandKind.ReleaseLiquidation => new ReleaseLiquidation(
                ReadDecisionId(reader))
            {
                Account = account,
                Request = request,
                By = by,
            },
            CommandKind.AbortLiquidation => new AbortLiquidation(
                ReadDecisionId(reader), reader.String(Limits.ReasonLength))
            {
                Account = account,
                Request = request,
                By = by,
            },
            CommandKind.ReportLeg => new ReportLeg(
                ReadDecisionId(reader), reader.Enum<LegReport>(), ReadQuantity(reader), reader.Optional(ReadPrice), reader.String(Limits.ReasonLength))
            {
                Account = account,
                Request = request,
                By = by,
            },
            CommandKind.AnnounceTransfer => new AnnounceTransfer(
                reader.String(LongestReference), ReadAsset(reader), ReadQuantity(reader), ReadVenueAccountId(reader), ReadVenueAccountId(reader), reader.Instant())
            {
                Account = account,
                Request = request,
                By = by,
            },
            CommandKind.CancelTransfer => new CancelTransfer(
                reader.String(LongestReference))
            {
                Account = account,
                Request = request,
                By = by,
            },
            CommandKind.ExplainMovement => new ExplainMovement(
                ReadVenueAccountId(reader), reader.String(LongestReference), reader.String(Limits.ReasonLength))
            {
                Account = account,
                Request = request,
                By = by,
            },
            CommandKind.ProposeCorrection => new ProposeCorrection(
                ReadVenueAccountId(reader), ReadAsset(reader), ReadQuantity(reader), reader.String(Limits.ReasonLength), reader.Instant())
            {
                Account = account,
                Request = request,
                By = by,
            },
            CommandKind.ApproveCorrection => new ApproveCorrection(
                ReadDecisionId(reader))
            {
                Account = account,
                Request = request,
                By = by,
            },
            CommandKind.WithdrawCorrection => new WithdrawCorrection(
                ReadDecisionId(reader), reader.String(Limits.ReasonLength))
            {
                Account = account,
                Request = request,
                By = by,
            },
            _ => throw new MalformedRecordException(at, "an account's command"),
        };
    }

    private static CommandKind KindOf(AccountCommand command) => command switch
    {
        OpenAccount => CommandKind.OpenAccount,
        ChangePolicy => CommandKind.ChangePolicy,
        CloseAccount => CommandKind.CloseAccount,
        OpenPool => CommandKind.OpenPool,
        ClosePool => CommandKind.ClosePool,
        ClaimVenueAccount => CommandKind.ClaimVenueAccount,
        ReleaseVenueAccount => CommandKind.ReleaseVenueAccount,
        MoveVenueAccount => CommandKind.MoveVenueAccount,
        AcknowledgeCall => CommandKind.AcknowledgeCall,
        DisputeCall => CommandKind.DisputeCall,
        WithdrawCall => CommandKind.WithdrawCall,
        ApproveLiquidation => CommandKind.ApproveLiquidation,
        HoldLiquidation => CommandKind.HoldLiquidation,
        ReleaseLiquidation => CommandKind.ReleaseLiquidation,
        AbortLiquidation => CommandKind.AbortLiquidation,
        ReportLeg => CommandKind.ReportLeg,
        AnnounceTransfer => CommandKind.AnnounceTransfer,
        CancelTransfer => CommandKind.CancelTransfer,
        ExplainMovement => CommandKind.ExplainMovement,
        ProposeCorrection => CommandKind.ProposeCorrection,
        ApproveCorrection => CommandKind.ApproveCorrection,
        WithdrawCorrection => CommandKind.WithdrawCorrection,
        _ => throw new ArgumentException($"{command.GetType().Name} is no command that has a form.", nameof(command)),
    };
}
