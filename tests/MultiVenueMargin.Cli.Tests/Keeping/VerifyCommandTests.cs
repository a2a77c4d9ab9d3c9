using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Seals;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Journal.Verification;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.Cli.Tests.Keeping;

/// <summary>One thing is altered at a time, by somebody who only has the files and by somebody who also has the key; each is named.</summary>
public sealed class VerifyCommandTests(PlatformRun platform) : IClassFixture<PlatformRun>
{
    [Theory]
    [InlineData("--data DIR is missing")]
    [InlineData("--key FILE is missing", "--data", "d")]
    [InlineData("Did you mean --key?", "--data", "d", "--kye", "k")]
    public void Verify_WhenMisunderstood_SaysSo(string said, params string[] args)
    {
        var run = CommandRun.Of(["verify", .. args]);

        Assert.Equal((ExitCode.Misused, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains(said, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_WhenNothingIsAltered_CountsWhatItRecomputed()
    {
        var run = Verify(platform.Data);

        Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors));
        Assert.Matches("6 accounts replayed, ([1-9][0-9]*) snapshots equal to the replay, ([6-9]|[1-9][0-9]+) decisions found again", run.Output);
        Assert.Contains("Sealed up to", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_WhenTheKeyIsAnother_NamesTheSeal()
    {
        using var folder = new TemporaryFolder();
        using var other = SealKey.Create();

        var run = CommandRun.Of("verify", "--data", platform.Data, "--key", folder.Write("other.pem", other.ToPublicPem()));

        Assert.Equal(ExitCode.Altered, run.ExitCode);
        Assert.Contains("seal 1 does not hold: it is signed with key", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_WhenTheFolderOrTheKeyIsNone_SaysSo()
    {
        using var folder = new TemporaryFolder();

        var nowhere = CommandRun.Of("verify", "--data", folder.PathOf("none"), "--key", platform.PublicKey);
        var noKey = CommandRun.Of("verify", "--data", platform.Data, "--key", folder.Write("key.pem", "not a key"));

        Assert.Equal((ExitCode.FileRefused, ExitCode.FileRefused), (nowhere.ExitCode, noKey.ExitCode));
        Assert.Contains("There is no folder", nowhere.Errors, StringComparison.Ordinal);
        Assert.Contains("none that seals can be made or checked with", noKey.Errors, StringComparison.Ordinal);
    }

    /// <summary>One bit, where it lies on the disk.</summary>
    [Theory]
    [InlineData("rules")]
    [InlineData("slice")]
    [InlineData("evidence")]
    [InlineData("seal")]
    [InlineData("facts")]
    public void Verify_WhenAByteOfARecordIsAltered_NamesFileAndPlace(string what)
    {
        using var folder = new TemporaryFolder();
        var copy = PlatformRun.CopyOf(platform.Data, folder);
        var record = new JournalVerifier(new FolderReader(platform.Journal), []).WithoutSeals()
            .SelectMany(entry => entry.Records.Select(bytes => (entry.Stream, Bytes: bytes)))
            .First(each => what == "seal" ? each.Stream == Seal.Stream : each.Stream != Seal.Stream && KindOf(RecordCodec.Read(each.Bytes.Span)) == what)
            .Bytes;
        var segment = Directory.GetFiles(Path.Combine(copy, "journal")).First(file => Segment(file) && File.ReadAllBytes(file).AsSpan().IndexOf(record.Span) > 0);
        var bytes = File.ReadAllBytes(segment);
        bytes[bytes.AsSpan().IndexOf(record.Span) + (record.Length / 2)] ^= 1;
        File.WriteAllBytes(segment, bytes);

        var run = Verify(copy);

        Assert.Equal(ExitCode.Altered, run.ExitCode);
        Assert.StartsWith($"Altered: {Path.GetFileName(segment)} at ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_WhenAByteOfASnapshotIsAltered_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        var copy = PlatformRun.CopyOf(platform.Data, folder);
        var file = Directory.GetFiles(Path.Combine(copy, "journal")).First(each => each.EndsWith(".snapshots", StringComparison.Ordinal));
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);

        var run = Verify(copy);

        Assert.Equal(ExitCode.Altered, run.ExitCode);
        Assert.Contains(Path.GetFileName(file), run.Output, StringComparison.Ordinal);
        Assert.Contains("the state of a snapshot is not what was written", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_WhenAByteOfAMarketSnapshotIsAltered_NamesIt()
    {
        using var folder = new TemporaryFolder();
        var copy = PlatformRun.CopyOf(platform.Data, folder);
        var (file, at) = Directory.GetFiles(Path.Combine(copy, "journal"), "*.snapshots").Order(StringComparer.Ordinal)
            .Select(each => (File: each, At: File.ReadAllBytes(each).AsSpan().IndexOf("partition/market"u8))).Last(each => each.At > 0);
        var bytes = File.ReadAllBytes(file);
        // Behind the name: version, hash, where the state lies and how long it is.
        var row = bytes.AsSpan(at + "partition/market".Length + 8 + ChainHash.Length);
        bytes[BitConverter.ToInt64(row) + (BitConverter.ToInt32(row[8..]) / 2)] ^= 1;
        File.WriteAllBytes(file, bytes);

        var run = Verify(copy);

        Assert.Equal(ExitCode.Altered, run.ExitCode);
        Assert.Contains($"{Path.GetFileName(file)} at ", run.Output, StringComparison.Ordinal);
        Assert.Contains("the state of a snapshot is not what was written", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WhenAForgerChangesTheMarketsState_NamesTheSnapshot()
    {
        var run = await VerifyForgedAsync((_, record) => record, head => head.Stream == StreamId.WholeMarket ? StateOf(forged: true) : null);

        Assert.Equal(ExitCode.Altered, run.ExitCode);
        Assert.Matches("Different: partition/market version [0-9]+: the snapshot, from byte [0-9]+ on", run.Output);

        // And as it is, it is sound: what was named is the one byte.
        run = await VerifyForgedAsync((_, record) => record, head => head.Stream == StreamId.WholeMarket ? StateOf(forged: false) : null);
        Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors));

        byte[] StateOf(bool forged)
        {
            using var folder = new TemporaryFolder();
            using var device = new FileDevice(Path.Combine(PlatformRun.CopyOf(platform.Data, folder), "journal"));
            var journal = SegmentJournal.Open(device, new SegmentJournalOptions());
            var snapshot = journal.FindSnapshotAsync(StreamId.WholeMarket, long.MaxValue, CancellationToken.None).AsTask().GetAwaiter().GetResult()!;
            Assert.Equal(journal.LastPositionOf(StreamId.MarketPartition), snapshot.Version);
            var state = snapshot.State.ToArray();
            state[^1] ^= (byte)(forged ? 1 : 0);
            return state;
        }
    }

    [Fact]
    public async Task Verify_WhenAForgerChangesNothing_IsSound()
    {
        var run = await VerifyForgedAsync((_, record) => record);

        Assert.Equal(ExitCode.Sound, run.ExitCode);
    }

    [Fact]
    public async Task Verify_WhenAForgerChangesAFigureOfEvidence_NamesIt()
    {
        var run = await VerifyForgedAsync(Once<MarginStateChanged>(
            changed => changed.Evidence is not null,
            changed => changed with
            {
                Evidence = changed.Evidence! with
                {
                    Figures = changed.Evidence.Figures with { MaintenanceMargin = changed.Evidence.Figures.MaintenanceMargin + new Usd(0.00000001m) },
                },
            }));

        Assert.Equal(ExitCode.Altered, run.ExitCode);
        Assert.Matches("Different: account/.* version [0-9]+: MaintenanceMargin: recorded [0-9.]+, recomputed [0-9.]+", run.Output);
    }

    [Fact]
    public async Task Verify_WhenAForgerChangesAPrice_NamesADecisionThatRestsOnIt()
    {
        var bitcoin = new Asset("BTC");
        // All of them: one that no decision rests on proves nothing either way, and the chains and seals guard it.
        var run = await VerifyForgedAsync((_, record) => record is SlicePublished slice
            ? slice with
            {
                Slice = slice.Slice with
                {
                    Prices = slice.Slice.Prices.ToDictionary(
                        price => price.Key,
                        price => price.Key == bitcoin ? price.Value with { Mark = new Price(price.Value.Mark.Value + 0.01m) } : price.Value),
                },
            }
            : record);

        Assert.Equal(ExitCode.Altered, run.ExitCode);
        Assert.Contains("Different: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WhenAForgerChangesTheRules_NamesTheFigureThatWouldBeAnother()
    {
        var run = await VerifyForgedAsync(Once<RuleSetDrafted>(
            _ => true, draft => draft with { Rules = draft.Rules with { InitialMarginFactor = draft.Rules.InitialMarginFactor + 0.01m } }));

        Assert.Equal(ExitCode.Altered, run.ExitCode);
        Assert.Contains(": InitialMargin: recorded ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WhenAForgerChangesABalance_NamesTheFigureThatWouldBeAnother()
    {
        // All of them: the first may have been told anew before anything was decided on it.
        var run = await VerifyForgedAsync((_, record) => record is SnapshotAccepted accepted
            ? accepted with
            {
                Facts = [.. accepted.Facts.Select(fact => fact is BalanceFact balance ? balance with { Balance = balance.Balance + new Quantity(1m) } : fact)],
            }
            : record);

        Assert.Equal(ExitCode.Altered, run.ExitCode);
        Assert.Contains("Equity: recorded ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WhenAForgerChangesAState_NamesTheSnapshot()
    {
        var run = await VerifyForgedAsync(
            (_, record) => record,
            head =>
            {
                if (head.Stream.Kind != StreamKind.Account)
                {
                    return null;
                }

                var account = new Account(head.Stream.Account);
                foreach (var entry in new JournalVerifier(new FolderReader(platform.Journal), []).WithoutSeals().Where(entry => entry.Stream == head.Stream))
                {
                    foreach (var record in entry.Records)
                    {
                        account.Apply((AccountRecord)RecordCodec.Read(record.Span), entry.At);
                    }
                }

                var writer = new CanonicalWriter();
                account.WriteTo(writer);
                var state = writer.ToArray();
                state[^1] ^= 1;
                return state;
            });

        Assert.Equal(ExitCode.Altered, run.ExitCode);
        Assert.Contains("the snapshot, from byte ", run.Output, StringComparison.Ordinal);
    }

    private static bool Segment(string file) => !file.EndsWith(".snapshots", StringComparison.Ordinal);

    private static string KindOf(JournalRecord record) => record switch
    {
        RuleSetDrafted => "rules",
        SlicePublished => "slice",
        MarginStateChanged { Evidence: not null } => "evidence",
        SnapshotAccepted => "facts",
        _ => "other",
    };

    private static Func<StreamId, JournalRecord, JournalRecord> Once<T>(Func<T, bool> isMeant, Func<T, T> forge)
        where T : JournalRecord
    {
        var isDone = false;
        return (_, record) =>
        {
            if (isDone || record is not T meant || !isMeant(meant))
            {
                return record;
            }

            isDone = true;
            return forge(meant);
        };
    }

    private CommandRun Verify(string data) => CommandRun.Of("verify", "--data", data, "--key", platform.PublicKey);

    private async Task<CommandRun> VerifyForgedAsync(
        Func<StreamId, JournalRecord, JournalRecord> forge, Func<StreamHead, byte[]?>? snapshot = null)
    {
        using var folder = new TemporaryFolder();
        await Forger.ForgeAsync(platform.Journal, folder.PathOf("journal"), platform.PrivateKey, forge, snapshot);
        return Verify(folder.PathOf("."));
    }
}
