using System.Text;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Segments;

namespace MultiVenueMargin.Journal.Tests.Segments;

/// <summary>Submits to a journal and polls it, as a host does.</summary>
internal sealed class Driver(IStorageDevice device, SegmentJournalOptions? options = null)
{
    public static readonly SegmentJournalOptions SmallSegments = new()
    {
        SegmentBytes = 32 * 1024,
        GroupBytes = 4096,
        CommitBytes = 8192,
        InFlightBytes = 64 * 1024,
    };

    /// <summary>Long before this many polls anything that can complete has.</summary>
    private const int MostPolls = 100_000;

    private long _lastTicket;

    public SegmentJournal Journal { get; private set; } = SegmentJournal.Open(device, options ?? SmallSegments);

    public static StreamId Stream(int number) => StreamId.Register($"stream-{number}");

    public static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static DateTimeOffset At(long seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);

    /// <summary>As a new process would: whatever the old journal had under way is forgotten.</summary>
    public void Reopen() => Journal = SegmentJournal.Open(device, options ?? SmallSegments);

    public long Submit(StreamId stream, long expectedVersion, params IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        Assert.True(Journal.TrySubmit(++_lastTicket, new Commit(stream, expectedVersion, At(_lastTicket), records)));
        return _lastTicket;
    }

    /// <summary>Submits and waits for the one outcome.</summary>
    public CommitOutcome Commit(StreamId stream, long expectedVersion, params IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        var ticket = Submit(stream, expectedVersion, records);
        return Assert.Single(PollUntilQuiet(), outcome => outcome.Ticket == ticket);
    }

    /// <summary>Appends a record to a stream, whatever its version.</summary>
    public void Append(StreamId stream, string record) =>
        Assert.Equal(CommitResult.Durable, Commit(stream, Journal.HeadOf(stream).Version, Bytes(record)).Result);

    public List<CommitOutcome> PollUntilQuiet()
    {
        var outcomes = new List<CommitOutcome>();
        var polls = 0;
        for (var spin = default(SpinWait); Journal.IsBusy; spin.SpinOnce())
        {
            Assert.True(polls++ < MostPolls, "The journal does not come to rest.");
            Journal.Poll(outcomes);
        }

        return outcomes;
    }

    /// <summary>Polls on for long enough that the journal marks its end.</summary>
    public void Rest()
    {
        for (var i = 0; i < 200; i++)
        {
            Journal.Poll([]);
        }
    }

    public IReadOnlyList<JournalEntry> Read(StreamId stream, long after = 0, int max = int.MaxValue / 2) =>
        Journal.ReadStreamAsync(stream, after, max, default).AsTask().GetAwaiter().GetResult();

    public IReadOnlyList<JournalEntry> Read(int partition, long after = 0, int max = int.MaxValue / 2) =>
        Journal.ReadPartitionAsync(partition, after, max, default).AsTask().GetAwaiter().GetResult();

    public StreamSnapshot? FindSnapshot(StreamId stream, long atMostVersion) =>
        Journal.FindSnapshotAsync(stream, atMostVersion, default).AsTask().GetAwaiter().GetResult();

    public string[] Records(StreamId stream) =>
        [.. Read(stream).SelectMany(entry => entry.Records).Select(record => Encoding.UTF8.GetString(record.Span))];
}
