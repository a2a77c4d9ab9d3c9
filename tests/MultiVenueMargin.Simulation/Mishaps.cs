using MultiVenueMargin.Accounts;
using MultiVenueMargin.Testing.Devices;

namespace MultiVenueMargin.Simulation;

/// <summary>What befalls the whole process: clocks that jump, crashes, and starts on what the disk has.</summary>
internal sealed class Mishaps(World world)
{
    private const int MostCycles = 100;

    private readonly Random _random = world.Random;

    /// <summary>The clock jumps: ahead while nothing runs, or back a little.</summary>
    public void Jump()
    {
        var by = _random.Next(4) switch
        {
            0 => TimeSpan.FromMinutes(-1),
            1 => TimeSpan.FromMinutes(15),
            2 => TimeSpan.FromMinutes(62),
            _ => TimeSpan.FromSeconds(61),
        };
        world.Sometimes.Seen(by < TimeSpan.Zero ? "clock: back" : "clock: ahead");
        world.Trace.Add($"{world.Process.Now:HH:mm:ss.fff} the clock jumps by {by}");
        world.Process.Pass(by);
    }

    /// <summary>The process ends where it is, and is started again; sometimes it ends once more before it has come up.</summary>
    public void Crash()
    {
        var node = world.Process.Node;
        world.Sometimes.Seen(node.JournalFailure is not null ? "crash: while the journal refuses"
            : !node.IsReady ? "crash: while starting"
            : node.IsStorageBusy ? "crash: while commits are under way"
            : "crash: at rest");
        world.Sometimes.SeenIf(node.Shards.Any(shard => shard.Leaving > 0), "move: the process ends before it");
        world.Sometimes.SeenIf(node.Shards.Any(shard => shard.Arriving > 0), "move: the process ends during it");
        var powerFails = _random.Next(3) > 0;
        world.Trace.Add($"{world.Process.Now:HH:mm:ss.fff} crash, the power fails: {powerFails}");
        world.Process.Crash(powerFails);
        world.Clients.Conclude();
        world.Process.WithoutFaults(AfterStart);
        if (_random.Next(6) == 0)
        {
            for (var cycles = _random.Next(3); cycles > 0; cycles--)
            {
                world.Process.Advance();
            }

            Crash();
        }
    }

    /// <summary>
    /// It is asked to end, whatever is under way: it comes to its end, and has written every state down unless the disk would not. Then it is started again.
    /// </summary>
    public void End()
    {
        var node = world.Process.Node;
        world.Sometimes.SeenIf(node.Shards.Any(shard => shard.Leaving > 0), "move: the end is wanted before it");
        world.Sometimes.SeenIf(node.Shards.Any(shard => shard.Arriving > 0), "move: the end is wanted during it");
        world.Trace.Add($"{world.Process.Now:HH:mm:ss.fff} it is asked to end");
        var isSound = node.IsReady && node.JournalFailure is null && world.Process.Disk.Faults == DeviceFaults.None;
        world.Process.Drain();
        world.Sometimes.Seen(isSound ? "end: with every state written down" : "end: as far as the disk let it");
        foreach (var account in world.Accounts.Where(_ => isSound))
        {
            var head = world.Process.Journal.HeadOf(StreamId.Of(account)).Version;
            PromiseBrokenException.Unless(
                world.Process.Journal.FindSnapshotAsync(StreamId.Of(account), long.MaxValue, CancellationToken.None).AsTask().GetAwaiter().GetResult()?.Version == head,
                $"{account} ended at {head} and was not written down.");
        }

        Crash();
    }

    /// <summary>While an account moves from its shard to the annex.</summary>
    public void StrikeAMove()
    {
        switch (_random.Next(3))
        {
            case 0:
                End();
                break;
            case 1:
                Crash();
                break;
            default:
                FailSyncs();
                break;
        }
    }

    /// <summary>Nothing becomes durable any more, until the journal has noticed or nothing was to be.</summary>
    private void FailSyncs()
    {
        var disk = world.Process.Disk;
        var faults = disk.Faults;
        disk.Faults = faults with { FailingSync = 1 };
        for (var cycles = 0; cycles < MostCycles && world.Process.Node.JournalFailure is null; cycles++)
        {
            world.Process.Advance();
        }

        disk.Faults = faults;
        world.Sometimes.SeenIf(world.Process.Node.JournalFailure is not null, "move: no sync holds from there on");
    }

    private void AfterStart()
    {
        foreach (var account in world.Accounts)
        {
            if (world.Process.Journal.FindSnapshotAsync(StreamId.Of(account), long.MaxValue, CancellationToken.None).AsTask().GetAwaiter().GetResult() is not null)
            {
                world.Sometimes.Seen("start: from a snapshot");
            }
        }

        world.Auditor.Restarted(world.Process);
        foreach (var (venue, wire) in world.Feeds)
        {
            wire.Break();
            venue.NeedsSnapshot = true;
        }
    }
}
