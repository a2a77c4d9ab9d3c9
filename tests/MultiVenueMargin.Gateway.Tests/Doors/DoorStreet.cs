using Grpc.Core;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Gateway.Callers;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Risk.Liquidation;

namespace MultiVenueMargin.Gateway.Tests.Doors;

/// <summary>
/// The small street of the conformance suite behind an open door: ACME/main with 50 000 USDC and one bitcoin long at DERIBIT, which may be
/// traded there. Everything that a test looks at goes through the door.
/// </summary>
public sealed class DoorStreet : IAsyncLifetime
{
    public const string Main = "ACME/main";
    public const string Feed = "DERIBIT:acme-1";

    /// <summary>At this price ACME/main is called, and liquidated at the other.</summary>
    public const decimal CallPrice = 61_500m;

    public const decimal LiquidationPrice = 59_800m;

    private EngineBehind _engine = null!;
    private OpenDoor? _door;
    private int _requests;

    internal OpenDoor Door => _door ?? throw new InvalidOperationException("It is not open.");

    internal Street Street { get; private set; } = null!;

    internal DoorLimits Limits { get; init; } = new() { ProgressEvery = TimeSpan.FromMilliseconds(100) };

    internal IMarginPlatform Platform => _engine.Platform;

    internal static Metadata As(PrincipalId principal) => new() { { DevelopmentCallers.Header, principal.Code } };

    public async Task InitializeAsync()
    {
        _engine = EngineBehind.Create();
        await _engine.StartAsync();
        Street = new Street(_engine);
        await Street.OpenAsync();
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m, PolicyWith(Approval.TwoPersons));
        await _engine.AdvanceAsync(TimeSpan.FromSeconds(1));
        _door = await OpenDoor.OpenAsync(_engine.Platform, Limits);
    }

    public async Task DisposeAsync()
    {
        await Door.DisposeAsync();
        await _engine.DisposeAsync();
    }

    internal string NextRequest() => $"door-{Interlocked.Increment(ref _requests)}";

    internal Task AdvanceAsync(TimeSpan by) => _engine.AdvanceAsync(by);

    /// <summary>A price, and the time within which whoever is due is called.</summary>
    internal async Task PriceAsync(decimal bitcoin)
    {
        await Street.PriceAsync(bitcoin);
        await _engine.AdvanceAsync(TimeSpan.FromSeconds(12));
    }

    /// <summary>Kills the platform and starts it anew, with a new door.</summary>
    internal async Task RestartAsync()
    {
        await Door.DisposeAsync();
        await _engine.KillAsync();
        await _engine.StartAsync();
        _door = await OpenDoor.OpenAsync(_engine.Platform, Limits);
    }

    internal static AccountPolicy PolicyWith(Approval approval) => new()
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
}
