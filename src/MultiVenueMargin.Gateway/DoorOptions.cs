using Microsoft.Extensions.Logging;
using MultiVenueMargin.Gateway.Callers;

namespace MultiVenueMargin.Gateway;

/// <summary>What a door is made of, beside the platform behind it.</summary>
public sealed record DoorOptions
{
    /// <summary>Progress notices, limits of time and ages run on it.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Who calls.</summary>
    public required ICallerReader Callers { get; init; }

    /// <summary>Who may do what.</summary>
    public required IAuthority Authority { get; init; }

    /// <summary>Where faults are told; a caller is not told them.</summary>
    public required ILogger Log { get; init; }

    public DoorLimits Limits { get; init; } = new();
}
