using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Host;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.EndToEnd.Tests.Doors;

/// <summary>The embedded platform as the host starts it, on a folder of its own; the clock is the test's.</summary>
internal sealed class HostBehind : PlatformHarness
{
    private readonly MovedClock _time = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
    private readonly TemporaryFolder _folder = new();
    private PlatformHost? _host;

    public override IMarginPlatform Platform => Host.Engine;

    public override DateTimeOffset Now => Host.Engine.Clock.Now;

    private PlatformHost Host => _host ?? throw new InvalidOperationException("It does not run.");

    public static HostBehind Create() => new();

    public override async Task StartAsync()
    {
        using var patience = new CancellationTokenSource(Patience.Long);
        var options = new HostOptions { Time = _time, Journal = new SegmentJournalOptions { SegmentBytes = 32 << 20 } };
        _host = await PlatformHost.StartAsync(new DataFolder(_folder.PathOf("data")), options, patience.Token);
        await Host.Engine.SettleAsync(patience.Token);
    }

    public override async Task KillAsync()
    {
        await Host.DisposeAsync();
        _host = null;
    }

    public override async Task AdvanceAsync(TimeSpan by)
    {
        using var patience = new CancellationTokenSource(Patience.Long);
        for (var left = by; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
        {
            _time.Advance(left < TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1));
            await Host.Engine.SettleAsync(patience.Token);
        }
    }

    public override Task RefuseStorageAsync(bool refuse) => throw new NotSupportedException("The suite of the engine does this.");

    public override Task<IMarginPlatform?> StartSecondWriterAsync() => throw new NotSupportedException("The suite of the engine does this.");

    public override async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await KillAsync();
        }

        _folder.Dispose();
    }
}
