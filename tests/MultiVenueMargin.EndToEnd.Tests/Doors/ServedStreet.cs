using Grpc.Core;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Client;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Gateway;
using MultiVenueMargin.Gateway.Callers;
using MultiVenueMargin.Grpc.Server;
using MultiVenueMargin.Host.Serving;
using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.EndToEnd.Tests.Doors;

/// <summary>
/// The small street of the conformance suite behind the door that a host opens: ACME/main with 50 000 USDC and one bitcoin long at DERIBIT, which
/// nobody may trade there. A connection that vanished is noticed within some seconds, at either end.
/// </summary>
public sealed class ServedStreet : IAsyncLifetime
{
    public const string Main = "ACME/main";

    /// <summary>At this price ACME/main is called.</summary>
    public const decimal CallPrice = 61_500m;

    public const decimal SoundPrice = 100_000m;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private HostBehind _host = null!;
    private int _clients;

    internal OpenDoor Door { get; private set; } = null!;

    internal DoorErrors Errors { get; } = new();

    internal Street Street { get; private set; } = null!;

    internal IMarginPlatform Platform => _host.Platform;

    public async Task InitializeAsync()
    {
        _host = HostBehind.Create();
        await _host.StartAsync();
        Street = new Street(_host);
        await Street.OpenAsync(SoundPrice);
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        await _host.AdvanceAsync(Second);
        Door = await OpenDoor.OpenAsync(
            _host.Platform,
            port: 0,
            new ServingOptions
            {
                Limits = new DoorLimits { ProgressEvery = TimeSpan.FromMilliseconds(200), WriteWithin = TimeSpan.FromSeconds(2) },
                Transport = new GrpcKestrelLimits { PingAfter = Second, PongWithin = Second },
            },
            TimeProvider.System,
            Errors,
            CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await Door.DisposeAsync();
        await _host.DisposeAsync();
    }

    /// <summary>A client with connections of its own, that waits little and gives up late.</summary>
    internal MarginClient Client(Uri? address = null, Action<Interruption>? interrupted = null) => MarginClient.Open(address ?? Door.Address, new MarginClientOptions
    {
        Clock = TimeProvider.System,
        JitterSeed = Interlocked.Increment(ref _clients),
        CallWithin = TimeSpan.FromSeconds(2),
        Attempts = 1_000,
        RetryFor = Patience.Long,
        FirstDelay = TimeSpan.FromMilliseconds(10),
        LongestDelay = TimeSpan.FromMilliseconds(200),
        PingAfter = Second,
        PongWithin = Second,
        Principal = () => new Metadata { { DevelopmentCallers.Header, Street.Client.Code } },
        Interrupted = interrupted,
    });

    /// <summary>An account with one claimed venue account at DERIBIT of which nothing was told yet.</summary>
    internal async Task<(AccountId Account, VenueAccountId Feed)> OpenAccountAsync(string name)
    {
        var (account, feed) = (new AccountId(Street.Firm, name), new VenueAccountId(Street.Deribit, name));
        await Street.DoneAsync(new OpenAccount(new AccountPolicy()) { Account = account, Request = new RequestId($"open-{name}"), By = Street.Client });
        await Street.DoneAsync(new ClaimVenueAccount(feed, PoolId.Cross) { Account = account, Request = new RequestId($"claim-{name}"), By = Street.Client });
        return (account, feed);
    }

    /// <summary>A price, and the time within which whoever is due is called. The main account's feed says that it is there, or its figures would be unknown.</summary>
    internal async Task PriceAsync(decimal bitcoin)
    {
        await Street.FeedAsync(Street.Main, Street.DeribitMain, Street.Heartbeat(1, 0));
        await Street.PriceAsync(bitcoin);
        await _host.AdvanceAsync(TimeSpan.FromSeconds(11));
    }
}
