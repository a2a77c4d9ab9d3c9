using Microsoft.Extensions.Logging.Abstractions;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Gateway;
using MultiVenueMargin.Host.Serving;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Risk.Liquidation;
using MultiVenueMargin.Risk.WhatIf;

namespace MultiVenueMargin.Cli.Tests.Live;

/// <summary>
/// The small street of the conformance suite behind a real door on loopback, started once: one bitcoin long at DERIBIT each, with as many dollars as it takes
/// to be sound, called, or liquidated as soon as two persons approve; one that a test changes; and one of whom nobody has told anything.
/// </summary>
public sealed class LiveStreet : IAsyncLifetime
{
    public const string Sound = "ACME/main";
    public const string Called = "ACME/called";
    public const string Withdrawn = "ACME/withdrawn";
    public const string Sinking = "ACME/sinking";
    public const string Aborted = "ACME/aborted";
    public const string Moving = "ACME/moving";
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
        await OpenAsync(Moving, 40_000m);
        var unheard = Id(Unheard);
        await Street.DoneAsync(new OpenAccount(PolicyWith(Approval.TwoPersons)) { Account = unheard, Request = Street.NextRequest(), By = Street.Client });
        await Street.DoneAsync(new ClaimVenueAccount(FeedOf(unheard), PoolId.Cross) { Account = unheard, Request = Street.NextRequest(), By = Street.Client });
        await Street.PriceAsync(100_000m);
        await _engine.AdvanceAsync(TimeSpan.FromSeconds(12));
        OpenedAt = _engine.Now;
        _door = await OpenDoorAsync(0);
    }

    public async Task DisposeAsync()
    {
        await CloseAsync(_door);
        await _engine.DisposeAsync();
    }

    /// <summary>When the street had been set up, by the platform's clock.</summary>
    internal DateTimeOffset OpenedAt { get; private set; }

    /// <summary>The platform, past the door.</summary>
    internal IMarginPlatform Platform => _engine.Platform;

    internal Task<MarginView> MarginAsync(string account) => Street.MarginAsync(Id(account));

    internal async Task<WhatIfReport> WhatIfAsync(string account, Proposal proposal) =>
        await Platform.WhatIfAsync(Id(account), proposal, CancellationToken.None) ?? throw new Xunit.Sdk.XunitException($"There is no {account}.");

    internal static AccountId Id(string account)
    {
        Assert.True(AccountId.TryParse(account, out var id));
        return id;
    }

    /// <summary>Says what lies there now, and lets the platform look at it.</summary>
    internal async Task BalanceAsync(string account, long sequence, decimal usdc)
    {
        var id = Id(account);
        await Street.FeedAsync(id, FeedOf(id), Street.Delta(1, sequence, Street.Balance(usdc)));
        await _engine.AdvanceAsync(TimeSpan.FromSeconds(1));
    }

    /// <summary>Time in which the platform does what is due.</summary>
    internal Task PassAsync() => _engine.AdvanceAsync(TimeSpan.FromSeconds(1));

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
        var account = Id(name);
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
