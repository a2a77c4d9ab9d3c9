using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Registers;

/// <summary>What somebody may do with accounts.</summary>
public enum Role
{
    Unspecified = 0,
    Viewer = 1,
    Trader = 2,
    Risk = 3,
    Adapter = 4,
    Executor = 5,
    Operator = 6,
    Auditor = 7,
}

/// <summary>A tenant.</summary>
public sealed record InstitutionRegistered(InstitutionId Institution, string DisplayName, PrincipalId By) : RegisterRecord;

/// <summary>An account of an institution: from now on it must be open or closed, never missing.</summary>
public sealed record AccountRegistered(AccountId Account) : RegisterRecord;

/// <summary>A venue account belongs to one pool of one account, on the whole platform.</summary>
public sealed record VenueAccountClaimed(VenueAccountId VenueAccount, AccountId Account, PoolId Pool) : RegisterRecord;

/// <summary>It belongs to nobody again.</summary>
public sealed record VenueAccountReleased(VenueAccountId VenueAccount, AccountId Account) : RegisterRecord;

/// <summary>It belongs to another pool of the same account.</summary>
public sealed record VenueAccountMoved(VenueAccountId VenueAccount, AccountId Account, PoolId Pool) : RegisterRecord;

/// <summary>A principal has a role for an institution, or for one account of it.</summary>
/// <param name="Account">Absent: all accounts of the institution.</param>
public sealed record RoleGranted(PrincipalId Principal, Role Role, InstitutionId Institution, AccountId? Account, PrincipalId By) : RegisterRecord;

/// <summary>It has it no longer.</summary>
public sealed record RoleRevoked(PrincipalId Principal, Role Role, InstitutionId Institution, AccountId? Account, PrincipalId By) : RegisterRecord;

/// <summary>What an institution may use at most.</summary>
/// <param name="Accounts">Open accounts.</param>
/// <param name="UpdatesPerSecond">Feed frames.</param>
public sealed record QuotaSet(InstitutionId Institution, int Accounts, int UpdatesPerSecond, PrincipalId By) : RegisterRecord;

public sealed record RegisterInstitution(InstitutionId Institution, string DisplayName) : RegisterCommand;

/// <summary>Registers an account; sent by the platform on behalf of the one who opens it.</summary>
public sealed record RegisterAccount(AccountId Account) : RegisterCommand;

/// <summary>Claims a venue account; sent by the platform on behalf of the one who claims it. A second claim is refused, naming the holder only to the same institution.</summary>
public sealed record ClaimFor(VenueAccountId VenueAccount, AccountId Account, PoolId Pool) : RegisterCommand;

public sealed record ReleaseFor(VenueAccountId VenueAccount, AccountId Account) : RegisterCommand;

public sealed record MoveFor(VenueAccountId VenueAccount, AccountId Account, PoolId Pool) : RegisterCommand;

public sealed record GrantRole(PrincipalId Principal, Role Role, InstitutionId Institution, AccountId? Account) : RegisterCommand;

public sealed record RevokeRole(PrincipalId Principal, Role Role, InstitutionId Institution, AccountId? Account) : RegisterCommand;

public sealed record SetQuota(InstitutionId Institution, int Accounts, int UpdatesPerSecond) : RegisterCommand;
