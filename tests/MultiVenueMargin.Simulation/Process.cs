using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Live;
using MultiVenueMargin.Testing.Devices;

namespace MultiVenueMargin.Simulation;

/// <summary>
/// The platform in one process on a simulated disk: core, live parts and journal as they are, advanced in seeded order in virtual time. It may
/// end at any moment and is started again on what the disk has.
/// </summary>
internal sealed class Process : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private const int MostRounds = 20_000;

    // Of the accounts of a run.
    private const int MostLines = 100;
    private static readonly SegmentJournalOptions Layout = new()
    {
        SegmentBytes = 1 << 16,
        CommitBytes = 1 << 15,
        GroupBytes = 1 << 14,
        InFlightBytes = 1 << 20,
        SnapshotFileBytes = 1 << 15,
    };

    private readonly LiveOptions _options;
    private readonly Random _random;
    private readonly Sometimes _sometimes;
    private DateTimeOffset _latest = Start;
    private bool _wasBroken;

    public Process(LiveOptions options, Random random, Sometimes sometimes, int diskSeed)
    {
        (_options, _random, _sometimes) = (options, random, sometimes);
        Disk = new SimulatedDevice(new Random(diskSeed));
        Begin();
    }

    public SimulatedDevice Disk { get; }

    public SegmentJournal Journal { get; private set; } = null!;

    public LiveNode Node { get; private set; } = null!;

    public DateTimeOffset Now { get; private set; } = Start;

    public void Pass(TimeSpan time)
    {
        Now += time;
        _latest = Now > _latest ? Now : _latest;
    }

    /// <summary>One cycle of one loop, whichever is drawn: a crash may come between any two.</summary>
    public void Advance()
    {
        var loop = _random.Next(Node.Shards.Count + 3);
        if (loop < Node.Shards.Count)
        {
            Node.Shards[loop].RunOnce(Now);
        }
        else
        {
            Node.RunCore(Now);
        }

        Watch();
    }

    /// <summary>Rounds until nothing moves and nothing is under way; a journal that failed is given the time to be opened again.</summary>
    public void Settle()
    {
        for (int rounds = 0, quiet = 0; quiet < 6; rounds++)
        {
            PromiseBrokenException.Unless(rounds < MostRounds, $"It does not come to rest: {Node.HealthAt(Now)}.");
            var moved = Node.RunOnce(Now);
            Watch();
            if (Node.JournalFailure is not null || (quiet >= 4 && IsWaiting) || (rounds % 64 == 63 && !Node.IsReady))
            {
                Pass(TimeSpan.FromSeconds(1));
                moved = true;
            }

            quiet = moved || Node.IsStorageBusy ? 0 : quiet + 1;
            if (quiet > 0 && _options.LargeBeyondLines < MostLines)
            {
                // A large account rests for a moment between two looks.
                Pass(_options.RestPerLine * MostLines / 4);
            }
        }
    }

    /// <summary>It is asked to end, and does: whatever the disk does, and at whatever moment it is asked.</summary>
    public void Drain()
    {
        Node.BeginDrain();
        for (var rounds = 0; !Node.IsDrained; rounds++)
        {
            PromiseBrokenException.Unless(rounds < MostRounds, $"It does not end: {Node.HealthAt(Now)}.");
            var moved = Node.RunOnce(Now);
            Watch();
            if (!moved && rounds % 16 == 15)
            {
                Pass(TimeSpan.FromSeconds(1));
            }
        }
    }

    /// <summary>What the auditor reads the disk gives: it is not the one that is tried.</summary>
    public void WithoutFaults(Action action)
    {
        var faults = Disk.Faults;
        Disk.Faults = DeviceFaults.None;
        action();
        Disk.Faults = faults;
    }

    /// <summary>It ends where it is: with the power, or the process alone.</summary>
    public void Crash(bool powerFails)
    {
        Node.Dispose();
        if (powerFails)
        {
            Disk.Crash();
        }
        else
        {
            Disk.Kill();
        }

        Now = Now > _latest ? Now : _latest;
        Begin();
    }

    /// <summary>Reads what the disk has, as a start would; throws what it finds.</summary>
    public SegmentJournal Reopen()
    {
        Node.Dispose();
        Disk.Crash();
        return SegmentJournal.Open(Disk, Layout);
    }

    public void Dispose() => Node.Dispose();

    /// <summary>Starts the process on what the disk has. A disk that refuses is asked again; in the end it answers.</summary>
    private void Begin()
    {
        var faults = Disk.Faults;
        for (var attempts = 1; ; attempts++)
        {
            try
            {
                Journal = SegmentJournal.Open(Disk, Layout);
                Node = new LiveNode(Journal, _options, new MarketPolicy(), Now);
                break;
            }
            catch (StorageException) when (attempts < 100)
            {
                _sometimes.Seen("start: the disk refuses");
                Disk.Faults = attempts > 5 ? DeviceFaults.None : faults;
            }
        }

        Disk.Faults = faults;
        _wasBroken = false;
    }

    private bool IsWaiting => !Node.IsReady || Node.HealthAt(Now).Missing.Count > 0;

    private void Watch()
    {
        var isBroken = Node.JournalFailure is not null;
        if (isBroken != _wasBroken)
        {
            _sometimes.Seen(isBroken ? "journal: failed" : "journal: opened again");
            _wasBroken = isBroken;
        }

        foreach (var annex in Node.Shards.Where(shard => shard.Arriving > 0))
        {
            _sometimes.Seen(annex.Inbox.Count > 0 ? "move: with requests that wait" : "move: with nothing that waits");
        }

        if (Node.Meter.Faults.Count > 0 && Node.Meter.Faults.Last().FirstOrDefault(IsBug) is { } fault)
        {
            throw new PromiseBrokenException($"{fault.Where} threw: {fault.Exception}");
        }
    }

    /// <summary>What a refusing disk makes throw is no bug.</summary>
    private static bool IsBug(Fault fault) => fault.Exception is not (StorageException or JournalCorruptedException);
}
