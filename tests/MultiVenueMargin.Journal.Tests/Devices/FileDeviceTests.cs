using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Journal.Tests.Segments;
using static MultiVenueMargin.Journal.Tests.Segments.Driver;

namespace MultiVenueMargin.Journal.Tests.Devices;

public sealed class FileDeviceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("file-device-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void File_WhenTrimmed_KeepsWhatLiesBeforeAndGivesTheRestBack()
    {
        using var device = new FileDevice(_folder.FullName);
        device.Create("a", 3 << 20);
        device.SubmitWrite("a", 8_000, new byte[] { 1, 2, 3 });
        var synced = device.SubmitSync("a");
        for (var done = new List<DeviceCompletion>(); done.All(each => each.Submission != synced);)
        {
            device.Poll(done);
        }

        device.Trim("a", 8_192);
        device.Trim("a", 1 << 20); // never longer

        Assert.Equal(8_192, device.LengthOf("a"));
        var kept = new byte[3];
        Assert.Equal(3, device.Read("a", 8_000, kept));
        Assert.Equal(new byte[] { 1, 2, 3 }, kept);
        Assert.Equal(8_192, new FileInfo(Path.Combine(_folder.FullName, "a")).Length);
        Assert.Throws<StorageException>(() => device.Trim("none", 1));
    }

    [Fact]
    public void Journal_WhenOverAFolder_KeepsWhatWasCommitted()
    {
        var options = SmallSegments with { SegmentBytes = 2 * 1024 * 1024, InFlightBytes = 16 * 1024 * 1024 };
        using (var device = new FileDevice(_folder.FullName))
        {
            var driver = new Driver(device, options);
            for (var i = 0; i < 400; i++)
            {
                driver.Submit(Stream(i % 3), 2 * (i / 3), new byte[i], new byte[7000]);
            }

            Assert.All(driver.PollUntilQuiet(), outcome => Assert.Equal(CommitResult.Durable, outcome.Result));
        }

        using (var device = new FileDevice(_folder.FullName))
        {
            Assert.True(device.List().Count > 1);
            Assert.All(device.List(), file => Assert.Equal(options.SegmentBytes, device.LengthOf(file)));
            var driver = new Driver(device, options);
            Assert.Equal(400, driver.Read(Stream(0).Partition).Count);
            driver.Append(Stream(0), "more");
        }
    }

    [Fact]
    public void Folder_WhenHeldBySomebody_IsRefusedToOthers()
    {
        using (new FileDevice(_folder.FullName))
        {
            var refusal = Assert.Throws<StorageException>(() => new FileDevice(_folder.FullName));
            Assert.Equal(StorageError.InUse, refusal.Error);
            Assert.Contains(_folder.FullName, refusal.Message, StringComparison.Ordinal);
        }

        using var free = new FileDevice(_folder.FullName);
        Assert.Empty(free.List());
    }

    [Fact]
    public void Work_WhenSubmitted_CompletesInOrderPerFile()
    {
        using var device = new FileDevice(_folder.FullName);
        var create = device.SubmitCreate("a", 3_000_000);
        Assert.Null(Wait(device, create));
        Assert.Equal(3_000_000, device.LengthOf("a"));

        var first = device.SubmitWrite("a", 10, "hello"u8.ToArray());
        var second = device.SubmitWrite("a", 12, "LL"u8.ToArray());
        var sync = device.SubmitSync("a");
        var rename = device.SubmitRename("a", "b");
        Assert.Null(Wait(device, rename));
        var read = new byte[7];
        Assert.Equal(7, device.Read("b", 9, read));
        Assert.Equal("\0heLLo\0"u8, read);
        Assert.Null(device.LengthOf("a"));
        Assert.True(create < first && first < second && second < sync && sync < rename);

        Assert.Null(Wait(device, device.SubmitDelete("b")));
        Assert.Empty(device.List());
    }

    [Fact]
    public void Work_WhenItFails_SaysWhyAndTheThreadGoesOn()
    {
        using var device = new FileDevice(_folder.FullName);
        Assert.Equal(StorageError.NotFound, Wait(device, device.SubmitWrite("nowhere", 0, new byte[1])));
        Assert.Equal(StorageError.NotFound, Wait(device, device.SubmitSync("nowhere")));
        Assert.Equal(StorageError.NotFound, Wait(device, device.SubmitRename("nowhere", "b")));
        Assert.Equal(StorageError.NotFound, Assert.Throws<StorageException>(() => device.Read("nowhere", 0, new byte[1])).Error);
        Assert.Null(Wait(device, device.SubmitCreate("a", 10)));
        Assert.Throws<ArgumentException>(() => device.Create("../outside", 1));
        Assert.Throws<ArgumentException>(() => device.Create("lock", 1));
    }

    [Fact]
    public void Disk_WhenFull_SaysSoAndLeavesNoHalfFile()
    {
        // A device that takes nothing, which every Linux has.
        if (!File.Exists("/dev/full"))
        {
            return;
        }

        using var device = new FileDevice(_folder.FullName);
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "full"), "/dev/full");
        Assert.Equal(StorageError.NoSpace, Wait(device, device.SubmitWrite("full", 0, new byte[10])));
    }

    [Fact]
    public void Dispose_WhenWorkIsUnderWay_FinishesIt()
    {
        using (var device = new FileDevice(_folder.FullName))
        {
            device.Create("a", 1 << 20);
            for (var i = 0; i < 200; i++)
            {
                device.SubmitWrite("a", i * 4096, Enumerable.Repeat((byte)(i + 1), 4096).ToArray());
            }

            device.SubmitSync("a");
        }

        var bytes = File.ReadAllBytes(Path.Combine(_folder.FullName, "a"));
        Assert.All(Enumerable.Range(0, 200), i => Assert.Equal(i + 1, bytes[(i * 4096) + 4095]));
    }

    private static StorageError? Wait(FileDevice device, long submission)
    {
        var completions = new List<DeviceCompletion>();
        for (var spin = default(SpinWait); ; spin.SpinOnce())
        {
            device.Poll(completions);
            if (completions.Exists(completion => completion.Submission == submission))
            {
                return completions.Find(completion => completion.Submission == submission).Error;
            }
        }
    }
}
