using MultiVenueMargin.Journal.Archiving;
using MultiVenueMargin.Journal.Seals;
using MultiVenueMargin.Journal.Tests.Seals;
using MultiVenueMargin.Journal.Tests.Segments;
using MultiVenueMargin.Testing.Devices;
using static MultiVenueMargin.Journal.Tests.Segments.Driver;

namespace MultiVenueMargin.Journal.Tests.Archiving;

public sealed class BackupTests : IDisposable
{
    private readonly SealKey _key = SealKey.Create();
    private readonly SimulatedDevice _device = new(new Random(51));
    private readonly SimulatedDevice _backup = new(new Random(52)) { MostPolls = 0 };
    private readonly SimulatedDevice _restored = new(new Random(53)) { MostPolls = 0 };

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task Drill_WhenBackedUpUnderLoadAndDestroyed_GoesOnFromThePoint()
    {
        var driver = new Driver(_device);
        var sealer = await Sealer.OpenAsync(driver.Journal, _key, default);
        Fill(driver, 40);
        SealTests.Seal(driver, sealer);
        Fill(driver, 5);
        var point = BackupPoint.Of(driver.Journal, At(1));

        // What comes while it is copied is not part of it, wherever it lands.
        driver.Submit(Stream(50), 0, new byte[3000]);
        driver.Journal.Poll([]);
        Fill(driver, 20);
        Backup.Copy(point, _device, _backup);
        Fill(driver, 20);

        Backup.Restore(_backup, _restored, [_key]);
        var restored = new Driver(_restored);
        Assert.Equal(point.Heads, restored.Journal.Heads());
        Assert.True(point.Heads.Count > 5);
        restored.Append(Stream(0), "goes on");
        restored.Reopen();
        Assert.Equal("goes on"u8, restored.Read(Stream(0))[^1].Records[0].Span);
    }

    [Fact]
    public void Restore_WhenAnyBitOfTheBackupFlipped_NamesTheFile()
    {
        var driver = new Driver(_device);
        Fill(driver, 40);
        Backup.Copy(BackupPoint.Of(driver.Journal, At(1)), _device, _backup);
        var random = new Random(54);
        var image = _backup.DurableImage();
        for (var i = 0; i < 100; i++)
        {
            var flipped = new SimulatedDevice(new Random(i), image) { MostPolls = 0 };
            var file = image.Keys.Where(name => name != "manifest.json").ElementAt(random.Next(image.Count - 1));
            flipped.FlipBit(file, random.Next(image[file].Length), random.Next(8));
            var target = new SimulatedDevice(new Random(i)) { MostPolls = 0 };
            Assert.Equal(file, Assert.Throws<JournalCorruptedException>(() => Backup.Restore(flipped, target, [])).File);
            Assert.Empty(target.List());
        }
    }

    [Fact]
    public void Restore_WhenTheManifestIsMissingOrWrong_IsRefused()
    {
        var driver = new Driver(_device);
        Fill(driver, 3);
        Backup.Copy(BackupPoint.Of(driver.Journal, At(1)), _device, _backup);
        var image = _backup.DurableImage().ToDictionary();
        var manifest = image["manifest.json"];

        image["manifest.json"] = "{}"u8.ToArray();
        Assert.Throws<JournalCorruptedException>(() => Backup.Restore(new SimulatedDevice(new Random(1), image), _restored, []));
        image.Remove("manifest.json");
        Assert.Throws<JournalCorruptedException>(() => Backup.Restore(new SimulatedDevice(new Random(1), image), _restored, []));
        // Another backup's root: the files are sound, and not those of the moment that it states.
        var text = System.Text.Encoding.UTF8.GetString(manifest);
        var root = text.IndexOf("\"root\": \"", StringComparison.Ordinal) + 9;
        image["manifest.json"] = System.Text.Encoding.UTF8.GetBytes(text[..root] + (text[root] == '0' ? '1' : '0') + text[(root + 1)..]);
        Assert.Throws<JournalCorruptedException>(() => Backup.Restore(new SimulatedDevice(new Random(1), image), _restored, []));
    }

    [Fact]
    public void Restore_WhenTheTargetHoldsSomething_IsRefused()
    {
        var driver = new Driver(_device);
        Fill(driver, 3);
        Backup.Copy(BackupPoint.Of(driver.Journal, At(1)), _device, _backup);
        Assert.Throws<InvalidOperationException>(() => Backup.Restore(_backup, _device, []));
        Assert.Throws<InvalidOperationException>(() => Backup.Copy(BackupPoint.Of(driver.Journal, At(1)), _device, _backup));
    }

    internal static void Fill(Driver driver, int commits)
    {
        for (var i = 0; i < commits; i++)
        {
            var stream = Stream(i % 6);
            Assert.Equal(CommitResult.Durable, driver.Commit(stream, driver.Journal.HeadOf(stream).Version, new byte[1500]).Result);
        }
    }
}
