using Microsoft.Extensions.Logging.Abstractions;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Gateway;
using MultiVenueMargin.Host.Serving;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Risk.Liquidation;

namespace MultiVenueMargin.Cli.Tests.Live;

/// <summary>
/// The small street of the conformance suite behind a real door on loopback, started once: one bitcoin long at DERIBIT each, with as many dollars as it takes
/// to be sound, called, or liquidated as soon as two persons approve; and one of whom nobody has told anything.
/// </summary>
public sealed class LiveStreet : IAsyncLifetime
{
    public const string Sound = "ACME/main";
    public const string Called = "ACME/called";
    public const string Withdrawn = "ACME/withdrawn";
    public const string Sinking = "ACME/sinking";
    public const string Aborted = "ACME/aborted";
    public const string Unheard = "ACME/unheard";

    private LiveEngine _engine = null!;
    private OpenDoor _door = null!;

    internal Uri Address => _door.Address;

    internal Street Street { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _engine = LiveEngine.Create();
        await _engine.StartAsync();
        Street = new Street(_engine);
        await Street.OpenAsync();
        await OpenAsync(Sound, 50_000m);
        await OpenAsync(Called, 18_000m);
        await OpenAsync(Withdrawn, 18_000m);
        await OpenAsync(Sinking, 15_000m);
        await OpenAsync(Aborted, 15_000m);
        Assert.True(AccountId.TryParse(Unheard, out var unheard));
        await Street.DoneAsync(new OpenAccount(PolicyWith(Approval.TwoPersons)) { Account = unheard, Request = Street.NextRequest(), By = Street.Client });
        await Street.DoneAsync(new ClaimVenueAccount(FeedOf(unheard), PoolId.Cross) { Account = unheard, Request = Street.NextRequest(), By = Street.Client });
        await Street.PriceAsync(100_000m);
        await _engine.AdvanceAsync(TimeSpan.FromSeconds(12));
        _door = await OpenDoorAsync(0);
    }

    public async Task DisposeAsync()
    {
        await CloseAsync(_door);
        await _engine.DisposeAsync();
    }

    /// <summary>Runs a command against the door.</summary>
    internal CommandRun Run(params string[] args) => CommandRun.Of([.. args, "--at", Address.OriginalString]);

    internal Task<OpenDoor> OpenDoorAsync(int port) => OpenDoor.OpenAsync(
        _engine.Platform, port, new DoorLimits { ProgressEvery = TimeSpan.FromMilliseconds(100) }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);

    /// <summary>At once: whoever is connected is cut.</summary>
    internal static async Task CloseAsync(OpenDoor door)
    {
        await door.CloseAsync(new CancellationToken(canceled: true));
        await door.DisposeAsync();
    }

    private async Task OpenAsync(string name, decimal usdc)
    {
        Assert.True(AccountId.TryParse(name, out var account));
        await Street.OpenAccountAsync(account, FeedOf(account), usdc, 1m, PolicyWith(Approval.TwoPersons));
    }

    private static VenueAccountId FeedOf(AccountId account) => new(Street.Deribit, account.Name);

    private static AccountPolicy PolicyWith(Approval approval) => new()
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
