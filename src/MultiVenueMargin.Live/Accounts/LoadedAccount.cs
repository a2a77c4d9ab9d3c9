using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Live.Accounts;

/// <summary>An account has been read: the venue accounts that it knows, and the pool of each, for comparison with the register.</summary>
internal sealed record LoadedAccount(AccountId Account, bool IsOpen, IReadOnlyDictionary<VenueAccountId, PoolId> Feeds);
