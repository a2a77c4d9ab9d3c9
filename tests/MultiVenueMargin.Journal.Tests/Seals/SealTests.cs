using System.Security.Cryptography;
using MultiVenueMargin.Journal.Seals;
using MultiVenueMargin.Journal.Tests.Segments;
using MultiVenueMargin.Testing.Devices;
using static MultiVenueMargin.Journal.Tests.Segments.Driver;

namespace MultiVenueMargin.Journal.Tests.Seals;

public sealed class SealTests
{
    private readonly SimulatedDevice _device = new(new Random(41));

    [Fact]
    public async Task Sealer_WhenCalled_CommitsSignedSealsThatFollowEachOther()
    {
        using var key = SealKey.Create();
        var driver = new Driver(_device);
        driver.Append(Stream(1), "a");
        var sealer = await Sealer.OpenAsync(driver.Journal, key, default);
        Seal(driver, sealer);
        var first = sealer.Last!;
        Assert.False(sealer.TrySeal(At(9), 1), "Nothing new but the seal itself.");
        driver.Append(Stream(2), "b");

        driver.Reopen();
        sealer = await Sealer.OpenAsync(driver.Journal, key, default);
        Seal(driver, sealer);

        Assert.Equal((2L, first.Hash(), 3L), (sealer.Last!.Sequence, sealer.Last.Previous, sealer.Last.Streams));
        Assert.True(key.Signed(sealer.Last));
        using var publicPart = SealKey.FromPem(key.ToPublicPem());
        Assert.Equal(key.Id, publicPart.Id);
        Assert.False(publicPart.CanSign);
        Assert.True(publicPart.Signed(first));
        Assert.False(publicPart.Signed(first with { Streams = 5 }));
        await Assert.ThrowsAsync<ArgumentException>(() => Sealer.OpenAsync(driver.Journal, publicPart, default));
    }

    [Fact]
    public async Task Seal_WhenExported_IsReadBackAsItIs()
    {
        using var key = SealKey.Create();
        var driver = new Driver(_device);
        driver.Append(Stream(1), "a");
        var sealer = await Sealer.OpenAsync(driver.Journal, key, default);
        Seal(driver, sealer);

        var back = Journal.Seals.Seal.FromJson(sealer.Last!.ToJson())!;

        Assert.Equal(sealer.Last.ToBytes(), back.ToBytes());
        Assert.True(key.Signed(back));
        Assert.Null(Journal.Seals.Seal.FromJson("{}"));
        Assert.Null(Journal.Seals.Seal.FromJson("no json"));
        Assert.Null(Journal.Seals.Seal.Read((byte[])[.. sealer.Last.ToBytes().SkipLast(1)]));
        Assert.Null(Journal.Seals.Seal.Read((byte[])[.. sealer.Last.ToBytes(), 0]));
    }

    [Fact]
    public void Key_WhenSaved_IsItsOwnersAlone()
    {
        var folder = Directory.CreateTempSubdirectory("seal-key-");
        try
        {
            var path = Path.Combine(folder.FullName, "seal.pem");
            using var key = SealKey.Create();
            key.Save(path);
            using var loaded = SealKey.Load(path);
            Assert.True(loaded.CanSign);
            Assert.Equal(key.Id, loaded.Id);
            Assert.Throws<IOException>(() => key.Save(path));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }

            Assert.Throws<CryptographicException>(() => SealKey.FromPem("nothing"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    internal static void Seal(Driver driver, Sealer sealer)
    {
        Assert.True(sealer.TrySeal(At(100), 777));
        Assert.True(sealer.TryComplete(Assert.Single(driver.PollUntilQuiet(), outcome => outcome.Ticket == 777)));
    }
}
