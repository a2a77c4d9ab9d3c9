using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Transfers;

/// <summary>
/// A transfer between two venue accounts of this account was announced. From now on the amount is no longer counted where it
/// leaves, whether or not that feed has said so; until it arrives it is in transit.
/// </summary>
/// <param name="Reference">What both ends will know it by; 1 to 128 visible characters, once among open transfers.</param>
public sealed record TransferAnnounced(
    string Reference, Asset Asset, Quantity Amount, VenueAccountId From, VenueAccountId To, DateTimeOffset ExpectedBy, PrincipalId By) : AccountRecord;

/// <summary>The feed where it leaves has said so: its balance no longer has it.</summary>
public sealed record TransferDebited(string Reference) : AccountRecord;

/// <summary>The feed where it arrives has said so: its balance has it, and it is in transit no more.</summary>
/// <param name="Amount">What arrived; less than what left by the fee.</param>
public sealed record TransferCredited(string Reference, Quantity Amount) : AccountRecord;

/// <summary>It has not arrived in time; it stays in transit and is named.</summary>
public sealed record TransferOverdue(string Reference) : AccountRecord;

/// <summary>The announcement was taken back before anything left.</summary>
public sealed record TransferCancelled(string Reference, PrincipalId By) : AccountRecord;

/// <summary>Something left or came that nobody announced. Named until somebody says what it was.</summary>
public sealed record MovementUnmatched(VenueAccountId Feed, Domain.Feeds.MovementFact Movement) : AccountRecord;

/// <summary>Somebody said what an unmatched movement was.</summary>
public sealed record MovementExplained(VenueAccountId Feed, string Reference, string Explanation, PrincipalId By) : AccountRecord;

/// <summary>How transfers on their way count.</summary>
public sealed record TransitPolicy
{
    /// <summary>The share of an amount in transit that counts as collateral at its destination. Zero: it may never arrive.</summary>
    public decimal CountedShare { get; init; }
}
