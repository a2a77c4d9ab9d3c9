using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Client.Feeds;

/// <summary>
/// Movements that were told in frames which a snapshot overtakes. A balance that is told again says all there is; a departure that nobody tells again is
/// lost, so the snapshot takes it along. The server knows a movement by its reference and takes one that it has already as told.
/// </summary>
internal sealed class CarriedMovements
{
    private readonly List<V1.FeedFact> _facts = [];
    private readonly HashSet<(string Reference, string Asset, V1.MovementDirection Direction)> _known = [];

    public int Count => _facts.Count;

    public void Take(V1.FeedFrame frame)
    {
        foreach (var fact in MovementsOf(frame))
        {
            if (_known.Add(KeyOf(fact)))
            {
                _facts.Add(fact);
            }
        }
    }

    /// <summary>Puts them into a snapshot, as many as a frame may have; the others come back as deltas to follow it.</summary>
    public IReadOnlyList<V1.FeedFrame> MoveInto(V1.FeedFrame snapshot)
    {
        var told = MovementsOf(snapshot).Select(KeyOf).ToHashSet();
        var missing = _facts.Where(fact => !told.Contains(KeyOf(fact))).ToList();
        var room = Math.Max(0, Math.Min(Limits.RememberedMovements - told.Count, Limits.FactsPerFrame - snapshot.Facts.Count));
        snapshot.Facts.Add(missing.Take(room));
        var rest = missing.Skip(room).Chunk(Limits.RememberedMovements)
            .Select(chunk => new V1.FeedFrame { Kind = V1.FrameKind.Delta, SaidAt = snapshot.SaidAt, Facts = { chunk } })
            .ToList();
        _facts.Clear();
        _known.Clear();
        return rest;
    }

    public static IEnumerable<V1.FeedFact> MovementsOf(V1.FeedFrame frame) =>
        frame.Facts.Where(fact => fact.FactCase == V1.FeedFact.FactOneofCase.Movement);

    private static (string Reference, string Asset, V1.MovementDirection Direction) KeyOf(V1.FeedFact fact) =>
        (fact.Movement.Reference, fact.Movement.Asset, fact.Movement.Direction);
}
