using System.Diagnostics;
using System.Security.Cryptography;
using MultiVenueMargin.Accounts.Codec;

namespace MultiVenueMargin.Accounts.Registers;

/// <summary>SHA-256 of a command's canonical bytes without its request id: what it asks for, and who asks.</summary>
internal static class RegisterCommandHash
{
    public static ReadOnlyMemory<byte> Of(RegisterCommand command)
    {
        var writer = new CanonicalWriter();
        writer.String(command.GetType().Name, Limits.ReasonLength);
        ValueCodec.Write(writer, command.By);
        WriteBody(writer, command);
        return SHA256.HashData(writer.Written);
    }

    private static void WriteBody(CanonicalWriter writer, RegisterCommand command)
    {
        switch (command)
        {
            case DraftRuleSet draft:
                ValueCodec.Write(writer, draft.Book);
                RuleCodec.Write(writer, draft.Rules);
                break;
            case ProposeActivation propose:
                ValueCodec.Write(writer, propose.Book);
                ValueCodec.Write(writer, propose.Version);
                writer.Instant(propose.From);
                break;
            case ApproveActivation approve:
                ValueCodec.Write(writer, approve.Book);
                ValueCodec.Write(writer, approve.Version);
                break;
            case WithdrawActivation withdraw:
                ValueCodec.Write(writer, withdraw.Book);
                ValueCodec.Write(writer, withdraw.Version);
                break;
            case ListInstruments list:
                writer.List(list.Instruments, RegisterLimits.InstrumentsPerCommand, InstrumentCodec.Write);
                break;
            case ContributeToFund contribute:
                ValueCodec.Write(writer, contribute.Institution);
                ValueCodec.Write(writer, contribute.Amount);
                break;
            case ReserveDraw reserve:
                RegisterValues.Write(writer, reserve.Deficit);
                ValueCodec.Write(writer, reserve.Amount);
                break;
            case ConfirmDraw confirm:
                RegisterValues.Write(writer, confirm.Deficit);
                break;
            default:
                WriteInstitutionBody(writer, command);
                break;
        }
    }

    private static void WriteInstitutionBody(CanonicalWriter writer, RegisterCommand command)
    {
        switch (command)
        {
            case RegisterInstitution register:
                ValueCodec.Write(writer, register.Institution);
                writer.String(register.DisplayName, RegisterLimits.DisplayNameLength);
                break;
            case RegisterAccount register:
                ValueCodec.Write(writer, register.Account);
                break;
            case ClaimFor claim:
                WriteClaim(writer, claim.VenueAccount, claim.Account, claim.Pool);
                break;
            case MoveFor move:
                WriteClaim(writer, move.VenueAccount, move.Account, move.Pool);
                break;
            case ReleaseFor release:
                ValueCodec.Write(writer, release.VenueAccount);
                ValueCodec.Write(writer, release.Account);
                break;
            case GrantRole grant:
                new RoleGrant(grant.Principal, grant.Role, grant.Institution, grant.Account).WriteTo(writer);
                break;
            case RevokeRole revoke:
                new RoleGrant(revoke.Principal, revoke.Role, revoke.Institution, revoke.Account).WriteTo(writer);
                break;
            case SetQuota quota:
                ValueCodec.Write(writer, quota.Institution);
                writer.Int32(quota.Accounts);
                writer.Int32(quota.UpdatesPerSecond);
                break;
            default:
                throw new UnreachableException($"{command.GetType().Name} is no command of a register.");
        }
    }

    private static void WriteClaim(
        CanonicalWriter writer, Domain.VenueAccountId venueAccount, Domain.AccountId account, Domain.PoolId pool)
    {
        ValueCodec.Write(writer, venueAccount);
        ValueCodec.Write(writer, account);
        ValueCodec.Write(writer, pool);
    }
}
