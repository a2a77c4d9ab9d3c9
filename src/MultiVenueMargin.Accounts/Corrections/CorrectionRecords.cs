using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Corrections;

/// <summary>An operator proposes to adjust a balance that is known to be wrong. Nothing changes until somebody else approves.</summary>
/// <param name="Amount">Added to the balance there; negative takes away.</param>
/// <param name="Until">When it lapses.</param>
public sealed record CorrectionProposed(
    VenueAccountId Feed, Asset Asset, Quantity Amount, string Reason, DateTimeOffset Until, PrincipalId By) : AccountRecord;

/// <summary>A second person approved: it is in force, and shown in every report until it lapses.</summary>
public sealed record CorrectionApproved(DecisionId Correction, PrincipalId By) : AccountRecord;

/// <summary>It was taken back, or was never approved.</summary>
public sealed record CorrectionWithdrawn(DecisionId Correction, string Reason, PrincipalId By) : AccountRecord;

/// <summary>Its time is over.</summary>
public sealed record CorrectionLapsed(DecisionId Correction) : AccountRecord;
