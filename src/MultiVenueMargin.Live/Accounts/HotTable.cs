namespace MultiVenueMargin.Live.Accounts;

/// <summary>
/// One row per open account of a shard, column by column, so that a scan over all of them reads memory in order: how bad it stands, when it was
/// looked at and with which market, what it holds. Rows move when one is taken away; only the shard uses it.
/// </summary>
internal sealed class HotTable
{
    private const int FirstRoom = 64;

    private Resident[] _accounts = new Resident[FirstRoom];
    private double[] _worst = new double[FirstRoom];
    private DateTimeOffset[] _lookedAt = new DateTimeOffset[FirstRoom];
    private DateTimeOffset[] _watchedUntil = new DateTimeOffset[FirstRoom];
    private long[] _position = new long[FirstRoom];
    private int[][] _holds = new int[FirstRoom][];

    public int Count { get; private set; }

    public Resident this[int row] => _accounts[row];

    public void Add(Resident account)
    {
        if (Count == _accounts.Length)
        {
            Grow();
        }

        account.Row = Count;
        _accounts[Count] = account;
        // Not looked at yet: the worst there is, so that it comes first.
        _worst[Count] = double.NegativeInfinity;
        _lookedAt[Count] = account.LookedAt;
        _watchedUntil[Count] = DateTimeOffset.MinValue;
        _position[Count] = -1;
        _holds[Count] = [];
        Count++;
    }

    public void Remove(Resident account)
    {
        var (row, last) = (account.Row, Count - 1);
        _accounts[row] = _accounts[last];
        _worst[row] = _worst[last];
        _lookedAt[row] = _lookedAt[last];
        _watchedUntil[row] = _watchedUntil[last];
        _position[row] = _position[last];
        _holds[row] = _holds[last];
        _accounts[row].Row = row;
        account.Row = Resident.NoRow;
        Count = last;
    }

    public double WorstOf(int row) => _worst[row];

    public DateTimeOffset LookedAt(int row) => _lookedAt[row];

    public void Watch(int row, DateTimeOffset until) => _watchedUntil[row] = until;

    /// <summary>It was looked at with a market.</summary>
    public void Looked(int row, DateTimeOffset at, long position, double worst) =>
        (_lookedAt[row], _position[row], _worst[row]) = (at, position, worst);

    public void Holds(int row, int[] keys) => _holds[row] = keys;

    /// <summary>Rows of which something may have changed: what they hold in the market, or the time while somebody watches.</summary>
    /// <param name="changedAt">By key, the market position at which it last changed; what it has no place for never did.</param>
    public void CollectChanged(ReadOnlySpan<long> changedAt, DateTimeOffset now, Action<Resident> found)
    {
        for (var row = 0; row < Count; row++)
        {
            if (_watchedUntil[row] > now || HasChanged(row, changedAt))
            {
                found(_accounts[row]);
            }
        }
    }

    public void CollectAll(Action<Resident> found)
    {
        for (var row = 0; row < Count; row++)
        {
            found(_accounts[row]);
        }
    }

    /// <summary>When the account that was looked at longest ago was; absent without accounts.</summary>
    public DateTimeOffset? OldestLook()
    {
        if (Count == 0)
        {
            return null;
        }

        var oldest = _lookedAt[0];
        for (var row = 1; row < Count; row++)
        {
            oldest = _lookedAt[row] < oldest ? _lookedAt[row] : oldest;
        }

        return oldest;
    }

    private bool HasChanged(int row, ReadOnlySpan<long> changedAt)
    {
        foreach (var key in _holds[row])
        {
            if (key < changedAt.Length && changedAt[key] > _position[row])
            {
                return true;
            }
        }

        return false;
    }

    private void Grow()
    {
        var room = Count * 2;
        Array.Resize(ref _accounts, room);
        Array.Resize(ref _worst, room);
        Array.Resize(ref _lookedAt, room);
        Array.Resize(ref _watchedUntil, room);
        Array.Resize(ref _position, room);
        Array.Resize(ref _holds, room);
    }
}
