using System.Runtime.InteropServices;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Risk.Collateral;

/// <summary>What makes balances and profits one line: the same asset at the same place, lent or not, come the same way, as final as each other.</summary>
internal readonly record struct LineKey(Asset Asset, LocationId Location, bool IsLoan, BridgeClass Bridge, Finality? Finality)
{
    public static LineKey Of(CollateralLine line) => new(line.Asset, line.Location, line.IsLoan, line.Bridge, line.Finality);

    /// <summary>Where a profit of what is held at a venue settles.</summary>
    public static LineKey OfProfit(Asset settlement, LocationId venue) => new(settlement, venue, false, BridgeClass.Native, null);
}

/// <summary>A line of several entries.</summary>
internal struct NettedLine
{
    public required CollateralLine First { get; init; }

    public decimal Amount { get; set; }

    /// <summary>Of the oldest entry.</summary>
    public DateTimeOffset AsOf { get; set; }
}

/// <summary>Nets lines in the order in which each is first named.</summary>
internal sealed class LineNetting
{
    private readonly Dictionary<LineKey, int> _numberOf = [];
    private readonly List<NettedLine> _lines = [];
    private LineKey _lastKey;
    private int _last = -1;

    public int Count => _lines.Count;

    public ReadOnlySpan<NettedLine> Lines => CollectionsMarshal.AsSpan(_lines);

    public void Add(CollateralLine line) => Add(Find(LineKey.Of(line)) is >= 0 and var number ? number : Begin(line), line.Amount.Value, line.AsOf);

    public void Add(PoolId pool, LotProfit profit)
    {
        var number = Find(LineKey.OfProfit(profit.Asset, profit.Location));
        if (number < 0)
        {
            number = Begin(new CollateralLine
            {
                Pool = pool,
                Location = profit.Location,
                Asset = profit.Asset,
                Balance = Quantity.Zero,
                AsOf = profit.AsOf,
            });
        }

        Add(number, profit.Amount, profit.AsOf);
    }

    private void Add(int number, decimal amount, DateTimeOffset asOf)
    {
        ref var line = ref CollectionsMarshal.AsSpan(_lines)[number];
        line.Amount += amount;
        line.AsOf = asOf < line.AsOf ? asOf : line.AsOf;
    }

    /// <summary>Profits of one venue come one after the other.</summary>
    private int Find(LineKey key)
    {
        if (_last < 0 || key != _lastKey)
        {
            (_lastKey, _last) = (key, _numberOf.GetValueOrDefault(key, -1));
        }

        return _last;
    }

    private int Begin(CollateralLine line)
    {
        _lastKey = LineKey.Of(line);
        _last = _lines.Count;
        _numberOf.Add(_lastKey, _last);
        _lines.Add(new NettedLine { First = line, AsOf = line.AsOf });
        return _last;
    }
}
