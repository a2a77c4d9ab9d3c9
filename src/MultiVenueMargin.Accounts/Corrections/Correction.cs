using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Corrections;

/// <summary>An operator's adjustment.</summary>
/// <param name="ApprovedBy">Absent while it is only proposed.</param>
internal sealed record Correction(
    DecisionId Id,
    VenueAccountId Feed,
    Asset Asset,
    Quantity Amount,
    string Reason,
    DateTimeOffset Until,
    PrincipalId ProposedBy,
    PrincipalId? ApprovedBy)
{
    /// <summary>It ends at its time, whether or not that was recorded yet.</summary>
    public bool IsInForceAt(DateTimeOffset now) => ApprovedBy is not null && now < Until;
}
