using System.Diagnostics;
using System.Text;
using MultiVenueMargin.Accounts;
using Xunit.Sdk;

namespace MultiVenueMargin.Journal.Tests.Contract;

/// <summary>The host of a journal in a test: numbers tickets, polls until outcomes are there, reads whole streams.</summary>
public sealed class JournalDriver(IJournal journal, JournalHarness harness)
{
    /// <summary>So that a journal that never answers fails the test instead of holding it up; no outcome depends on it.</summary>
    private static readonly TimeSpan GiveUp = TimeSpan.FromMinutes(2);

    public static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private readonly List<CommitOutcome> _collected = [];
    private long _tickets;

    public IJournal Journal => journal;

    public static ReadOnlyMemory<byte> Record(string text) => Encoding.UTF8.GetBytes(text);

    public static Commit Commit(StreamId stream, long expected, params string[] records) =>
        new(stream, expected, At.AddMilliseconds(expected), [.. records.Select(Record)]);

    /// <summary>Submits, polling while the journal refuses. Returns the ticket.</summary>
    public async Task<long> SubmitAsync(Commit commit)
    {
        var ticket = ++_tickets;
        await UntilAsync(() => journal.TrySubmit(ticket, commit));
        return ticket;
    }

    public async Task<long> SubmitAsync(StreamSnapshot snapshot)
    {
        var ticket = ++_tickets;
        await UntilAsync(() => journal.TrySubmit(ticket, snapshot));
        return ticket;
    }

    public async Task<CommitOutcome> CommitAsync(Commit commit) => await OutcomeOfAsync(await SubmitAsync(commit));

    public async Task<CommitOutcome> CommitAsync(StreamSnapshot snapshot) => await OutcomeOfAsync(await SubmitAsync(snapshot));

    /// <summary>Commits, and insists that it becomes durable.</summary>
    public async Task<CommitOutcome> CommitDurablyAsync(Commit commit)
    {
        var outcome = await CommitAsync(commit);
        Assert.Equal((CommitResult.Durable, ""), (outcome.Result, outcome.Reason));
        return outcome;
    }

    public async Task<CommitOutcome> OutcomeOfAsync(long ticket)
    {
        await UntilAsync(() => _collected.Exists(outcome => outcome.Ticket == ticket));
        return _collected.Single(outcome => outcome.Ticket == ticket);
    }

    /// <summary>Polls until nothing is under way; everything collected since the driver was made, in order.</summary>
    public async Task<IReadOnlyList<CommitOutcome>> DrainAsync()
    {
        await UntilAsync(() => !journal.IsBusy);
        Poll();
        return _collected;
    }

    public void Poll()
    {
        var before = _collected.Count;
        Assert.Equal(journal.Poll(_collected), _collected.Count - before);
    }

    public async Task<IReadOnlyList<JournalEntry>> ReadStreamAsync(StreamId stream, long after = 0, int max = 100_000) =>
        await journal.ReadStreamAsync(stream, after, max, CancellationToken.None);

    public async Task<IReadOnlyList<JournalEntry>> ReadPartitionAsync(int partition, long after = 0, int max = 100_000) =>
        await journal.ReadPartitionAsync(partition, after, max, CancellationToken.None);

    public async Task UntilAsync(Func<bool> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(started) > GiveUp)
            {
                throw new XunitException($"Nothing came for {GiveUp}; the journal says: {journal.Health.Failure ?? "sound"}.");
            }

            await harness.PauseAsync();
            Poll();
        }
    }
}
