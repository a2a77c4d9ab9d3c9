using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Scenarios;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>
/// What bounds a scan: quantity × array, added up in double in the machine's registers, and the rules of MARGIN §3 on what comes out. The same figure
/// as the platform's, which is checked before anything is measured, but without a report, an explanation or an exact digit.
/// </summary>
internal sealed class BareSums
{
    // Scenarios that are added up at once: eight registers of eight, the whole scan.
    private const int Block = 64;

    private static readonly int Lane = Vector512<double>.Count;

    private readonly BareTable _table;
    private readonly (double Quantity, int Row)[][] _venues;
    private readonly double[] _weights;
    private readonly double[] _dampeners;
    private readonly double[] _sums;
    private readonly double[] _totals;
    private readonly Vector512<double> _gainShare;
    private readonly Vector512<double> _gainCap;

    public BareSums(BareTable table, UnitHoldings holdings, ScenarioSet set, ScanRules rules)
    {
        _table = table;
        _venues =
        [
            .. holdings.Positions.GroupBy(position => position.Venue)
                .Select(venue => venue.Select(position => ((double)position.Quantity, table.RowOf(position.Id))).ToArray()),
        ];
        _weights = [.. set.Scenarios.Select(scenario => (double)scenario.Weight)];
        _dampeners = [.. set.Scenarios.Select(scenario => scenario.IsTail ? (double)rules.TailDampenerUsd : 0)];
        (_sums, _totals) = (new double[set.Count], new double[set.Count]);
        (_gainShare, _gainCap) = (Vector512.Create((double)rules.GainShare), Vector512.Create((double)rules.GainCapUsd));
    }

    /// <summary>SCAN of the positions; the set is as long as whole registers.</summary>
    public double Scan()
    {
        Array.Clear(_totals);
        var sums = Registers(_sums);
        var totals = Registers(_totals);
        var weights = Registers(_weights);
        foreach (var venue in _venues)
        {
            Array.Clear(_sums);
            Add(venue);
            for (var i = 0; i < totals.Length; i++)
            {
                var bucket = sums[i] * weights[i];
                var gain = Vector512.Min(_gainShare * Vector512.Max(bucket, Vector512<double>.Zero), _gainCap);
                totals[i] += Vector512.Min(bucket, Vector512<double>.Zero) + gain;
            }
        }

        var worst = Vector512<double>.Zero;
        var dampeners = Registers(_dampeners);
        for (var i = 0; i < totals.Length; i++)
        {
            worst = Vector512.Min(worst, totals[i] + dampeners[i]);
        }

        var least = 0d;
        for (var i = 0; i < Lane; i++)
        {
            least = Math.Min(least, worst[i]);
        }

        return -least;
    }

    /// <summary>Profit of all positions in every scenario, and nothing of it; returns the first, so that it is computed.</summary>
    public double Profits()
    {
        Array.Clear(_sums);
        foreach (var venue in _venues)
        {
            Add(venue);
        }

        return _sums[0];
    }

    private void Add((double Quantity, int Row)[] positions)
    {
        var from = 0;
        for (; from + Block <= _sums.Length; from += Block)
        {
            AddBlock(positions, from);
        }

        foreach (var (quantity, row) in positions)
        {
            var profits = _table.Of(row, from, _sums.Length - from);
            var rest = _sums.AsSpan(from);
            for (var i = 0; i < profits.Length; i++)
            {
                rest[i] += quantity * profits[i];
            }
        }
    }

    /// <summary>Sums stay in registers while all positions pass by.</summary>
    private void AddBlock((double Quantity, int Row)[] positions, int from)
    {
        var (s0, s1, s2, s3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var (s4, s5, s6, s7) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        foreach (var (quantity, row) in positions)
        {
            var all = Vector512.Create(quantity);
            var profits = MemoryMarshal.Cast<double, Vector512<double>>(_table.Of(row, from, Block));
            s7 = Vector512.FusedMultiplyAdd(all, profits[7], s7);
            s0 = Vector512.FusedMultiplyAdd(all, profits[0], s0);
            s1 = Vector512.FusedMultiplyAdd(all, profits[1], s1);
            s2 = Vector512.FusedMultiplyAdd(all, profits[2], s2);
            s3 = Vector512.FusedMultiplyAdd(all, profits[3], s3);
            s4 = Vector512.FusedMultiplyAdd(all, profits[4], s4);
            s5 = Vector512.FusedMultiplyAdd(all, profits[5], s5);
            s6 = Vector512.FusedMultiplyAdd(all, profits[6], s6);
        }

        var into = MemoryMarshal.Cast<double, Vector512<double>>(_sums.AsSpan(from, Block));
        into[7] += s7;
        into[0] += s0;
        into[1] += s1;
        into[2] += s2;
        into[3] += s3;
        into[4] += s4;
        into[5] += s5;
        into[6] += s6;
    }

    private static Span<Vector512<double>> Registers(double[] values) => MemoryMarshal.Cast<double, Vector512<double>>(values.AsSpan());
}
