using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Risk.Liquidation;

namespace MultiVenueMargin.Engine.Tests;

/// <summary>What every host keeps, held against the embedded engine.</summary>
public sealed class EngineLiquidationTests : LiquidationConformance
{
    protected override AccountPolicy PolicyWith(Approval approval) => new()
    {
        Liquidation = new LiquidationTerms
        {
            Approval = approval,
            Venues = new Dictionary<LocationId, VenueCapability>
            {
                [Street.Deribit] = new() { Default = new TradingTerms { Lot = new Quantity(0.001m), TakerFee = new Rate(0.0005m) } },
            },
        },
    };

    protected override PlatformHarness Create() => new EngineHarness();
}
