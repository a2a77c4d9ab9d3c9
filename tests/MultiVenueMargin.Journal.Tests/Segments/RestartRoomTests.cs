using MultiVenueMargin.Testing.Devices;
using static MultiVenueMargin.Journal.Tests.Segments.Driver;

namespace MultiVenueMargin.Journal.Tests.Segments;

/// <summary>Every start begins a segment; the room that the one before it no longer needs is given back, and nothing else.</summary>
public sealed class RestartRoomTests
{
    private const int Block = 4_096;

    [Fact]
    public void Starts_HoweverMany_KeepOneSegmentOfRoom()
    {
        var device = new SimulatedDevice(new Random(71)) { MostPolls = 0 };
        var driver = new Driver(device);
        for (var start = 0; start < 30; start++)
        {
            driver.Append(Stream(1), $"of start {start}");
            driver.Reopen();
        }

        var lengths = Lengths(device);
        Assert.Equal(30, lengths.Count); // the first held nothing that was proven, and was replaced
        Assert.Equal(SmallSegments.SegmentBytes, lengths[^1]);
        Assert.All(lengths.SkipLast(1), length => Assert.Equal(Block, length));
        Assert.Equal(30, driver.Read(Stream(1)).Count);
    }

    [Fact]
    public void Starts_AfterCrashesThatUndoThem_LoseNothingAndGiveTheRoomBackLater()
    {
        var undone = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var device = new SimulatedDevice(new Random(seed));
            var driver = new Driver(device);
            for (var start = 0; start < 8; start++)
            {
                driver.Append(Stream(1), $"of start {start}");
                if (start % 3 == 0)
                {
                    // Not acknowledged, so it may be torn.
                    driver.Submit(Stream(2), driver.Journal.HeadOf(Stream(2)).Version, new byte[5_000]);
                    driver.Journal.Poll([]);
                }

                device.Crash();
                undone += Lengths(device).SkipLast(1).Any(length => length == SmallSegments.SegmentBytes) ? 1 : 0;
                driver.Reopen();
                Assert.Equal(start + 1, driver.Read(Stream(1)).Count);
            }

            device.Crash();
            driver.Reopen();
            Assert.All(Lengths(device).SkipLast(3), length => Assert.InRange(length, 1, 3 * Block));
        }

        Assert.InRange(undone, 20, 420);
    }

    [Fact]
    public void Start_WhenTheDiskLiesAboutTheNewSegment_HasTakenNothingFromTheOldOne()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var device = new SimulatedDevice(new Random(seed));
            var driver = new Driver(device);
            driver.Append(Stream(1), "first");
            driver.Append(Stream(1), "last, which no mark protects");
            device.Crash();

            device.FailNext(DeviceFault.LyingSync);
            driver.Reopen();
            Assert.Equal(2, driver.Read(Stream(1)).Count);
            device.Crash();
            driver.Reopen();

            Assert.Equal(2, driver.Read(Stream(1)).Count);
        }
    }

    [Fact]
    public void Start_OnAFolderOfAnOlderRelease_GivesItsRoomBack()
    {
        var device = new SimulatedDevice(new Random(72)) { MostPolls = 0 };
        var driver = new Driver(device);
        driver.Append(Stream(1), "a");
        var image = device.DurableImage();
        driver.Reopen();
        driver.Append(Stream(1), "b");

        // As a release before this one left it: nothing was ever given back.
        var old = device.DurableImage().ToDictionary();
        old["0000000001.segment"] = image["0000000001.segment"];
        var again = new SimulatedDevice(new Random(73), old) { MostPolls = 0 };
        var reopened = new Driver(again);
        reopened.Append(Stream(1), "c");
        reopened.Reopen();

        Assert.Equal(3, reopened.Read(Stream(1)).Count);
        Assert.Equal([Block, Block], Lengths(again).Take(2));
    }

    private static List<int> Lengths(SimulatedDevice device) =>
        [.. device.ShownImage().Where(file => file.Key.EndsWith(".segment", StringComparison.Ordinal)).OrderBy(file => file.Key).Select(file => file.Value.Length)];
}
