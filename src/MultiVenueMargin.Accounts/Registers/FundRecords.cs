using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Registers;

/// <summary>Somebody paid into the insurance fund. Contributions are also the key by which losses are allocated.</summary>
public sealed record FundContributed(InstitutionId Institution, Usd Amount, PrincipalId By) : RegisterRecord;

/// <summary>Money was set aside for a deficit: no other deficit can have it.</summary>
/// <param name="Asked">What was missing.</param>
/// <param name="Granted">What there was for it.</param>
public sealed record DrawReserved(DecisionId Deficit, Usd Asked, Usd Granted) : RegisterRecord;

/// <summary>The reserved money was paid.</summary>
public sealed record DrawConfirmed(DecisionId Deficit) : RegisterRecord;

/// <summary>What the fund could not pay was allocated to the participants by their contributions, the residue to the largest.</summary>
public sealed record LossAllocated(DecisionId Deficit, Usd Amount, IReadOnlyDictionary<InstitutionId, Usd> Shares) : RegisterRecord;

public sealed record ContributeToFund(InstitutionId Institution, Usd Amount) : RegisterCommand;

/// <summary>Asks for money for a deficit; idempotent by the deficit's id. Sent by the platform.</summary>
public sealed record ReserveDraw(DecisionId Deficit, Usd Amount) : RegisterCommand;

/// <summary>Says that the account has recorded the grant; the fund pays, and allocates what is missing. Sent by the platform.</summary>
public sealed record ConfirmDraw(DecisionId Deficit) : RegisterCommand;
