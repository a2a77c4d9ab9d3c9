using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Seals;
using MultiVenueMargin.Journal.Segments;

namespace MultiVenueMargin.Journal.Verification;

/// <summary>
/// Reads a journal from its files alone, with nothing but public keys, and recomputes every checksum, chain, position and
/// seal. It writes nothing and can read a running journal, a backup, or an archive and what is live joined.
/// </summary>
/// <remarks>
/// What it shows: entries of a stream are those that were committed, in order, none missing in between; and up to the last
/// seal, that the streams are those, no more and no fewer. What only files can show it cannot: that the newest entries behind
/// the last seal were not cut off. For that, hold the journal against a seal that was exported (<see cref="Expect"/>).
/// </remarks>
public sealed class JournalVerifier(IStorageReader storage, IReadOnlyList<SealKey> keys)
{
    private readonly Dictionary<StreamId, StreamHead> _heads = [];
    private readonly long[] _positions = new long[StreamId.Partitions];
    private readonly List<Seal> _expected = [];
    private SealCheck? _seals;
    private bool _fromBeginning;
    private bool _ignoresSeals;

    /// <summary>The first alteration; null while none was found.</summary>
    public Alteration? Found { get; private set; }

    public long Entries { get; private set; }

    public long Seals => _seals?.Count ?? 0;

    public Seal? LastSeal => _seals?.Last;

    /// <summary>The heads of what was read so far, by stream.</summary>
    public IReadOnlyList<StreamHead> Heads => [.. _heads.Values.OrderBy(head => head.Stream)];

    /// <summary>A seal that was exported, and has to be in the journal as it is.</summary>
    public void Expect(Seal seal) => _expected.Add(seal);

    /// <summary>
    /// Entries in the order in which they were written, each after it was checked, so that the caller can replay them. Ends at
    /// the first alteration, which <see cref="Found"/> then names. Throws <see cref="StorageException"/> where the storage
    /// cannot be read.
    /// </summary>
    public IEnumerable<JournalEntry> Read()
    {
        foreach (var item in LogScan.Read(storage, Begin))
        {
            if (item.Alteration is { } alteration)
            {
                Found = alteration;
                yield break;
            }

            var entry = item.Entry!;
            Found = Wrong(entry) is var (what, seal)
                ? new Alteration(what, item.File, item.Offset, entry.Stream, entry.FirstVersion, entry.Position, seal)
                : null;
            if (Found is not null)
            {
                yield break;
            }

            Entries++;
            yield return entry;
        }

        if (_expected.FirstOrDefault() is { } missing)
        {
            Found = new Alteration(
                $"the journal ends before seal {missing.Sequence} of {missing.At:O}, which was exported.", "", 0, Seal.Stream, 0, 0, missing.Sequence);
        }
    }

    /// <summary>Reads like <see cref="Read"/> but does not look at seals, for where no key is at hand.</summary>
    public IEnumerable<JournalEntry> WithoutSeals()
    {
        _ignoresSeals = true;
        return Read();
    }

    /// <summary>Reads everything; true when nothing is altered.</summary>
    public bool Verify()
    {
        foreach (var _ in Read())
        {
        }

        return Found is null;
    }

    private void Begin(LogOrigin origin)
    {
        _fromBeginning = origin.End.IsNowhere;
        foreach (var head in origin.Heads)
        {
            _heads[head.Stream] = head;
        }

        origin.Positions.ToArray().CopyTo(_positions, 0);
        _seals = new SealCheck(keys, origin.Heads, origin.Positions);
    }

    private (string What, long? Seal)? Wrong(JournalEntry entry)
    {
        var partition = entry.Stream.Partition;
        if (entry.Position != _positions[partition] + 1)
        {
            return ($"partition {partition} goes from position {_positions[partition]} to {entry.Position}.", null);
        }

        var head = _heads.GetValueOrDefault(entry.Stream);
        if (entry.FirstVersion != head.Version + 1)
        {
            return ($"{entry.Stream} goes from version {head.Version} to {entry.FirstVersion}.", null);
        }

        if (entry.Previous != head.Hash)
        {
            return ($"{entry.Stream} version {entry.FirstVersion} does not continue the chain.", null);
        }

        if (!_ignoresSeals && entry.Stream == Seal.Stream && WrongSeal(entry) is { } wrong)
        {
            return wrong;
        }

        _positions[partition] = entry.Position;
        _heads[entry.Stream] = new StreamHead(entry.Stream, entry.LastVersion, entry.Hash);
        if (!_ignoresSeals)
        {
            _seals!.Add(entry);
        }

        return null;
    }

    private (string, long?)? WrongSeal(JournalEntry entry)
    {
        foreach (var record in entry.Records)
        {
            if (Seal.Read(record) is not { } seal)
            {
                return ($"{Seal.Stream} version {entry.FirstVersion} is no seal.", null);
            }

            if (_seals!.Wrong(seal, isFirstKnown: !_fromBeginning) is { } wrong)
            {
                return ($"seal {seal.Sequence} does not hold: {wrong}.", seal.Sequence);
            }

            var exported = _expected.Find(each => each.Sequence == seal.Sequence);
            if (exported is not null && exported.Hash() != seal.Hash())
            {
                return ($"seal {seal.Sequence} is another than the one that was exported.", seal.Sequence);
            }

            _expected.RemoveAll(each => each.Sequence == seal.Sequence);
        }

        return null;
    }
}
