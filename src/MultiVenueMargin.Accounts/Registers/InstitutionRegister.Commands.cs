using MultiVenueMargin.Domain;
using static MultiVenueMargin.Accounts.Registers.RegisterDecision;

namespace MultiVenueMargin.Accounts.Registers;

/// <content>What becomes of commands.</content>
public sealed partial class InstitutionRegister
{
    private protected override RegisterRefused? Check(RegisterCommand command) => command switch
    {
        RegisterInstitution register => CheckInstitution(register),
        RegisterAccount { Account.IsDefault: true } => Malformed("Account", "An account has a name."),
        RegisterAccount => null,
        ClaimFor claim => CheckClaim(claim.VenueAccount, claim.Account) ?? CheckPool(claim.Pool),
        MoveFor move => CheckClaim(move.VenueAccount, move.Account) ?? CheckPool(move.Pool),
        ReleaseFor release => CheckClaim(release.VenueAccount, release.Account),
        GrantRole grant => CheckGrant(grant.Principal, grant.Role, grant.Institution, grant.Account),
        RevokeRole revoke => CheckGrant(revoke.Principal, revoke.Role, revoke.Institution, revoke.Account),
        SetQuota quota => CheckQuota(quota),
        _ => throw NotMine(command),
    };

    private protected override RegisterDecision Decide(RegisterCommand command, DateTimeOffset now) => command switch
    {
        RegisterInstitution register => Register(register),
        RegisterAccount register => Register(register),
        ClaimFor claim => Claim(claim),
        MoveFor move => Move(move),
        ReleaseFor release => Release(release),
        GrantRole grant => Grant(grant),
        RevokeRole revoke => Revoke(revoke),
        SetQuota quota => Set(quota),
        _ => throw NotMine(command),
    };

    private static RegisterRefused? CheckInstitution(RegisterInstitution command) =>
        command.Institution.IsDefault ? Malformed("Institution", "An institution has an id.")
        : command.Institution.Code.Contains('/') ? Malformed("Institution", "The slash separates institution and account and stands in neither.")
        : command.DisplayName is not { Length: > 0 and <= RegisterLimits.DisplayNameLength } name
            || string.IsNullOrWhiteSpace(name) || name.Any(each => char.IsControl(each) || char.IsSurrogate(each))
        ? Malformed("DisplayName", $"A display name has 1 to {RegisterLimits.DisplayNameLength} characters that can be shown.")
        : null;

    private static RegisterRefused? CheckClaim(VenueAccountId venueAccount, AccountId account) =>
        venueAccount.IsDefault ? Malformed("VenueAccount", "A venue account has a location and a name.")
        : account.IsDefault ? Malformed("Account", "An account has a name.")
        : null;

    private static RegisterRefused? CheckPool(PoolId pool) => pool.IsDefault ? Malformed("Pool", "A pool has a name.") : null;

    private static RegisterRefused? CheckGrant(PrincipalId principal, Role role, InstitutionId institution, AccountId? account) =>
        principal.IsDefault ? Malformed("Principal", "Somebody has a role.")
        : role == Role.Unspecified || !Enum.IsDefined(role) ? Malformed("Role", "Say which role.")
        : institution.IsDefault ? Malformed("Institution", "A role is for an institution or an account of it.")
        : account is { } named && named.Institution != institution ? Malformed("Account", $"{named} is not an account of {institution}.")
        : null;

    private static RegisterRefused? CheckQuota(SetQuota command) =>
        command.Institution.IsDefault ? Malformed("Institution", "A quota is for an institution.")
        : command.Accounts is < 0 or > RegisterLimits.Accounts
        ? Malformed("Accounts", $"It lies from 0 to {RegisterLimits.Accounts}.")
        : command.UpdatesPerSecond is < 0 or > RegisterLimits.UpdatesPerSecond
        ? Malformed("UpdatesPerSecond", $"It lies from 0 to {RegisterLimits.UpdatesPerSecond}.")
        : null;

    private RegisterDecision Register(RegisterInstitution command) =>
        _institutions.ContainsKey(command.Institution) ? No(Refusal.AlreadyExists, "Institution", $"{command.Institution} is registered.")
        : _institutions.Count >= RegisterLimits.Institutions
        ? No(Refusal.LimitReached, "Institution", $"There are {RegisterLimits.Institutions} institutions, the most there may be.")
        : Done(command.Institution.Code, new InstitutionRegistered(command.Institution, command.DisplayName, command.By));

    private RegisterDecision Register(RegisterAccount command)
    {
        var account = command.Account;
        if (_accounts.Contains(account))
        {
            return No(Refusal.AlreadyExists, "Account", $"{account} is registered.");
        }

        if (!_institutions.TryGetValue(account.Institution, out var institution))
        {
            return NoInstitution(account.Institution);
        }

        return institution.Accounts >= institution.Quota.Accounts
            ? No(Refusal.LimitReached, "Account", $"{account.Institution} has {institution.Accounts} accounts, all that its quota allows.")
            : _accounts.Count >= RegisterLimits.Accounts
            ? No(Refusal.LimitReached, "Account", $"There are {RegisterLimits.Accounts} accounts, the most there may be.")
            : Done(account.ToString(), new AccountRegistered(account));
    }

    private RegisterDecision Claim(ClaimFor command)
    {
        if (!IsRegistered(command.Account))
        {
            return NoAccount(command.Account);
        }

        if (FindClaim(command.VenueAccount) is { } holder)
        {
            return (holder.Account, holder.Pool) == (command.Account, command.Pool)
                ? No(Refusal.AlreadyExists, "VenueAccount", $"{command.VenueAccount} is claimed for {holder.Pool} already.")
                : No(Refusal.ClaimedElsewhere, "VenueAccount", Claimed(holder, command.Account.Institution));
        }

        return _claimed.TryGetValue(command.Account, out var claimed) && claimed.Count >= Limits.Feeds
            ? No(Refusal.LimitReached, "VenueAccount", $"{command.Account} has {Limits.Feeds} venue accounts, the most it may have.")
            : _claims.Count >= RegisterLimits.Claims
            ? No(Refusal.LimitReached, "VenueAccount", $"There are {RegisterLimits.Claims} claims, the most there may be.")
            : Done(command.VenueAccount.ToString(), new VenueAccountClaimed(command.VenueAccount, command.Account, command.Pool));
    }

    // Another tenant learns that it is taken, which cannot be hidden, and nothing of by whom.
    private static string Claimed(VenueAccountClaimed holder, InstitutionId asking) => holder.Account.Institution == asking
        ? $"{holder.VenueAccount} belongs to {holder.Pool} of {holder.Account}."
        : $"{holder.VenueAccount} is claimed.";

    private RegisterDecision Move(MoveFor command)
    {
        if (!IsRegistered(command.Account))
        {
            return NoAccount(command.Account);
        }

        return FindClaim(command.VenueAccount) is not { } claim || claim.Account != command.Account
            ? NoClaim(command.VenueAccount, command.Account)
            : claim.Pool == command.Pool
            ? No(Refusal.WrongState, "Pool", $"{command.VenueAccount} belongs to {command.Pool} already.")
            : Done(command.VenueAccount.ToString(), new VenueAccountMoved(command.VenueAccount, command.Account, command.Pool));
    }

    private RegisterDecision Release(ReleaseFor command) =>
        !IsRegistered(command.Account) ? NoAccount(command.Account)
        : FindClaim(command.VenueAccount)?.Account != command.Account ? NoClaim(command.VenueAccount, command.Account)
        : Done(command.VenueAccount.ToString(), new VenueAccountReleased(command.VenueAccount, command.Account));

    private RegisterDecision Grant(GrantRole command)
    {
        if (FindGrantee(command.Institution, command.Account) is { } missing)
        {
            return missing;
        }

        return _grants.Contains(new RoleGrant(command.Principal, command.Role, command.Institution, command.Account))
            ? No(Refusal.AlreadyExists, "Role", $"{command.Principal} has the role {command.Role} there.")
            : _grants.Count >= RegisterLimits.Grants
            ? No(Refusal.LimitReached, "Role", $"There are {RegisterLimits.Grants} grants, the most there may be.")
            : Done(string.Empty, new RoleGranted(command.Principal, command.Role, command.Institution, command.Account, command.By));
    }

    private RegisterDecision Revoke(RevokeRole command) =>
        _grants.Contains(new RoleGrant(command.Principal, command.Role, command.Institution, command.Account))
            ? Done(string.Empty, new RoleRevoked(command.Principal, command.Role, command.Institution, command.Account, command.By))
            : No(Refusal.NotFound, "Role", $"{command.Principal} has no role {command.Role} there.");

    private RegisterDecision Set(SetQuota command) => _institutions.ContainsKey(command.Institution)
        ? Done(string.Empty, new QuotaSet(command.Institution, command.Accounts, command.UpdatesPerSecond, command.By))
        : NoInstitution(command.Institution);

    private RegisterDecision? FindGrantee(InstitutionId institution, AccountId? account) =>
        account is { } named && !IsRegistered(named) ? NoAccount(named)
        : !_institutions.ContainsKey(institution) ? NoInstitution(institution)
        : null;

    private static RegisterDecision NoInstitution(InstitutionId institution) =>
        No(Refusal.NotFound, "Institution", $"There is no institution {institution}.");

    private static RegisterDecision NoAccount(AccountId account) => No(Refusal.NoSuchAccount, "Account", $"There is no account {account}.");

    private static RegisterDecision NoClaim(VenueAccountId venueAccount, AccountId account) =>
        No(Refusal.NotFound, "VenueAccount", $"{account} has no claim on {venueAccount}.");
}
