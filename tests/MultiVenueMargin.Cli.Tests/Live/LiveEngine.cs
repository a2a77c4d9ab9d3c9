using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Engine;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.Cli.Tests.Live;

/// <summary>The embedded engine on a folder of its own, with its real threads and a clock that a test moves.</summary>
internal sealed class LiveEngine : PlatformHarness
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Ages are told by the door's clock, which is the real one.
    private readonly MovedClock _time = new(DateTimeOffset.UtcNow);
    private readonly TemporaryFolder _folder = new();
    private MarginEngine? _engine;
    private FileDevice? _device;

    public override IMarginPlatform Platform => Engine;

    public override DateTimeOffset Now => Engine.Clock.Now;

    public static LiveEngine Create() => new();

    private MarginEngine Engine => _engine ?? throw new InvalidOperationException("It does not run.");

    public override async Task StartAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        _device = new FileDevice(_folder.PathOf("journal"));
        var journal = SegmentJournal.Open(_device, new SegmentJournalOptions { SegmentBytes = 32 << 20 });
        _engine = await MarginEngine.StartAsync(journal, new EngineOptions(), _time, patience.Token);
        await Engine.SettleAsync(patience.Token);
    }

    public override async Task KillAsync()
    {
        await Engine.DisposeAsync();
        _device!.Dispose();
        _engine = null;
    }

    public override async Task AdvanceAsync(TimeSpan by)
    {
        using var patience = new CancellationTokenSource(Patience);
        for (var left = by; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
        {
            _time.Advance(left < TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1));
            await Engine.SettleAsync(patience.Token);
        }
    }

    public override Task RefuseStorageAsync(bool refuse) => throw new NotSupportedException("The suite of the engine does this.");

    public override Task<IMarginPlatform?> StartSecondWriterAsync() => throw new NotSupportedException("The suite of the engine does this.");

    public override async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            await KillAsync();
        }

        _folder.Dispose();
    }
}
