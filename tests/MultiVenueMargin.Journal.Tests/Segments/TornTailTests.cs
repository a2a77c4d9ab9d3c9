using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Testing.Devices;
using static MultiVenueMargin.Journal.Tests.Segments.Driver;

namespace MultiVenueMargin.Journal.Tests.Segments;

/// <summary>A write that was cut off never leaves half an entry, and never takes a durable one with it.</summary>
public sealed class TornTailTests
{
    private const string Segment = "0000000001.segment";

    [Fact]
    public void LastRecord_WhenTornAtAnyByte_IsThereEntirelyOrNotAtAll()
    {
        var device = new SimulatedDevice(new Random(5)) { MostPolls = 0 };
        var driver = new Driver(device);
        driver.Append(Stream(1), "kept");
        var before = device.DurableImage()[Segment];
        var record = new byte[4096];
        new Random(6).NextBytes(record);
        Assert.Equal(CommitResult.Durable, driver.Commit(Stream(1), 1, record).Result);
        var after = device.DurableImage()[Segment];

        var first = Enumerable.Range(0, after.Length).First(i => before[i] != after[i]);
        var last = Enumerable.Range(0, after.Length).Last(i => before[i] != after[i]);
        Assert.InRange(last - first, 4096, 5000);
        for (var cut = first; cut <= last + 1; cut++)
        {
            var torn = (byte[])[.. after[..cut], .. before[cut..]];
            var recovered = new Driver(new SimulatedDevice(new Random(cut), new Dictionary<string, byte[]> { [Segment] = torn }) { MostPolls = 0 });
            var entries = recovered.Read(Stream(1));
            Assert.Equal(cut > last ? 2 : 1, entries.Count);
            Assert.Equal("kept"u8, entries[0].Records[0].Span);

            // What is written next is neither mixed up with what was torn nor lost behind it.
            recovered.Append(Stream(1), "next");
            recovered.Reopen();
            Assert.Equal(cut > last ? 3 : 2, recovered.Read(Stream(1)).Count);
        }
    }

    [Fact]
    public void Group_WhenAnySubsetOfItsSectorsIsLost_KeepsAPrefixOfItsEntries()
    {
        var device = new SimulatedDevice(new Random(5)) { MostPolls = 0 };
        var driver = new Driver(device);
        driver.Append(Stream(0), "kept");
        var before = device.DurableImage()[Segment];
        for (var i = 1; i <= 4; i++)
        {
            driver.Submit(Stream(i), 0, Enumerable.Repeat((byte)i, 500).ToArray());
        }

        driver.PollUntilQuiet();
        var after = device.DurableImage()[Segment];
        var sectors = Enumerable.Range(0, after.Length / 512).Where(i => !before.AsSpan(i * 512, 512).SequenceEqual(after.AsSpan(i * 512, 512))).ToArray();
        Assert.InRange(sectors.Length, 4, 6);
        var seen = new HashSet<int>();
        for (var subset = 0; subset < 1 << sectors.Length; subset++)
        {
            var image = before.ToArray();
            foreach (var (i, sector) in sectors.Index())
            {
                if ((subset & (1 << i)) != 0)
                {
                    after.AsSpan(sector * 512, 512).CopyTo(image.AsSpan(sector * 512));
                }
            }

            var recovered = new Driver(new SimulatedDevice(new Random(1), new Dictionary<string, byte[]> { [Segment] = image }));
            Assert.Equal(["kept"], recovered.Records(Stream(0)));
            var there = Enumerable.Range(1, 4).Select(i => recovered.Journal.HeadOf(Stream(i)).Version).ToArray();
            Assert.Equal(there.OrderDescending(), there);
            seen.Add((int)there.Sum());
        }

        // Nothing, all, and something in between: the last sector of one entry begins the next.
        Assert.Superset(new HashSet<int> { 0, 4 }, seen);
        Assert.True(seen.Count > 2);
    }

    [Fact]
    public void Tail_WhenItWasMarked_IsNoTornTail()
    {
        var device = new SimulatedDevice(new Random(5));
        var driver = new Driver(device);
        driver.Append(Stream(1), "acknowledged");
        driver.Rest();
        var image = device.DurableImage()[Segment].ToArray();
        var text = image.AsSpan().IndexOf("acknowledged"u8);
        image[text] ^= 1;

        var corrupt = Assert.Throws<JournalCorruptedException>(
            () => SegmentJournal.Open(new SimulatedDevice(new Random(1), new Dictionary<string, byte[]> { [Segment] = image }), SmallSegments));

        Assert.Equal(Segment, corrupt.File);
        Assert.InRange(corrupt.Offset, text - 300, text);
    }
}
