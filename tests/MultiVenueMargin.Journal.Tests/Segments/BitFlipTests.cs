using MultiVenueMargin.Accounts;
using MultiVenueMargin.Testing.Devices;
using static MultiVenueMargin.Journal.Tests.Segments.Driver;

namespace MultiVenueMargin.Journal.Tests.Segments;

/// <summary>One wrong bit anywhere: the journal is whole, or says which file is corrupt and where. Nothing else is ever served.</summary>
public sealed class BitFlipTests
{
    private static readonly int Flips = Environment.GetEnvironmentVariable("MVM_FULL") == "1" ? 10_000 : 1_000;

    [Fact]
    public void Journal_WhenAnyBitFlips_IsWholeOrRefusedWithTheOffset()
    {
        var device = new SimulatedDevice(new Random(11));
        var (image, heads, last) = Write(device);
        var random = new Random(12);
        var (whole, refused) = (0, 0);
        var names = image.Keys.Where(name => name.EndsWith(".segment", StringComparison.Ordinal)).ToArray();
        for (var i = 0; i < Flips; i++)
        {
            var file = names[random.Next(names.Length)];
            var (offset, bit) = (random.NextInt64(image[file].Length), random.Next(8));
            var flipped = new SimulatedDevice(new Random(i), image) { MostPolls = 0 };
            flipped.FlipBit(file, offset, bit);
            try
            {
                var driver = new Driver(flipped);
                Assert.True(heads.SequenceEqual(driver.Journal.Heads()), $"Bit {bit} of {file} at {offset} changed what is there.");
                Assert.Equal(last, driver.Read(Stream(0).Partition).Select(entry => entry.Hash));
                whole++;
            }
            catch (JournalCorruptedException corrupt)
            {
                Assert.Equal(file, corrupt.File);
                // Named is the frame that the bit lies in, or the header.
                Assert.InRange(offset - corrupt.Offset, 0, 4096);
                refused++;
            }
        }

        // Most bits of full segments matter; the empty end of the last one does not.
        Assert.True(whole > Flips / 50 && refused > Flips / 3, $"{whole} whole, {refused} refused.");
    }

    [Fact]
    public void Entry_WhenABitFlipsWhileTheJournalIsOpen_IsNotServed()
    {
        var device = new SimulatedDevice(new Random(13));
        var driver = new Driver(device);
        driver.Append(Stream(1), "first");
        driver.Append(Stream(1), "precious");
        var image = device.ShownImage()["0000000001.segment"];
        device.FlipBit("0000000001.segment", image.AsSpan().IndexOf("precious"u8), 3);

        var corrupt = Assert.Throws<JournalCorruptedException>(() => driver.Read(Stream(1)));

        Assert.Equal("0000000001.segment", corrupt.File);
        Assert.Throws<JournalCorruptedException>(() => driver.Read(Stream(1).Partition));
    }

    [Fact]
    public void Entry_WhenItsBlockLiesElsewhere_IsNoEntryThere()
    {
        var device = new SimulatedDevice(new Random(14));
        var driver = new Driver(device);
        for (var i = 0; i < 6; i++)
        {
            driver.Append(Stream(i), new string('x', 100));
        }

        driver.Rest();
        var image = device.DurableImage().ToDictionary();
        var bytes = image["0000000001.segment"];
        // The block of one commit in place of another's: its own checksum would be right.
        var (one, two) = (512 * 4, 512 * 6);
        bytes.AsSpan(one, 512).CopyTo(bytes.AsSpan(two));
        var corrupt = Assert.Throws<JournalCorruptedException>(() => new Driver(new SimulatedDevice(new Random(1), image)));
        Assert.Equal(two, corrupt.Offset);
    }

    [Fact]
    public void Segment_WhenOneIsMissing_IsNamed()
    {
        var (image, _, _) = Write(new SimulatedDevice(new Random(15)));
        var names = image.Keys.Order(StringComparer.Ordinal).ToArray();
        var without = image.Where(file => file.Key != names[2]).ToDictionary();
        var corrupt = Assert.Throws<JournalCorruptedException>(() => new Driver(new SimulatedDevice(new Random(1), without)));
        Assert.Equal(names[2], corrupt.File);
    }

    private static (IReadOnlyDictionary<string, byte[]> Image, IReadOnlyList<StreamHead> Heads, ChainHash[] All) Write(SimulatedDevice device)
    {
        var driver = new Driver(device);
        var random = new Random(16);
        for (var i = 0; i < 60; i++)
        {
            for (var together = random.Next(1, 4); together > 0; together--)
            {
                driver.Submit(Stream((i * 10) + together), 0, new byte[random.Next(2000)]);
            }

            driver.PollUntilQuiet();
        }

        driver.Rest();
        return (device.DurableImage(), driver.Journal.Heads(), [.. driver.Read(Stream(0).Partition).Select(entry => entry.Hash)]);
    }
}
