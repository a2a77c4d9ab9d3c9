using MultiVenueMargin.Journal;
using MultiVenueMargin.Simulation.Auditing;
using MultiVenueMargin.Testing.Devices;

namespace MultiVenueMargin.Simulation;

/// <summary>
/// The end of some runs: a disk that turns a bit of what it kept, or says that it wrote what it did not. No journal can keep what such a
/// disk loses last; but what it serves is what was, and of what it kept before nothing is missing unsaid.
/// </summary>
internal static class Damage
{
    // After so many idle cycles the journal has marked its end, and a torn end can be told from a damaged one.
    private const int CyclesToRest = 64;

    public static void Do(DeviceFault fault, Process process, Ledger ledger, Random random, Sometimes sometimes, Action stir)
    {
        if (fault == DeviceFault.Unspecified)
        {
            return;
        }

        if (fault == DeviceFault.BitFlip)
        {
            Rest(process);
            ledger.CatchUp(process.Journal);
            var segments = process.Disk.List().Where(file => file.EndsWith(".segment", StringComparison.Ordinal)).ToList();
            var file = segments[random.Next(segments.Count)];
            // Most of a segment is empty; what matters lies at its beginning.
            process.Disk.FlipBit(file, random.NextInt64(Math.Min(8_192, process.Disk.LengthOf(file)!.Value)), random.Next(8));
        }
        else
        {
            process.Disk.FailNext(fault);
            stir();
            process.Pass(TimeSpan.FromSeconds(1));
            Rest(process);
        }

        try
        {
            ledger.CatchUp(process.Journal);
            var journal = process.Reopen();
            if (fault == DeviceFault.BitFlip)
            {
                ledger.Recheck(journal);
            }

            PromiseBrokenException.Unless(ledger.IsPrefix(journal), $"After {fault} something else is served than what was written.");
            sometimes.Seen($"damage: {fault} and whole");
        }
        catch (JournalCorruptedException)
        {
            sometimes.Seen($"damage: {fault} and refused");
        }
    }

    private static void Rest(Process process)
    {
        for (var i = 0; i < CyclesToRest; i++)
        {
            process.Node.RunOnce(process.Now);
        }
    }
}
