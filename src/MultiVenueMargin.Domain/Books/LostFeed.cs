namespace MultiVenueMargin.Domain.Books;

/// <summary>A venue or chain whose feed for this account is lost: nothing is known of what lies there beyond the last good state.</summary>
/// <param name="Pool">The pool it feeds.</param>
/// <param name="Location">Where.</param>
/// <param name="Silence">For how long nothing was heard.</param>
public sealed record LostFeed(PoolId Pool, LocationId Location, TimeSpan Silence);
