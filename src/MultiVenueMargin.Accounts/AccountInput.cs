using MultiVenueMargin.Accounts.Quarantine;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Accounts;

/// <summary>Something that reaches an account, and on which it decides.</summary>
public abstract record AccountInput;

/// <summary>Frames of one feed, in its own order.</summary>
public sealed record FeedInput(VenueAccountId Feed, IReadOnlyList<FeedFrame> Frames) : AccountInput;

/// <summary>A command of this account.</summary>
public sealed record CommandInput(AccountCommand Command) : AccountInput;

/// <summary>
/// The institutions register granted a claim. Sent after the register's record is durable, and again after a restart while the account
/// has no such feed: taking it over twice does nothing.
/// </summary>
public sealed record ClaimInput(VenueAccountId Feed, PoolId Pool) : AccountInput;

/// <summary>The claim was given up in the register.</summary>
public sealed record ReleaseInput(VenueAccountId Feed) : AccountInput;

/// <summary>The fund register answered a deficit; may come more than once.</summary>
public sealed record FundInput(DecisionId Deficit, Usd Granted, bool IsSettled, Usd Allocated) : AccountInput;

/// <summary>An input that threw again and again is put aside: the account keeps a trace of it.</summary>
public sealed record QuarantineInput(InputQuarantined Trace) : AccountInput;

/// <summary>Nothing but time or the market has changed: look again.</summary>
public sealed record LookAgain : AccountInput
{
    public static LookAgain Instance { get; } = new();
}
