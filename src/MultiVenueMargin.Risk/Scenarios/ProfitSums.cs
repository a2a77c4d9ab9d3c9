using System.Runtime.CompilerServices;
using MultiVenueMargin.Risk.Pricing.Lanes;

namespace MultiVenueMargin.Risk.Scenarios;

/// <summary>
/// Adds up what holdings gain in every scenario, in as many lanes as the machine has. In each scenario holdings come in the order in which they are
/// added, product and sum each rounded by itself: the same bits as one scenario after the other.
/// </summary>
internal static class ProfitSums
{
    /// <summary>Begins with what moves as the underlying does: Δ$ · s.</summary>
    public static void Begin(double delta, ReadOnlySpan<double> moves, Span<double> profits)
    {
        var whole = Whole(profits.Length);
        switch (LaneWidth.Widest)
        {
            case 8:
                Begin<EightLanes>(delta, moves[..whole], profits);
                break;
            case 4:
                Begin<FourLanes>(delta, moves[..whole], profits);
                break;
            default:
                Begin<OneLane>(delta, moves[..whole], profits);
                break;
        }

        Begin<OneLane>(delta, moves[whole..], profits[whole..]);
    }

    /// <summary>So many contracts of one kind.</summary>
    public static void Add(double quantity, ScenarioProfits each, Span<double> profits)
    {
        var whole = Whole(profits.Length);
        switch (LaneWidth.Widest)
        {
            case 8:
                Add<EightLanes>(quantity, each.Factor, each.Changes[..whole], profits);
                break;
            case 4:
                Add<FourLanes>(quantity, each.Factor, each.Changes[..whole], profits);
                break;
            default:
                Add<OneLane>(quantity, each.Factor, each.Changes[..whole], profits);
                break;
        }

        Add<OneLane>(quantity, each.Factor, each.Changes[whole..], profits[whole..]);
    }

    /// <summary>Free collateral: a rise counts, a fall counts beyond the haircut already taken.</summary>
    public static void AddFree(double gross, double haircut, ReadOnlySpan<double> moves, Span<double> profits)
    {
        var whole = Whole(profits.Length);
        switch (LaneWidth.Widest)
        {
            case 8:
                AddFree<EightLanes>(gross, haircut, moves[..whole], profits);
                break;
            case 4:
                AddFree<FourLanes>(gross, haircut, moves[..whole], profits);
                break;
            default:
                AddFree<OneLane>(gross, haircut, moves[..whole], profits);
                break;
        }

        AddFree<OneLane>(gross, haircut, moves[whole..], profits[whole..]);
    }

    private static int Whole(int scenarios) => scenarios / EightLanes.Width * EightLanes.Width;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Begin<TLanes>(TLanes delta, ReadOnlySpan<double> moves, Span<double> profits)
        where TLanes : struct, ILanes<TLanes>
    {
        for (var i = 0; i < moves.Length; i += TLanes.Width)
        {
            (delta * TLanes.Load(moves[i..])).Store(profits[i..]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Add<TLanes>(TLanes quantity, TLanes factor, ReadOnlySpan<double> changes, Span<double> profits)
        where TLanes : struct, ILanes<TLanes>
    {
        for (var i = 0; i < changes.Length; i += TLanes.Width)
        {
            (TLanes.Load(profits[i..]) + (quantity * (factor * TLanes.Load(changes[i..])))).Store(profits[i..]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void AddFree<TLanes>(TLanes gross, TLanes haircut, ReadOnlySpan<double> moves, Span<double> profits)
        where TLanes : struct, ILanes<TLanes>
    {
        for (var i = 0; i < moves.Length; i += TLanes.Width)
        {
            var move = TLanes.Load(moves[i..]);
            var profit = TLanes.SelectIfLess(move, 0.0, -gross * TLanes.Greatest(-move - haircut, 0.0), gross * move);
            (TLanes.Load(profits[i..]) + profit).Store(profits[i..]);
        }
    }
}
