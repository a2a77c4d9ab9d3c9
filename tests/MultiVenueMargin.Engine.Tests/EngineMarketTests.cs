using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.Engine.Tests;

/// <summary>What every host keeps, held against the embedded engine.</summary>
public sealed class EngineMarketTests : MarketConformance
{
    protected override PlatformHarness Create() => new EngineHarness();
}
