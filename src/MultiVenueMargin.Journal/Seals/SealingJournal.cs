using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal.Seals;

/// <summary>
/// A journal that seals itself every so often, on the thread that submits and polls, so that whoever runs on it need not know. Seals have tickets
/// below zero; its user's are above.
/// </summary>
/// <remarks>
/// A seal states the time of the newest commit, which is its user's time: a clock that was wrong here would be found in the journal at the
/// next start and believed. The rhythm is that of the monotonic clock.
/// </remarks>
public sealed class SealingJournal : IJournal
{
    private readonly IJournal _journal;
    private readonly SealKey _key;
    private readonly TimeSpan _every;
    private readonly TimeProvider _time;
    private readonly List<CommitOutcome> _outcomes = [];
    private Sealer? _sealer;
    private Task<Sealer>? _opening;
    private DateTimeOffset _newest = DateTimeOffset.MinValue;
    private long _sealedAt;
    private long _ticket;
    private bool _isSealing;

    private SealingJournal(IJournal journal, SealKey key, TimeSpan every, TimeProvider time, Sealer sealer)
    {
        (_journal, _key, _every, _time, _sealer) = (journal, key, every, time, sealer);
        _sealedAt = time.GetTimestamp();
    }

    public JournalHealth Health => _journal.Health;

    public bool IsBusy => _journal.IsBusy;

    /// <param name="journal">Open; from now on this one's.</param>
    /// <param name="key">One that can sign.</param>
    public static async Task<SealingJournal> OpenAsync(
        IJournal journal, SealKey key, TimeSpan every, TimeProvider time, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(every, TimeSpan.Zero);
        return new SealingJournal(journal, key, every, time, await Sealer.OpenAsync(journal, key, cancellation));
    }

    public bool TrySubmit(long ticket, Commit commit)
    {
        if (!_journal.TrySubmit(ticket, commit))
        {
            return false;
        }

        _newest = commit.At > _newest ? commit.At : _newest;
        return true;
    }

    public bool TrySubmit(long ticket, StreamSnapshot snapshot) => _journal.TrySubmit(ticket, snapshot);

    public int Poll(ICollection<CommitOutcome> outcomes)
    {
        _outcomes.Clear();
        _journal.Poll(_outcomes);
        var count = 0;
        foreach (var outcome in _outcomes)
        {
            if (_isSealing && outcome.Ticket == _ticket)
            {
                Take(outcome);
            }
            else
            {
                outcomes.Add(outcome);
                count++;
            }
        }

        if (!_isSealing && _time.GetElapsedTime(_sealedAt) >= _every)
        {
            TrySeal();
        }

        return count;
    }

    /// <summary>
    /// Seals what is durable now and waits for it: at a graceful end, when nobody else submits any more. False where the journal takes nothing;
    /// true also where there is nothing new to seal.
    /// </summary>
    public async Task<bool> SealAsync(CancellationToken cancellation)
    {
        var ignored = new List<CommitOutcome>();
        while (_isSealing)
        {
            await NextPollAsync(ignored, cancellation);
        }

        _sealer ??= await Sealer.OpenAsync(_journal, _key, cancellation);
        TrySeal();
        while (_isSealing)
        {
            await NextPollAsync(ignored, cancellation);
        }

        return _sealer is not null && _journal.Health.IsSound;
    }

    public bool TryReopen() => _journal.TryReopen();

    public StreamHead HeadOf(StreamId stream) => _journal.HeadOf(stream);

    public IReadOnlyList<StreamHead> Heads() => _journal.Heads();

    public long LastPositionOf(int partition) => _journal.LastPositionOf(partition);

    public ValueTask<IReadOnlyList<JournalEntry>> ReadPartitionAsync(int partition, long after, int max, CancellationToken cancellation) =>
        _journal.ReadPartitionAsync(partition, after, max, cancellation);

    public ValueTask<IReadOnlyList<JournalEntry>> ReadStreamAsync(StreamId stream, long afterVersion, int max, CancellationToken cancellation) =>
        _journal.ReadStreamAsync(stream, afterVersion, max, cancellation);

    public ValueTask<StreamSnapshot?> FindSnapshotAsync(StreamId stream, long atMostVersion, CancellationToken cancellation) =>
        _journal.FindSnapshotAsync(stream, atMostVersion, cancellation);

    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    private async Task NextPollAsync(List<CommitOutcome> ignored, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Poll(ignored);
        await Task.Yield();
    }

    private void Take(CommitOutcome outcome)
    {
        _isSealing = false;
        _sealer!.TryComplete(outcome);
        if (outcome.Result != CommitResult.Durable)
        {
            // What it believes of the last seal may be wrong; another reads it again.
            _sealer = null;
        }
    }

    private void TrySeal()
    {
        if (!_journal.Health.IsSound || _newest == DateTimeOffset.MinValue)
        {
            return;
        }

        if (_sealer is null)
        {
            _opening ??= Sealer.OpenAsync(_journal, _key, CancellationToken.None);
            if (!_opening.IsCompleted)
            {
                return;
            }

            _sealer = _opening.IsCompletedSuccessfully ? _opening.Result : null;
            _opening = null;
        }

        _sealedAt = _time.GetTimestamp();
        if (_sealer?.TrySeal(_newest, _ticket - 1) == true)
        {
            (_ticket, _isSealing) = (_ticket - 1, true);
        }
    }
}
