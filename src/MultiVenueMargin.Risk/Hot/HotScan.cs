using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// The scan of a unit, the twin of <see cref="House.Scan"/>: P&amp;L × w summed per location, gains counted in part, the
/// dampener, the worst of it. What is linear is one Δ$ per location. Eight scenarios at a time, each lane on its own: the same
/// bits whatever the width of the machine.
/// </summary>
internal static class HotScan
{
    public static Bounded Of(CompiledUnit unit, CompiledPart part, HotMarket market, HotScratch scratch)
    {
        var state = scratch.State;
        var least = Least(unit, part, market, state, scratch.Vector.AsSpan(0, market.Stride));
        var magnitude = 0.0;
        foreach (ref readonly var position in part.Positions.AsSpan())
        {
            magnitude += Math.Abs(position.Quantity) * market.Instruments[position.Row].ScanMost;
        }

        // Neither the sharing of gains nor the dampener nor the minimum makes a difference larger than it is.
        magnitude += (state.CoinMagnitude + state.FreeDelta.Value) * unit.Scenarios.MostMove;
        var terms = part.Positions.Length + state.CoinCount + state.FreeAt.Length + unit.Locations;
        var error = Bounded.ErrorOfSum(magnitude, terms)
            + ((state.CoinError + state.FreeDelta.Error) * unit.Scenarios.MostMove)
            + state.HaircutError;
        return new Bounded(Math.Max(-least, 0), error).Rounded();
    }

    private static double Least(CompiledUnit unit, CompiledPart part, HotMarket market, HotUnitState state, Span<double> totals)
    {
        totals.Clear();
        ref var scans = ref MemoryMarshal.GetArrayDataReference(market.Scans);
        ref var moves = ref MemoryMarshal.GetArrayDataReference(unit.Scenarios.WeightedMoves);
        var (share, cap) = (Vector512.Create(market.Rules.GainShare), Vector512.Create(market.Rules.GainCapUsd));
        var positions = part.Positions;
        for (var location = 0; location < unit.Locations; location++)
        {
            var (from, to) = (part.LocationFrom[location], part.LinearFrom[location]);
            var linear = state.CoinAt[location] + LinearDelta(part, location, market);
            for (var block = 0; block < totals.Length; block += Vector512<double>.Count)
            {
                var move = Vector512.LoadUnsafe(ref moves, (nuint)block);
                var sum = Vector512<double>.Zero;
                for (var i = from; i < to; i++)
                {
                    sum += Vector512.LoadUnsafe(ref scans, (nuint)(positions[i].Scan + block)) * positions[i].Quantity;
                }

                sum += move * linear;
                sum += FreeProfit(state, location, move);
                var counted = Vector512.Min(Vector512.Max(sum, Vector512<double>.Zero) * share, cap) + Vector512.Min(sum, Vector512<double>.Zero);
                var slot = totals.Slice(block, Vector512<double>.Count);
                (Vector512.Create<double>(slot) + counted).CopyTo(slot);
            }
        }

        return LeastDampened(totals, unit.Scenarios.Dampeners);
    }

    private static double LinearDelta(CompiledPart part, int location, HotMarket market)
    {
        var total = 0.0;
        for (var i = part.LinearFrom[location]; i < part.LocationFrom[location + 1]; i++)
        {
            ref readonly var position = ref part.Positions[i];
            total += position.Quantity * market.Instruments[position.Row].Delta;
        }

        return total;
    }

    /// <summary>A rise counts, a fall counts beyond the haircut already taken.</summary>
    private static Vector512<double> FreeProfit(HotUnitState state, int location, Vector512<double> move)
    {
        var sum = Vector512<double>.Zero;
        for (var i = 0; i < state.FreeAt.Length; i++)
        {
            if (state.FreeAt[i] == location)
            {
                var rise = Vector512.Max(move, Vector512<double>.Zero);
                var fall = Vector512.Max(-move - Vector512.Create(state.FreeHaircut[i]), Vector512<double>.Zero);
                sum += (rise - fall) * state.FreeGross[i];
            }
        }

        return sum;
    }

    /// <summary>A loss in a tail counts beyond the dampener; elsewhere the dampener is nothing.</summary>
    private static double LeastDampened(ReadOnlySpan<double> totals, ReadOnlySpan<double> dampeners)
    {
        var least = 0.0;
        for (var i = 0; i < totals.Length; i++)
        {
            var value = totals[i] < 0 ? Math.Min(0, totals[i] + dampeners[i]) : totals[i];
            least = Math.Min(least, value);
        }

        return least;
    }
}
