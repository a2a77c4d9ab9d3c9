using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Pools;

/// <summary>The pools of the account beside the cross pool.</summary>
internal sealed class PoolBook
{
    private readonly SortedDictionary<PoolId, string> _purposes = [];

    /// <summary>Isolated pools with what each is for, by name. The cross pool is always there and not among them.</summary>
    public IReadOnlyDictionary<PoolId, string> Isolated => _purposes;

    /// <summary>The cross pool first, the isolated ones by name: the order of reports.</summary>
    public IEnumerable<PoolId> All => _purposes.Keys.Prepend(PoolId.Cross);

    public bool Contains(PoolId pool) => pool == PoolId.Cross || _purposes.ContainsKey(pool);

    /// <summary>Takes a record over; false when it is not one of this part's.</summary>
    public bool Apply(AccountRecord record)
    {
        switch (record)
        {
            case PoolOpened opened:
                _purposes.Add(opened.Pool, opened.Purpose);
                return true;
            case PoolClosed closed:
                return _purposes.Remove(closed.Pool)
                    ? true
                    : throw new InvalidOperationException($"{closed.Pool} is no isolated pool of this account.");
            default:
                return false;
        }
    }

    public void WriteTo(CanonicalWriter writer) =>
        writer.Dictionary(_purposes, Limits.Pools, ValueCodec.Write, static (each, purpose) => each.String(purpose, Limits.ReasonLength));

    public static PoolBook ReadFrom(CanonicalReader reader)
    {
        var book = new PoolBook();
        foreach (var (pool, purpose) in reader.Dictionary(
            Limits.Pools, ValueCodec.ReadPoolId, static each => each.String(Limits.ReasonLength)))
        {
            book._purposes.Add(pool, purpose);
        }

        return book;
    }
}
