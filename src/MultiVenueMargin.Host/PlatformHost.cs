using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Engine;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Seals;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Live;

namespace MultiVenueMargin.Host;

/// <summary>The embedded platform on a folder: journal, seals and engine wired together on the real clock.</summary>
public sealed class PlatformHost : IAsyncDisposable
{
    private readonly FileDevice _device;
    private readonly SealKey _key;
    private readonly SegmentJournal _journal;
    private bool _isEnded;

    private PlatformHost(FileDevice device, SealKey key, SegmentJournal journal, MarginEngine engine, Recovered recovered)
    {
        (_device, _key, _journal, Engine, Recovered) = (device, key, journal, engine, recovered);
    }

    /// <summary>The real clock, for who may not reach for it.</summary>
    public static TimeProvider Time => TimeProvider.System;

    public MarginEngine Engine { get; }

    public Recovered Recovered { get; }

    /// <summary>For reading; the engine writes.</summary>
    public IJournal Journal => _journal;

    /// <summary>Commits in the journal.</summary>
    public long Commits => Enumerable.Range(0, StreamId.Partitions).Sum(_journal.LastPositionOf);

    /// <summary>
    /// Starts on a folder, making it at the first start. Throws <see cref="StorageException"/> where another process holds it or the disk refuses,
    /// <see cref="JournalCorruptedException"/>, <see cref="StreamUnreadableException"/> where a register, market or account can never be read,
    /// <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/>.
    /// </summary>
    /// <param name="progress">Told how it is once a second until it is ready.</param>
    public static async Task<PlatformHost> StartAsync(
        DataFolder folder, HostOptions options, CancellationToken cancellation, IProgress<PlatformHealth>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        var began = Time.GetTimestamp();
        folder.Prepare();
#pragma warning disable CA2000 // The host that is returned owns them, and where none is they are disposed below; the analysis does not follow both.
        var device = new FileDevice(folder.Journal);
        SealKey? key = null;
        SegmentJournal? segments = null;
        try
        {
            key = folder.OpenSealKey();
            segments = SegmentJournal.Open(device, options.Journal);
#pragma warning restore CA2000
            var checking = Time.GetElapsedTime(began);
            var records = segments.Heads().Sum(head => head.Version);
            var engine = await MarginEngine.StartAsync(segments, options.Engine with { SealKey = key }, options.Time, cancellation, progress);
            var health = await engine.HealthAsync(cancellation);
            return new PlatformHost(device, key, segments, engine, new Recovered(health.Accounts, records, checking, Time.GetElapsedTime(began)));
        }
        catch
        {
            if (segments is not null)
            {
                await segments.DisposeAsync();
            }

            key?.Dispose();
            device.Dispose();
            throw;
        }
    }

    /// <summary>Takes nothing more in; the engine finishes, writes down and seals what was, and the folder is let go.</summary>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        await Engine.DrainAsync(cancellation);
        await DisposeAsync();
    }

    /// <summary>Lets go of the folder at once, as a crash does.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_isEnded)
        {
            _isEnded = true;
            await Engine.DisposeAsync();
            _device.Dispose();
            _key.Dispose();
        }
    }
}
