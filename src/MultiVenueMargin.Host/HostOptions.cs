using MultiVenueMargin.Engine;
using MultiVenueMargin.Host.Serving;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Live;

namespace MultiVenueMargin.Host;

/// <summary>How an embedded platform runs. The defaults are for one process on one machine.</summary>
public sealed record HostOptions
{
    public EngineOptions Engine { get; init; } = new()
    {
        Live = new LiveOptions { Shards = EngineOptions.ShardsFor(Environment.ProcessorCount) },
    };

    public SegmentJournalOptions Journal { get; init; } = new();

    /// <summary>Where it is reached, where somebody is to reach it (<see cref="ServedHost"/>).</summary>
    public ServingOptions Serving { get; init; } = new();

    /// <summary>What the engine's clock runs by; the real one but where something is tried out.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long a graceful end may take before it becomes an abrupt one; a restart then recovers, which loses nothing.</summary>
    public TimeSpan DrainWithin { get; init; } = TimeSpan.FromSeconds(30);
}
