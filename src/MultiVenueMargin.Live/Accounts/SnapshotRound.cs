using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Pipeline;

namespace MultiVenueMargin.Live.Accounts;

/// <summary>Writes the states of a shard's accounts down from time to time, so that a start has little to read.</summary>
internal sealed class SnapshotRound(ShardParts parts)
{
    private readonly List<Resident> _due = [];
    private Queue<Resident>? _last;

    /// <summary>Whether it is due to be written down: it then takes nothing until all it decided is durable, for a snapshot is of a durable version.</summary>
    public bool Wants(Resident resident)
    {
        if (resident.Account is not { } account || !resident.Pace.IsDue(account.Version))
        {
            return false;
        }

        if (!_due.Contains(resident))
        {
            _due.Add(resident);
        }

        return !resident.Lane.IsIdle;
    }

    /// <summary>Writes down the states of accounts that are due and have nothing under way.</summary>
    public void RunOnce()
    {
        for (var i = _due.Count - 1; i >= 0 && parts.Queue.HasSnapshotRoom; i--)
        {
            if (_due[i].Lane.IsIdle)
            {
                Write(_due[i]);
                _due.RemoveAt(i);
            }
        }
    }

    /// <summary>Writes down every state that has changed since it last was, before the process ends; false while some wait for room.</summary>
    public bool TryWriteAll(IEnumerable<Resident> residents)
    {
        _last ??= new Queue<Resident>(residents.Where(resident => resident.IsReady && resident.Account!.Version > resident.Pace.Version).OrderBy(resident => resident.Id));
        while (parts.Committer.Failure is null && _last.TryPeek(out var resident))
        {
            if (!parts.Queue.HasSnapshotRoom)
            {
                return false;
            }

            Write(resident);
            _last.Dequeue();
        }

        return true;
    }

    private void Write(Resident resident)
    {
        var head = parts.Journal.HeadOf(resident.Lane.Stream);
        if (resident.Account is not { } account || head.Version != account.Version || account.Version == 0)
        {
            return;
        }

        var writer = new CanonicalWriter();
        account.WriteTo(writer);
        parts.Queue.Post(new SnapshotOrder(new StreamSnapshot(head.Stream, head.Version, head.Hash, writer.ToArray())));
        resident.Pace.Wrote(account.Version, writer.Length);
    }
}
