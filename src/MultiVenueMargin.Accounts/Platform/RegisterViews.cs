using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Accounts.Platform;

/// <summary>How far a rule set has come, at a moment.</summary>
/// <param name="Status">By precedence: in force, proposed, approved for later, past, draft.</param>
/// <param name="Proposal">What waits for a second person; absent where nothing does.</param>
/// <param name="Activation">Of one that is in force or was: since when; of one that is approved: from when on. Absent where it never was approved.</param>
public sealed record RuleSetView(
    RuleBookId Book, RuleVersion Version, RuleSetStatus Status, PrincipalId DraftedBy, RuleProposal? Proposal, RuleActivation? Activation);

/// <summary>Where a rule set stands.</summary>
public enum RuleSetStatus
{
    Unspecified = 0,

    /// <summary>It is put down, and nobody has proposed it.</summary>
    Draft = 1,

    /// <summary>It waits for a second person.</summary>
    Proposed = 2,

    /// <summary>Two persons stand behind it, and its date has not come.</summary>
    Approved = 3,

    /// <summary>It is what the accounts of its book are margined by.</summary>
    InForce = 4,

    /// <summary>It was in force, and another one is.</summary>
    Past = 5,
}

/// <summary>Somebody wants a rule set to be in force.</summary>
public sealed record RuleProposal(DateTimeOffset From, PrincipalId By);

/// <summary>A rule set was approved.</summary>
/// <param name="From">From then on it is in force, until another one is.</param>
public sealed record RuleActivation(DateTimeOffset From, PrincipalId ProposedBy, PrincipalId ApprovedBy);

/// <summary>A rule set and how far it has come.</summary>
public sealed record RuleSetContent(RuleSetView Standing, RuleSet Rules);

/// <summary>Where a list of rule sets goes on: they come by book, then version.</summary>
public readonly record struct RuleSetKey(RuleBookId Book, RuleVersion Version);

/// <summary>A tenant.</summary>
/// <param name="Accounts">How many accounts are registered for it, closed ones included.</param>
/// <param name="Grants">How many roles are granted for it.</param>
public sealed record InstitutionView(InstitutionId Institution, string DisplayName, int Accounts, Quota Quota, int Grants);

/// <summary>Which grants a reader wants.</summary>
/// <param name="Institution">Absent: of all institutions.</param>
/// <param name="Principal">Absent: of everybody.</param>
public sealed record GrantScope(InstitutionId? Institution, PrincipalId? Principal);

/// <summary>How the insurance fund stands, and a page of those who contributed, by id.</summary>
/// <param name="Free">What the next deficit can have.</param>
/// <param name="Reserved">Granted for deficits and not paid yet.</param>
/// <param name="Paid">Paid for deficits, ever.</param>
public sealed record FundView(long Version, Usd Contributed, Usd Free, Usd Reserved, Usd Paid, ViewPage<FundShare> Shares);

/// <summary>What an institution paid in and bore.</summary>
/// <param name="Allocated">Losses that the fund could not pay and that fell to it.</param>
public sealed record FundShare(InstitutionId Institution, Usd Contributed, Usd Allocated);
