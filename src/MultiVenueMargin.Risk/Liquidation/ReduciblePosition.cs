using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Liquidation;

/// <summary>A position that can be traded, in lots.</summary>
/// <param name="Position">What is held.</param>
/// <param name="Terms">Of its venue for its instrument; sound.</param>
/// <param name="LeastLots">The least order.</param>
/// <param name="MostLots">The most one step closes; at least the least.</param>
/// <param name="AllLots">All that is held, rounded down.</param>
internal sealed record ReduciblePosition(
    HeldPosition Position, TradingTerms Terms, decimal LeastLots, decimal MostLots, decimal AllLots)
{
    public string Name => Position.Name;

    public RiskUnit Unit => Position.Instrument.Unit;

    public decimal LotDelta => Math.Abs(Terms.Lot.Value * Position.Instrument.Delta);

    private decimal LotUnits => Terms.Lot.Value * Position.Instrument.Contract.Multiplier;

    /// <summary>The position in lots, or why it cannot be traded.</summary>
    public static (ReduciblePosition? Position, SkipReason Reason, string Why) Of(
        HeldPosition position, TradingTerms terms, PricedMarket market, LiquidationPolicy policy)
    {
        var held = Math.Abs(position.Quantity);
        var lot = terms.Lot.Value;
        var notional = ClosingLeg.NotionalOf(position);
        var most = Slice(position, held, notional, market, policy);
        if (held * notional < terms.MinimumNotional.Amount || held < Math.Max(lot, terms.MinimumQuantity.Value))
        {
            return (null, SkipReason.LotTooLarge, $"{ExactNumber.Format(held)} contracts are less than the least order there");
        }

        var least = Math.Max(1m, Math.Max(
            UpTo(terms.MinimumQuantity.Value, lot),
            terms.MinimumNotional > Usd.Zero ? UpTo(terms.MinimumNotional.Amount / notional, lot) : 0m));
        var (mostLots, allLots) = (Whole(most, lot), Whole(held, lot));
        return least > allLots
            ? (null, SkipReason.LotTooLarge, $"{ExactNumber.Format(held)} contracts in whole lots are less than the least order there")
            : least > mostLots
                ? (null, SkipReason.SliceTooSmall, $"the least order, {ExactNumber.Format(least * lot)} contracts, is more than a step may close")
                : (new ReduciblePosition(position, terms, least, mostLots, allLots), default, string.Empty);
    }

    /// <summary>
    /// Whether two positions hedge each other: of one unit, with Δ$ of opposite signs, or a long and a short of one kind of
    /// option, whose Δ$ may both be next to nothing.
    /// </summary>
    public bool Hedges(ReduciblePosition other) => Unit == other.Unit
        && (Position.Delta * (decimal)Math.Sign(other.Position.Delta) < 0
            || (BothOptions(other)
                && Position.AsOption!.Option.Right == other.Position.AsOption!.Option.Right
                && Math.Sign(Position.Quantity) != Math.Sign(other.Position.Quantity)));

    /// <summary>Lots of two positions that hedge each other, at most this share of what a step may close; options match by units, all else by Δ$.</summary>
    public (decimal Lots, decimal OtherLots)? MatchedWith(ReduciblePosition other, decimal share)
    {
        var (each, otherEach) = BothOptions(other) ? (LotUnits, other.LotUnits) : (LotDelta, other.LotDelta);
        if (each <= 0 || otherEach <= 0)
        {
            return null;
        }

        var matched = Math.Min(MostLots * each, other.MostLots * otherEach) * share;
        var (lots, otherLots) = (
            WholeUpTo(MostLots, matched, each), WholeUpTo(other.MostLots, matched, otherEach));
        return lots >= LeastLots && otherLots >= other.LeastLots ? (lots, otherLots) : null;
    }

    /// <summary>Whole steps in an amount, never one too many.</summary>
    public static decimal Whole(decimal amount, decimal step)
    {
        var whole = Math.Floor(amount / step);
        return whole * step > amount ? whole - 1 : whole;
    }

    /// <summary>
    /// Whole steps in an amount, but no more than <paramref name="most"/>. The product is compared before anything is divided: of a
    /// step that is worth next to nothing, an option far out of the money, there are more in the amount than can be counted.
    /// </summary>
    public static decimal WholeUpTo(decimal most, decimal amount, decimal step) =>
        step * most <= amount ? most : Math.Min(Whole(amount, step), most);

    private bool BothOptions(ReduciblePosition other) => Position.AsOption is not null && other.Position.AsOption is not null;

    private static decimal UpTo(decimal amount, decimal step) => Math.Ceiling(amount / step);

    /// <summary>The most contracts of one step. Products are compared before anything is divided: a tiny notional has a huge quotient.</summary>
    private static decimal Slice(
        HeldPosition position, decimal held, decimal notional, PricedMarket market, LiquidationPolicy policy)
    {
        var slice = held;
        if (held * notional > policy.MaximumNotional.Amount)
        {
            slice = policy.MaximumNotional.Amount / notional;
        }

        var volume = position.Instrument.Mark.AverageDailyVolume?.Value ?? market.FindDailyVolume(position.Instrument.Unit);
        if (volume is > 0 && market.FindIndex(position.Instrument.Unit) is > 0 and var index)
        {
            var most = policy.MaximumShareOfDailyVolume * volume.Value * index;
            slice = slice * notional > most ? most / notional : slice;
        }

        return slice;
    }
}
