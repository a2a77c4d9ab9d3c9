using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal.Seals;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Journal.Tests.Segments;
using MultiVenueMargin.Journal.Verification;
using MultiVenueMargin.Testing.Devices;
using static MultiVenueMargin.Journal.Tests.Segments.Driver;

namespace MultiVenueMargin.Journal.Tests.Seals;

/// <summary>Somebody changes the journal and knows how it is stored: every way of it is named.</summary>
public sealed class VerifierTests : IDisposable
{
    private readonly SealKey _key = SealKey.Create();

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task Journal_WhenNothingWasAltered_VerifiesWithThePublicKeyAlone()
    {
        var device = await WriteAsync();
        using var publicPart = SealKey.FromPem(_key.ToPublicPem());
        var verifier = new JournalVerifier(device, [publicPart]);

        var entries = verifier.Read().ToList();

        Assert.Null(verifier.Found);
        Assert.Equal((4L, 44L), (verifier.Seals, verifier.Entries));
        Assert.Equal(new Driver(device).Journal.Heads(), verifier.Heads);
        Assert.Equal(40, entries.Count(entry => entry.Stream != Seal.Stream));
    }

    [Fact]
    public async Task Byte_WhenChanged_IsNamedByFileAndOffset()
    {
        var device = await WriteAsync();
        var text = device.ShownImage()["0000000001.segment"].AsSpan().IndexOf("record 7"u8);
        device.FlipBit("0000000001.segment", text, 0);

        var found = Verify(device);

        Assert.Equal("0000000001.segment", found!.File);
        Assert.InRange(text - found.Offset, 0, 300);
    }

    [Fact]
    public async Task Record_WhenRewrittenWithItsChecksumButNotTheChain_IsNamed()
    {
        var device = await WriteAsync(tamper: (commit, i) => i == 6 ? commit with { Records = [Bytes("forged")] } : null);
        // The forged journal is sound in itself; its seals are not the signer's. The first seal behind it says so.
        var found = Verify(device);
        Assert.Equal(1, found!.SealSequence);
        Assert.Equal(Seal.Stream, found.Stream);
        Assert.Contains("root", found.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seal_WhenSignedByAnother_IsNamed()
    {
        var device = await WriteAsync();
        using var other = SealKey.Create();
        var verifier = new JournalVerifier(device, [other]);
        Assert.False(verifier.Verify());
        Assert.Equal(1, verifier.Found!.SealSequence);
        Assert.Contains(_key.Id, verifier.Found.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seal_WhenAltered_IsNamedBySequence()
    {
        var device = await WriteAsync(tamper: (commit, _) =>
            commit.Stream == Seal.Stream && Seal.Read(commit.Records[0]) is { Sequence: 2 } seal
                ? commit with { Records = [(seal with { At = seal.At.AddDays(1) }).ToBytes()] }
                : null);
        var found = Verify(device);
        Assert.Equal(2, found!.SealSequence);
        Assert.Contains("signature", found.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seal_WhenLeftOut_IsMissedByTheNext()
    {
        var device = await WriteAsync(leaveOut: commit => commit.Stream == Seal.Stream && Seal.Read(commit.Records[0])!.Sequence == 2);
        Assert.Equal(3, Verify(device)!.SealSequence);
    }

    [Fact]
    public async Task Stream_WhenLeftOut_IsMissedByTheSeal()
    {
        var device = await WriteAsync(leaveOut: commit => commit.Stream == Stream(3));
        var found = Verify(device);
        Assert.Equal(1, found!.SealSequence);
    }

    [Fact]
    public async Task End_WhenCutOff_IsMissedByTheExportedSeal()
    {
        var whole = await WriteAsync();
        var verifier = new JournalVerifier(whole, [_key]);
        Assert.True(verifier.Verify());
        var exported = Seal.FromJson(verifier.LastSeal!.ToJson())!;

        var number = 0;
        var cut = await CopyAsync(whole, null, _ => ++number > 30);

        Assert.Null(Verify(cut));
        var second = new JournalVerifier(cut, [_key]);
        second.Expect(exported);
        Assert.False(second.Verify());
        Assert.Equal(exported.Sequence, second.Found!.SealSequence);
        var third = new JournalVerifier(whole, [_key]);
        third.Expect(exported);
        Assert.True(third.Verify());
    }

    [Fact]
    public async Task Journal_WhenRunning_IsVerifiedUpToItsEnd()
    {
        var device = await WriteAsync();
        var driver = new Driver(device);
        driver.Submit(Stream(1), driver.Journal.HeadOf(Stream(1)).Version, Bytes("under way"));
        driver.Journal.Poll([]);
        Assert.Null(Verify(device));
    }

    private Alteration? Verify(SimulatedDevice device)
    {
        var verifier = new JournalVerifier(device, [_key]);
        verifier.Verify();
        return verifier.Found;
    }

    private async Task<SimulatedDevice> WriteAsync(Func<Commit, int, Commit?>? tamper = null, Func<Commit, bool>? leaveOut = null)
    {
        var device = new SimulatedDevice(new Random(42));
        var driver = new Driver(device);
        var sealer = await Sealer.OpenAsync(driver.Journal, _key, default);
        for (var i = 1; i <= 40; i++)
        {
            driver.Append(Stream(i % 5), $"record {i}");
            if (i % 10 == 0)
            {
                SealTests.Seal(driver, sealer);
            }
        }

        driver.Rest();
        return tamper is null && leaveOut is null ? device : await CopyAsync(device, tamper, leaveOut);
    }

    /// <summary>Writes the journal again, changed: with right checksums, hashes and positions, as somebody would who knows the code.</summary>
    private static async Task<SimulatedDevice> CopyAsync(SimulatedDevice from, Func<Commit, int, Commit?>? tamper, Func<Commit, bool>? leaveOut)
    {
        var device = new SimulatedDevice(new Random(43));
        var driver = new Driver(device);
        var versions = new Dictionary<StreamId, long>();
        foreach (var (i, entry) in new JournalVerifier(from, []).WithoutSeals().ToList().Index())
        {
            var commit = new Commit(entry.Stream, versions.GetValueOrDefault(entry.Stream), entry.At, entry.Records);
            if (leaveOut?.Invoke(commit) == true)
            {
                continue;
            }

            commit = tamper?.Invoke(commit, i) ?? commit;
            versions[entry.Stream] = commit.ExpectedVersion + commit.Records.Count;
            Assert.True(driver.Journal.TrySubmit(i, commit));
            Assert.Equal(CommitResult.Durable, Assert.Single(driver.PollUntilQuiet()).Result);
        }

        driver.Rest();
        await driver.Journal.DisposeAsync();
        return device;
    }
}
