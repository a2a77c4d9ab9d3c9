using System.Globalization;
using MultiVenueMargin.Journal.Devices;

namespace MultiVenueMargin.Benchmarks.Ingest;

/// <summary>What an update costs, stage by stage, with one update a batch and with 64, over storage in memory and over a disk.</summary>
internal static class IngestTable
{
    private const int Rounds = 100;
    private const int BatchesPerRound = 128;
    private const double Many = 64 * BatchesPerRound;
    private const double One = BatchesPerRound;

    public static void Print(TextWriter to)
    {
        to.WriteLine("| stage | 64 a batch, bytes | ns | 1 a batch, bytes | ns |");
        to.WriteLine("|---|--:|--:|--:|--:|");
        var (many, one) = (Run(new MemoryDevice(), 64), Run(new MemoryDevice(), 1));
        foreach (var stage in Enum.GetValues<IngestStage>().Where(stage => stage != IngestStage.Unspecified))
        {
            Row(to, stage.ToString(), many[(int)stage], one[(int)stage]);
        }

        var folder = Directory.CreateTempSubdirectory("mvm-ingest-");
        try
        {
            // What the thread of the device allocates shows in none of these.
            using var disk = new FileDevice(Path.Combine(folder.FullName, "many"));
            using var other = new FileDevice(Path.Combine(folder.FullName, "one"));
            Row(to, "Journal, to a disk", Run(disk, 64)[(int)IngestStage.Journal], Run(other, 1)[(int)IngestStage.Journal]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Cost[] Run(IStorageDevice device, int updatesPerBatch)
    {
        using var rig = new IngestRig(device, updatesPerBatch, BatchesPerRound);
        var least = Enumerable.Repeat(new Cost(long.MaxValue, long.MaxValue), (int)IngestStage.Book + 1).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            rig.Round();
            for (var stage = IngestStage.Decode; stage <= IngestStage.Book; stage++)
            {
                least[(int)stage] = Cost.Least(least[(int)stage], rig.CostOf(stage));
            }
        }

        return least;
    }

    private static void Row(TextWriter to, string name, Cost many, Cost one) => to.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {many.Bytes / Many:0} | {many.Nanoseconds / Many:0} | {one.Bytes / One:0} | {one.Nanoseconds / One:0} |"));
}
