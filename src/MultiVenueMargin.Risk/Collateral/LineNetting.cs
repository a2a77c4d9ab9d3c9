using System.Runtime.InteropServices;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Risk.Collateral;

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
        var line = _lines[number];
        _lines[number] = line with { Amount = line.Amount + amount, AsOf = asOf < line.AsOf ? asOf : line.AsOf };
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
        _lines.Add(new NettedLine(line, 0m, line.AsOf));
        return _last;
    }
}
