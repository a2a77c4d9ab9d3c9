using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.Engine.Tests;

/// <summary>The same of accounts that are all large: they leave their shard for its annex as soon as they hold anything.</summary>
public sealed class LargeAccountDurabilityTests : DurabilityConformance
{
    protected override PlatformHarness Create() => new EngineHarness { Options = new EngineOptions { Live = new() { LargeBeyondLines = 1 } } };
}
