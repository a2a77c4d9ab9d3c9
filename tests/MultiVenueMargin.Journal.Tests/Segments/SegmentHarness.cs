using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Journal.Tests.Contract;
using MultiVenueMargin.Testing.Devices;

namespace MultiVenueMargin.Journal.Tests.Segments;

/// <summary>A simulated device, which crashes and refuses on demand.</summary>
public sealed class SegmentHarness : JournalHarness
{
    private static readonly SegmentJournalOptions Options = new() { InFlightCommits = 100 };

    private readonly SimulatedDevice _device = new(new Random(20_260_304));

    public override int InFlightLimit => Options.InFlightCommits;

    public override ValueTask<IJournal> OpenAsync() => new(SegmentJournal.Open(_device, Options));

    // A device is one journal's; that a folder is not opened twice is the test of FileDevice.
    public override ValueTask<IJournal?> TryOpenSecondAsync() => new((IJournal?)null);

    public override async ValueTask CrashAsync(IJournal journal)
    {
        _device.Crash();
        await journal.DisposeAsync();
    }

    public override ValueTask PauseAsync() => ValueTask.CompletedTask;

    public override ValueTask<bool> TryBreakAsync()
    {
        _device.Faults = new DeviceFaults { FailingWrite = 1, FailingSync = 1, FailingRead = 1 };
        return new(true);
    }

    public override ValueTask MendAsync()
    {
        _device.Faults = DeviceFaults.None;
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
