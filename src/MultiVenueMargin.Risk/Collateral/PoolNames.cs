using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Collateral;

/// <summary>Pools as a book names them: mostly the same one again.</summary>
internal sealed class PoolNames
{
    private readonly HashSet<PoolId> _seen = [];
    private PoolId? _last;

    public void Add(PoolId pool)
    {
        if (pool != _last)
        {
            _seen.Add(pool);
            _last = pool;
        }
    }

    /// <summary>The cross pool first, then by name; the cross pool where there is none.</summary>
    public List<PoolId> Sorted()
    {
        var pools = _seen.Count == 0 ? [PoolId.Cross] : new List<PoolId>(_seen);
        pools.Sort((left, right) => (left == PoolId.Cross, right == PoolId.Cross) switch
        {
            (true, false) => -1,
            (false, true) => 1,
            _ => left.CompareTo(right),
        });
        return pools;
    }
}
