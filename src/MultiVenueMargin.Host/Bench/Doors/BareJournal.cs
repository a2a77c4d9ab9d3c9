using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Segments;

namespace MultiVenueMargin.Host.Bench.Doors;

/// <summary>The journal alone: commits of one size of many accounts in turn, as many under way as it takes, with nobody who decides them.</summary>
internal static class BareJournal
{
    private const int Accounts = 64;

    private static TimeProvider Time => PlatformHost.Time;

    /// <param name="bytes">Of the one record of each commit.</param>
    public static async Task<double> CommitsPerSecondAsync(string folder, TimeSpan lasting, int bytes)
    {
        using var device = new FileDevice(folder);
        await using var journal = SegmentJournal.Open(device, new SegmentJournalOptions());
        ReadOnlyMemory<byte>[] record = [new byte[bytes]];
        var versions = new long[Accounts];
        var outcomes = new List<CommitOutcome>();
        var (began, sent, durable) = (Time.GetTimestamp(), 0L, 0L);
        while (Time.GetElapsedTime(began) < lasting || durable < sent)
        {
            while (Time.GetElapsedTime(began) < lasting && journal.TrySubmit(sent, Next()))
            {
                versions[sent % Accounts]++;
                sent++;
            }

            outcomes.Clear();
            if (journal.Poll(outcomes) == 0)
            {
                Thread.Yield();
            }

            durable += outcomes.All(outcome => outcome.Result == CommitResult.Durable)
                ? outcomes.Count
                : throw new InvalidOperationException("The bare journal did not take what it was given.");
        }

        return durable / Time.GetElapsedTime(began).TotalSeconds;

        Commit Next() => new(StreamId.Of(BenchStreet.AccountOf((int)(sent % Accounts))), versions[sent % Accounts], Time.GetUtcNow(), record);
    }

    /// <summary>How long the records are that an account's updates became, on average of its last ones.</summary>
    public static async Task<int> RecordBytesAsync(IJournal journal, int number, CancellationToken cancellation)
    {
        const int Looked = 100;
        var stream = StreamId.Of(BenchStreet.AccountOf(number));
        var entries = await journal.ReadStreamAsync(stream, Math.Max(0, journal.HeadOf(stream).Version - Looked), Looked, cancellation);
        return (int)entries.SelectMany(entry => entry.Records).Average(record => record.Length);
    }
}
