using Microsoft.Extensions.Logging;
using MultiVenueMargin.Accounts.Platform;

namespace MultiVenueMargin.Host.Serving;

/// <summary>
/// A platform with its front door and its health, from the first moment to the last. First health answers; then the platform recovers; then its
/// door opens, and only then it is ready. It ends in the other order: it says that it is not ready, takes no new calls, ends those that run, lets the platform write
/// everything down, and at last health falls silent.
/// </summary>
public sealed class ServedHost : IAsyncDisposable
{
    private readonly HostOptions _options;
    private readonly ILogger _log;
    private readonly HostVitals _vitals = new();
    private ReservedAddress? _address;
    private HealthListener? _health;
    private OpenDoor? _door;
    private PlatformHost? _platform;

    private ServedHost(HostOptions options, ILogger log) => (_options, _log) = (options, log);

    /// <summary>Where <c>/healthz</c> and <c>/readyz</c> answer; absent where nothing was wanted.</summary>
    public Uri? Health => _health?.Address;

    /// <summary>The gRPC door, once it is open; absent where none was wanted.</summary>
    public Uri? Door => _door?.Address;

    /// <summary>Takes its addresses, and answers <c>/healthz</c> from now on. Throws <see cref="AddressUnavailableException"/>.</summary>
    public static async Task<ServedHost> BeginAsync(HostOptions options, ILogger log, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        var host = new ServedHost(options, log);
        try
        {
            if (options.Serving.Door is { } door)
            {
                host._address = ReservedAddress.Of(Settings.OperatorSettings.DoorListen, door);
            }

            if (options.Serving.Health is { } health)
            {
                using var address = ReservedAddress.Of(Settings.OperatorSettings.HealthListen, health);
                host._health = await HealthListener.OpenAsync(address, host._vitals, log, cancellation);
            }

            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the platform as <see cref="PlatformHost.StartAsync"/> does, and opens its door.</summary>
    public async Task<PlatformHost> StartAsync(DataFolder folder, CancellationToken cancellation, IProgress<PlatformHealth>? progress = null)
    {
        _platform = await PlatformHost.StartAsync(folder, _options, cancellation, new Both(_vitals, progress));
        _vitals.Started(_platform.Engine.HealthAsync);
        if (_address is not null)
        {
            _door = await OpenDoor.OpenAsync(_platform.Engine, _address, _options.Serving, PlatformHost.Time, _log, cancellation);
        }

        _vitals.Serving();
        return _platform;
    }

    /// <summary>From now on it says that it is not ready, and no call begins. What runs goes on until <see cref="DrainAsync"/>. Safe from any thread.</summary>
    public void BeginDraining()
    {
        _vitals.Draining();
        _door?.BeginClosing();
    }

    /// <summary>
    /// Ends calls, then the platform: what was begun is finished, written down and sealed. Throws <see cref="OperationCanceledException"/> where that takes longer
    /// than it is given.
    /// </summary>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        BeginDraining();
        if (_door is not null)
        {
            await _door.CloseAsync(cancellation);
        }

        if (_platform is not null)
        {
            await _platform.DrainAsync(cancellation);
        }
    }

    /// <summary>Ends at once, as a crash does, what is not ended yet.</summary>
    public async ValueTask DisposeAsync()
    {
        _vitals.Draining();
        if (_door is not null)
        {
            await _door.DisposeAsync();
        }

        if (_platform is not null)
        {
            await _platform.DisposeAsync();
        }

        if (_health is not null)
        {
            await _health.DisposeAsync();
        }

        _address?.Dispose();
    }

    private sealed class Both(HostVitals vitals, IProgress<PlatformHealth>? other) : IProgress<PlatformHealth>
    {
        public void Report(PlatformHealth value)
        {
            vitals.Report(value);
            other?.Report(value);
        }
    }
}
