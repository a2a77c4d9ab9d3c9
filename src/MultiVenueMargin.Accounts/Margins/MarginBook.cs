using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Margins;

/// <summary>The last recorded margin state of each pool. A pool of which nothing was recorded is unknown, and was healthy.</summary>
internal sealed class MarginBook
{
    // The cross pool is none of those that can be opened.
    private const int MostPools = Limits.Pools + 1;

    private readonly SortedDictionary<PoolId, RecordedState> _pools = [];

    /// <summary>Where hysteresis goes on from, for <see cref="Book.PriorStates"/>.</summary>
    public IReadOnlyDictionary<PoolId, MarginState> PriorStates => _pools.ToDictionary(pool => pool.Key, pool => pool.Value.LastKnown);

    /// <summary>Pools of which a state was recorded, by name.</summary>
    public IEnumerable<PoolId> Pools => _pools.Keys;

    public RecordedState Of(PoolId pool) => _pools.GetValueOrDefault(pool, RecordedState.Nothing);

    public static MarginBook ReadFrom(CanonicalReader reader)
    {
        var book = new MarginBook();
        foreach (var (pool, state) in reader.Dictionary(MostPools, ReadPoolId, RecordedState.ReadFrom))
        {
            book._pools.Add(pool, state);
        }

        return book;
    }

    public void WriteTo(CanonicalWriter writer) =>
        writer.Dictionary(_pools, MostPools, ValueCodec.Write, static (each, state) => state.WriteTo(each));

    /// <summary>Takes a record over; false when it is not one of this part's.</summary>
    public bool Apply(AccountRecord record)
    {
        switch (record)
        {
            case MarginStateChanged changed:
                _pools[changed.Pool] = new RecordedState(changed.To, changed.LastKnown);
                return true;
            case PoolClosed closed:
                _pools.Remove(closed.Pool);
                return false;
            default:
                return false;
        }
    }
}
