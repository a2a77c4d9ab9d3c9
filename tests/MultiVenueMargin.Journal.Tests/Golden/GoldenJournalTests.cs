using System.Globalization;
using System.Text;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Journal.Seals;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Journal.Tests.Segments;
using MultiVenueMargin.Journal.Verification;
using MultiVenueMargin.Testing.Devices;
using static MultiVenueMargin.Journal.Tests.Segments.Driver;

namespace MultiVenueMargin.Journal.Tests.Golden;

/// <summary>
/// A journal that was written by the first build with this format, in text: per file its name, its length and the bytes up to
/// the last that is not zero. Every later build opens and verifies it. The file is never written again; a new format gets a
/// file of its own beside it.
/// </summary>
public sealed class GoldenJournalTests
{
    private static readonly SegmentJournalOptions Tiny = new() { SegmentBytes = 8192, GroupBytes = 1024, CommitBytes = 2048, InFlightBytes = 8192 };

    private static readonly StreamId Account = StreamId.Of(new AccountId(new InstitutionId("ACME"), "hedge-€"));

    [Fact]
    public void Journal_WhenWrittenByTheFirstFormat_OpensAndVerifies()
    {
        var image = Read("format-1.txt");
        using var key = SealKey.FromPem(Resource("format-1-key.txt"));
        var verifier = new JournalVerifier(new SimulatedDevice(new Random(1), image), [key]);
        Assert.True(verifier.Verify(), verifier.Found?.ToString());
        Assert.Equal((13L, 1L), (verifier.Entries, verifier.Seals));

        var driver = new Driver(new SimulatedDevice(new Random(1), image), Tiny);
        Assert.Equal(["register/rules", "register/seals", "account/ACME/hedge-€"], ((StreamId[])[StreamId.Register("rules"), Seal.Stream, Account]).Select(stream => stream.Code));
        Assert.Equal(Enumerable.Range(0, 6).SelectMany(i => (string[])[$"fill {i}", $"mark {i}"]), driver.Records(Account));
        Assert.Equal("3593c88a41d8abc4", driver.Journal.HeadOf(Account).Hash.ToString()[..16]);
        Assert.Equal("state at 6"u8, driver.FindSnapshot(Account, 100)!.State.Span);
    }

    [Fact]
    public void Bytes_WhenWrittenAgainInAnotherCulture_AreTheSame()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var culture in (string[])["", "de-DE", "ar-SA", "tr-TR"])
            {
                CultureInfo.CurrentCulture = CultureOf(culture);
                // The seal is left out: a signature is another one every time.
                Assert.Equal(Write(sealKey: null).DurableImage().Select(Line).Order(), Write(sealKey: null).DurableImage().Select(Line).Order());
                var pinned = Read("format-1.txt")["0000000001.segment"];
                var sealedAt = pinned.AsSpan().IndexOf("mvm-seal"u8);
                var now = Write(sealKey: null).DurableImage()["0000000001.segment"];
                var same = sealedAt < 0 ? pinned.Length : sealedAt / 512 * 512;
                Assert.Equal(Convert.ToHexString(pinned, 0, same), Convert.ToHexString(now, 0, same));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    internal static SimulatedDevice Write(SealKey? sealKey)
    {
        var device = new SimulatedDevice(new Random(1)) { MostPolls = 0 };
        var driver = new Driver(device, Tiny);
        for (var i = 0; i < 6; i++)
        {
            driver.Submit(Account, 2 * i, Bytes($"fill {i}"), Bytes($"mark {i}"));
            driver.Submit(StreamId.Register("rules"), i, Enumerable.Repeat((byte)i, 1000).ToArray());
            driver.PollUntilQuiet();
        }

        var hash = driver.Read(Account, 5, 1)[0].Hash;
        Assert.True(driver.Journal.TrySubmit(99, new StreamSnapshot(Account, 6, hash, Bytes("state at 6"))));
        driver.PollUntilQuiet();
        if (sealKey is not null)
        {
            SealTestsSeal(driver, sealKey);
        }

        driver.Rest();
        return device;
    }

    internal static string Line(KeyValuePair<string, byte[]> file) =>
        $"{file.Key} {file.Value.Length} {Convert.ToBase64String(file.Value.AsSpan().TrimEnd((byte)0))}";

    private static void SealTestsSeal(Driver driver, SealKey key) =>
        Seals.SealTests.Seal(driver, Sealer.OpenAsync(driver.Journal, key, default).GetAwaiter().GetResult());

    private static CultureInfo CultureOf(string name)
    {
        // Where no culture data is installed, one that writes numbers and dates unlike ours.
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "~";
        culture.NumberFormat.NumberDecimalSeparator = name.Length > 0 ? "," : ";";
        culture.DateTimeFormat.ShortDatePattern = "yy.MM";
        return culture;
    }

    private static Dictionary<string, byte[]> Read(string resource)
    {
        var image = new Dictionary<string, byte[]>();
        foreach (var line in Resource(resource).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(' ');
            var bytes = new byte[int.Parse(parts[1], CultureInfo.InvariantCulture)];
            Convert.FromBase64String(parts[2]).CopyTo(bytes, 0);
            image.Add(parts[0], bytes);
        }

        return image;
    }

    private static string Resource(string name)
    {
        using var stream = typeof(GoldenJournalTests).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
