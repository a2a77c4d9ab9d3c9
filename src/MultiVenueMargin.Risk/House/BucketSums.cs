using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Scenarios;

namespace MultiVenueMargin.Risk.House;

/// <summary>
/// One scenario's profit and loss of a unit per location. What is gained at one location counts only in part against what is
/// lost at another: the money is not there yet.
/// </summary>
internal sealed class BucketSums
{
    private readonly Dictionary<LocationId, int> _indexOf = [];
    private readonly int[] _positionAt;
    private readonly int[] _coinAt;
    private readonly int[] _freeAt;
    private readonly decimal[] _sums;

    public BucketSums(UnitHoldings holdings)
    {
        _positionAt = [.. holdings.Positions.Select(position => IndexOf(position.Venue))];
        _coinAt = [.. holdings.Coins.Select(coin => IndexOf(coin.Location))];
        _freeAt = [.. holdings.Free.Select(line => IndexOf(line.Location))];
        _sums = new decimal[_indexOf.Count];
    }

    /// <summary>Sums one scenario of the scan.</summary>
    public void Fill(UnitHoldings holdings, ScenarioSet set, int scenario)
    {
        Array.Clear(_sums);
        var (move, weight) = (set[scenario].Move, set[scenario].Weight);
        for (var i = 0; i < _positionAt.Length; i++)
        {
            var position = holdings.Positions[i];
            _sums[_positionAt[i]] += position.Quantity * position.Instrument.ScanArray.ExactProfit[scenario] * weight;
        }

        for (var i = 0; i < _coinAt.Length; i++)
        {
            _sums[_coinAt[i]] += holdings.Coins[i].Delta * move * weight;
        }

        for (var i = 0; i < _freeAt.Length; i++)
        {
            _sums[_freeAt[i]] += Scan.FreeProfit(holdings.Free[i], move, weight);
        }
    }

    /// <summary>Sums given profits, for scenarios that are events rather than moves.</summary>
    public void Fill(IReadOnlyList<(string Name, LocationId Location, decimal Profit)> profits)
    {
        Array.Clear(_sums);
        foreach (var (_, location, profit) in profits)
        {
            _sums[_indexOf[location]] += profit;
        }
    }

    public decimal Total(ScanRules rules)
    {
        var total = 0m;
        foreach (var sum in _sums)
        {
            total += Counted(sum, rules);
        }

        return total;
    }

    /// <summary>The share of a location's profit or loss that counts.</summary>
    public decimal Factor(LocationId location, ScanRules rules)
    {
        var sum = _sums[_indexOf[location]];
        return sum > 0 ? Counted(sum, rules) / sum : 1m;
    }

    private static decimal Counted(decimal sum, ScanRules rules) =>
        sum > 0 ? Math.Min(rules.GainShare * sum, rules.GainCapUsd) : sum;

    private int IndexOf(LocationId location)
    {
        if (!_indexOf.TryGetValue(location, out var index))
        {
            index = _indexOf.Count;
            _indexOf.Add(location, index);
        }

        return index;
    }
}
