using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal.Seals;

/// <summary>
/// Makes seals and commits them. Its host calls <see cref="TrySeal"/> every few seconds, on the thread that submits and polls,
/// and hands it the outcome of what it submitted.
/// </summary>
public sealed class Sealer
{
    private readonly IJournal _journal;
    private readonly SealKey _key;
    private ChainHash _previous;
    private long _sequence;
    private long _ticket;
    private Seal? _pending;

    private Sealer(IJournal journal, SealKey key)
    {
        _journal = journal;
        _key = key;
    }

    /// <summary>The last seal that is durable; null before the first.</summary>
    public Seal? Last { get; private set; }

    /// <summary>Reads the last seal of a journal. The key is the caller's, and can sign.</summary>
    public static async Task<Sealer> OpenAsync(IJournal journal, SealKey key, CancellationToken cancellation)
    {
        if (!key.CanSign)
        {
            throw new ArgumentException("The public part of a key cannot sign.", nameof(key));
        }

        var sealer = new Sealer(journal, key);
        await sealer.ReadLastAsync(cancellation);
        return sealer;
    }

    /// <summary>
    /// Submits a seal over what is durable now. False, and nothing happens, while one is under way, while the journal takes
    /// nothing, and when nothing but seals has been written since the last.
    /// </summary>
    public bool TrySeal(DateTimeOffset at, long ticket)
    {
        if (_pending is not null || !_journal.Health.IsSound)
        {
            return false;
        }

        var positions = Enumerable.Range(0, StreamId.Partitions).Select(_journal.LastPositionOf).ToArray();
        if (Last is not null && !SomethingNewBehind(Last, positions))
        {
            return false;
        }

        var heads = _journal.Heads();
        var unsigned = new Seal(at, _sequence + 1, positions, heads.Count, MerkleTree.RootOf(heads), "", _previous, default);
        var seal = _key.Sign(unsigned);
        if (!_journal.TrySubmit(ticket, new Commit(Seal.Stream, _journal.HeadOf(Seal.Stream).Version, at, [seal.ToBytes()])))
        {
            return false;
        }

        (_pending, _ticket) = (seal, ticket);
        return true;
    }

    /// <summary>Takes the outcome of a ticket of its own; false for any other. After one that is not durable, open another sealer.</summary>
    public bool TryComplete(CommitOutcome outcome)
    {
        if (_pending is null || outcome.Ticket != _ticket || outcome.Stream != Seal.Stream)
        {
            return false;
        }

        if (outcome.Result == CommitResult.Durable)
        {
            Take(_pending);
            _pending = null;
        }

        return true;
    }

    private static bool SomethingNewBehind(Seal last, long[] positions)
    {
        var seals = Seal.Stream.Partition;
        for (var partition = 0; partition < positions.Length; partition++)
        {
            // The last seal itself is one entry further than it says.
            var seen = partition == seals ? last.Positions[partition] + 1 : last.Positions[partition];
            if (positions[partition] > seen)
            {
                return true;
            }
        }

        return false;
    }

    private async Task ReadLastAsync(CancellationToken cancellation)
    {
        var head = _journal.HeadOf(Seal.Stream);
        if (head.Version == 0)
        {
            return;
        }

        var entries = await _journal.ReadStreamAsync(Seal.Stream, head.Version - 1, 1, cancellation);
        Take(Seal.Read(entries[^1].Records[^1]) ?? throw new InvalidOperationException($"Version {head.Version} of {Seal.Stream} is no seal."));
    }

    private void Take(Seal seal) => (Last, _sequence, _previous) = (seal, seal.Sequence, seal.Hash());
}
