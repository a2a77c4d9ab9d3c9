using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Live.Accounts;

/// <summary>An account has been read: the venue accounts that it knows, for comparison with the register.</summary>
/// <param name="Unreadable">Why it never will be; absent where it has been read.</param>
internal sealed record LoadedAccount(AccountId Account, bool IsOpen, IReadOnlySet<VenueAccountId> Feeds, StreamUnreadableException? Unreadable = null);
