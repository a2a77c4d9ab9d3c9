using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Alerts;

/// <summary>Tell the client when a pool's worst ratio falls below a figure, and again when it is back.</summary>
/// <param name="Name">The client's own: 1 to 64 visible characters, once per account.</param>
/// <param name="Below">Raised below this ratio.</param>
/// <param name="ClearAt">Cleared at or above this one; not lower than <paramref name="Below"/>, so that it does not flicker.</param>
public sealed record AlertThreshold(string Name, PoolId Pool, decimal Below, decimal ClearAt);

/// <summary>The ratio fell below the threshold.</summary>
public sealed record AlertRaised(string Name, Evidence Evidence) : AccountRecord;

/// <summary>The ratio is back, or the threshold is gone.</summary>
public sealed record AlertCleared(string Name) : AccountRecord;
