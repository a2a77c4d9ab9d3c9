using MultiVenueMargin.Journal;
using MultiVenueMargin.Journal.Seals;

namespace MultiVenueMargin.Live.Pipeline;

/// <summary>
/// Seals the heads of all streams from time to time, on the loop that owns the journal. After one that did not become durable it begins
/// again from what is. Without a key nothing is sealed.
/// </summary>
internal sealed class SealRound(IJournal journal, SealKey? key, CommitQueue queue, LiveOptions options, LiveMeter meter)
{
    private Task<Sealer>? _opening;
    private Sealer? _sealer;
    private DateTimeOffset _nextAt = DateTimeOffset.MinValue;

    /// <summary>One has been submitted and has no outcome.</summary>
    public bool IsUnderWay { get; private set; }

    /// <summary>The last one that is durable; null before the first.</summary>
    public Seal? Last => _sealer?.Last;

    public void RunOnce(DateTimeOffset now)
    {
        if (now >= _nextAt && TrySeal(now))
        {
            _nextAt = now + options.SealEvery;
        }
    }

    /// <summary>Seals at once, if there is anything new.</summary>
    public bool TrySeal(DateTimeOffset now)
    {
        if (key is null || IsUnderWay || !journal.Health.IsSound || !Open())
        {
            return false;
        }

        IsUnderWay = _sealer!.TrySeal(now, queue.NextTicket());
        return IsUnderWay;
    }

    public void Take(CommitOutcome outcome)
    {
        if (_sealer?.TryComplete(outcome) == true)
        {
            IsUnderWay = false;
            if (outcome.Result != CommitResult.Durable)
            {
                (_sealer, _opening) = (null, null);
            }
        }
    }

    private bool Open()
    {
        if (_sealer is not null)
        {
            return true;
        }

        _opening ??= Sealer.OpenAsync(journal, key!, CancellationToken.None);
        if (!_opening.IsCompleted)
        {
            return false;
        }

        if (_opening.IsCompletedSuccessfully)
        {
            _sealer = _opening.Result;
        }
        else
        {
            meter.Faults.Add("register/seals: reading", _opening.Exception!);
        }

        _opening = null;
        return _sealer is not null;
    }
}
