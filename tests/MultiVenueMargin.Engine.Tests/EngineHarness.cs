using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Testing.Devices;

namespace MultiVenueMargin.Engine.Tests;

/// <summary>The embedded engine on a folder of its own, with its real threads and a clock that a test moves.</summary>
internal sealed class EngineHarness : PlatformHarness
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TestClock _time = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
    private readonly string _folder = Directory.CreateTempSubdirectory("mvm-engine-").FullName;
    private MarginEngine? _engine;
    private FileDevice? _device;
    private GatedDevice? _gate;

    public EngineOptions Options { get; init; } = new();

    /// <summary>Asked at every read while starting and later: whether the device refuses it.</summary>
    public Func<bool> RefusesRead { get; set; } = static () => false;

    public IProgress<PlatformHealth>? Progress { get; set; }

    public MarginEngine Engine => _engine ?? throw new InvalidOperationException("It does not run.");

    public override IMarginPlatform Platform => Engine;

    public override DateTimeOffset Now => Engine.Clock.Now;

    public TestClock Time => _time;

    public string Folder => _folder;

    public override async Task StartAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        _device = new FileDevice(_folder);
        _gate = new GatedDevice(_device) { RefusesRead = () => RefusesRead() };
        var journal = SegmentJournal.Open(_gate, new SegmentJournalOptions { SegmentBytes = 32 << 20 });
        _engine = await MarginEngine.StartAsync(journal, Options, _time, patience.Token, Progress);
        await Engine.SettleAsync(patience.Token);
    }

    public override async Task KillAsync()
    {
        await Engine.DisposeAsync();
        _device!.Dispose();
        _engine = null;
    }

    public async Task DrainAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await Engine.DrainAsync(patience.Token);
        await KillAsync();
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

    /// <summary>What is submitted waits and is told to nobody.</summary>
    public bool HoldsStorage
    {
        set => _gate!.IsHeld = value;
    }

    public override Task RefuseStorageAsync(bool refuse)
    {
        _gate!.IsRefusing = refuse;
        return Task.CompletedTask;
    }

    /// <summary>The folder is locked: a second engine cannot even open it.</summary>
    public override Task<IMarginPlatform?> StartSecondWriterAsync()
    {
        Assert.Equal(StorageError.InUse, Assert.Throws<StorageException>(() => new FileDevice(_folder)).Error);
        return Task.FromResult<IMarginPlatform?>(null);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            await KillAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
