using System.Security.Cryptography;
using System.Text;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Journal.Tests.Contract;

/// <summary>
/// What every <see cref="IJournal"/> keeps, whatever it stores to. A journal passes by deriving one class from this and saying
/// how its store is made, opened and crashed.
/// </summary>
public abstract partial class JournalContract : IAsyncLifetime
{
    // Registers share one partition, which makes neighbours; accounts are spread.
    private static readonly StreamId Rules = StreamId.Register("rules");
    private static readonly StreamId Fund = StreamId.Register("fund");
    private static readonly StreamId Bitcoin = StreamId.Market("BTC");

    private JournalHarness? _harness;

    /// <summary>A new store that holds nothing.</summary>
    protected abstract ValueTask<JournalHarness> CreateHarnessAsync();

    protected JournalHarness Harness => _harness ?? throw new InvalidOperationException("The test has not begun.");

    public async Task InitializeAsync() => _harness = await CreateHarnessAsync();

    public async Task DisposeAsync()
    {
        if (_harness is not null)
        {
            await _harness.DisposeAsync();
        }
    }

    private static StreamId Account(int number) => StreamId.Of(new AccountId(new InstitutionId("acme"), $"book-{number}"));

    private async Task<JournalDriver> OpenAsync() => new(await Harness.OpenAsync(), Harness);

    private async Task<JournalDriver> CrashAndOpenAsync(JournalDriver driver)
    {
        await Harness.CrashAsync(driver.Journal);
        return await OpenAsync();
    }

    /// <summary>The hash of an entry, computed here from the words of <see cref="EntryContent"/> and not by its code.</summary>
    private static ChainHash HashByHand(ChainHash previous, StreamId stream, long firstVersion, DateTimeOffset at, IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes); // little-endian
        writer.Write((ReadOnlySpan<byte>)previous);
        writer.Write((byte)1);
        var code = Encoding.UTF8.GetBytes(stream.Code);
        writer.Write((ushort)code.Length);
        writer.Write(code);
        writer.Write(firstVersion);
        writer.Write(at.UtcTicks);
        writer.Write(records.Count);
        foreach (var record in records)
        {
            writer.Write(record.Length);
            writer.Write(record.Span);
        }

        writer.Flush();
        return ChainHash.Of(SHA256.HashData(bytes.ToArray()));
    }

    /// <summary>Insists that a stream holds exactly these commits, chained, and that its head says so.</summary>
    private static async Task AssertHoldsAsync(JournalDriver driver, StreamId stream, params Commit[] commits)
    {
        var entries = await driver.ReadStreamAsync(stream);
        Assert.Equal(commits.Length, entries.Count);
        var (version, hash) = (0L, default(ChainHash));
        foreach (var (entry, commit) in entries.Zip(commits))
        {
            Assert.Equal(stream, entry.Stream);
            Assert.Equal(version + 1, entry.FirstVersion);
            Assert.Equal(commit.At.UtcTicks, entry.At.Ticks);
            Assert.Equal(TimeSpan.Zero, entry.At.Offset);
            AssertSameRecords(commit.Records, entry.Records);
            Assert.Equal(hash, entry.Previous);
            hash = HashByHand(hash, stream, version + 1, commit.At, commit.Records);
            Assert.Equal(hash, entry.Hash);
            version += commit.Records.Count;
            Assert.Equal(version, entry.LastVersion);
        }

        Assert.Equal(new StreamHead(stream, version, hash), driver.Journal.HeadOf(stream));
    }

    private static void AssertSameRecords(IReadOnlyList<ReadOnlyMemory<byte>> expected, IReadOnlyList<ReadOnlyMemory<byte>> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var each = 0; each < expected.Count; each++)
        {
            Assert.True(expected[each].Span.SequenceEqual(actual[each].Span), $"record {each} differs");
        }
    }

    /// <summary>Insists that positions are 1, 2, 3 … and that the partition's last position says so.</summary>
    private static async Task<IReadOnlyList<JournalEntry>> AssertWithoutGapsAsync(JournalDriver driver, int partition)
    {
        var entries = await driver.ReadPartitionAsync(partition);
        Assert.Equal(Enumerable.Range(1, entries.Count).Select(each => (long)each), entries.Select(entry => entry.Position));
        Assert.All(entries, entry => Assert.Equal(partition, entry.Stream.Partition));
        Assert.Equal(entries.Count, driver.Journal.LastPositionOf(partition));
        return entries;
    }
}
