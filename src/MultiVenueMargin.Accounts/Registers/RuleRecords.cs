using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Accounts.Registers;

/// <summary>A rule set that passed the lint was put down as a draft; its version is never used again for another.</summary>
public sealed record RuleSetDrafted(RuleBookId Book, RuleSet Rules, PrincipalId By) : RegisterRecord;

/// <summary>One person wants it in force from a date on.</summary>
public sealed record ActivationProposed(RuleBookId Book, RuleVersion Version, DateTimeOffset From, PrincipalId By) : RegisterRecord;

/// <summary>A second person agreed: from the date on it is what accounts of the book are margined by.</summary>
public sealed record RuleSetActivated(RuleBookId Book, RuleVersion Version, DateTimeOffset From, PrincipalId ProposedBy, PrincipalId ApprovedBy) : RegisterRecord;

/// <summary>A proposal was taken back.</summary>
public sealed record ActivationWithdrawn(RuleBookId Book, RuleVersion Version, PrincipalId By) : RegisterRecord;

/// <summary>Puts a draft down; refused with findings when the lint has any.</summary>
public sealed record DraftRuleSet(RuleBookId Book, RuleSet Rules) : RegisterCommand;

/// <summary>Proposes a draft. The effective date is not before now.</summary>
public sealed record ProposeActivation(RuleBookId Book, RuleVersion Version, DateTimeOffset From) : RegisterCommand;

/// <summary>Approves what somebody else proposed.</summary>
public sealed record ApproveActivation(RuleBookId Book, RuleVersion Version) : RegisterCommand;

public sealed record WithdrawActivation(RuleBookId Book, RuleVersion Version) : RegisterCommand;
