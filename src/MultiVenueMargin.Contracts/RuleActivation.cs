using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Contracts;

/// <summary>
/// Somebody wants a draft in force. Whether that proposes it or approves what another proposed is seen in the register.
/// </summary>
/// <param name="From">Absent: an approval.</param>
public sealed record RuleActivation(RuleBookId Book, RuleVersion Version, DateTimeOffset? From, RequestId Request);
