namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// Coins and free collateral of the unit under evaluation, at the worst end: the twin of <see cref="House.UnitHoldings"/>
/// without its positions.
/// </summary>
internal sealed class HotUnitState
{
    private double[] _coinAt = [];
    private double[] _freeGross = [];
    private double[] _freeHaircut = [];
    private int[] _freeAt = [];
    private int _locations;
    private int _free;

    /// <summary>Debts and hedge parts by location.</summary>
    public ReadOnlySpan<double> CoinAt => _coinAt.AsSpan(0, _locations);

    public ReadOnlySpan<double> FreeGross => _freeGross.AsSpan(0, _free);

    public ReadOnlySpan<double> FreeHaircut => _freeHaircut.AsSpan(0, _free);

    public ReadOnlySpan<int> FreeAt => _freeAt.AsSpan(0, _free);

    /// <summary>The unit's coins netted as one.</summary>
    public Bounded CoinDelta { get; private set; }

    /// <summary>Σ G.</summary>
    public Bounded FreeDelta { get; private set; }

    /// <summary>Σ of the coins' sizes, and Σ of what they may be off by: coins at several places do not net in the scan.</summary>
    public double CoinMagnitude { get; private set; }

    public double CoinError { get; private set; }

    public int CoinCount { get; private set; }

    /// <summary>What the haircuts of free lines may be off by, in USD.</summary>
    public double HaircutError { get; private set; }

    public void Reserve(int locations, int lines)
    {
        _coinAt = HotScratch.Grown(_coinAt, locations);
        _freeGross = HotScratch.Grown(_freeGross, lines);
        _freeHaircut = HotScratch.Grown(_freeHaircut, lines);
        _freeAt = HotScratch.Grown(_freeAt, lines);
    }

    public void Clear(int locations)
    {
        _locations = locations;
        _free = 0;
        _coinAt.AsSpan(0, locations).Clear();
        (CoinDelta, FreeDelta) = (Bounded.Zero, Bounded.Zero);
        (CoinMagnitude, CoinError, CoinCount, HaircutError) = (0, 0, 0, 0);
    }

    public void AddCoin(int location, Bounded delta)
    {
        _coinAt[location] += delta.Value;
        CoinDelta += delta;
        CoinMagnitude += Math.Abs(delta.Value);
        CoinError += delta.Error;
        CoinCount++;
    }

    public void AddFree(int location, Bounded gross, Bounded haircut)
    {
        _freeAt[_free] = location;
        _freeGross[_free] = gross.Value;
        _freeHaircut[_free] = haircut.Value;
        _free++;
        FreeDelta += gross;
        HaircutError += gross.Value * haircut.Error;
    }
}
