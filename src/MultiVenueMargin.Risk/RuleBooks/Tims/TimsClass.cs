using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Pricing;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.Risk.RuleBooks.Books;

namespace MultiVenueMargin.Risk.RuleBooks.Tims;

/// <summary>One class group: everything on one underlying, its coin among it.</summary>
/// <param name="Unit">The underlying.</param>
/// <param name="Profits">By valuation point, in USD.</param>
/// <param name="Minimum">What its options and futures ask at the least.</param>
internal sealed record TimsClass(RiskUnit Unit, IReadOnlyList<decimal> Profits, decimal Minimum)
{
    /// <param name="unit">The underlying.</param>
    /// <param name="coins">What its coin and what moves like it are worth, signed.</param>
    /// <param name="positions">Its futures, perpetuals and options.</param>
    /// <param name="parameters">Range and points.</param>
    public static TimsClass Of(RiskUnit unit, decimal coins, IReadOnlyList<ModelPosition> positions, TimsParameters parameters)
    {
        var range = parameters.RangeOf(unit.Code);
        var moves = TimsGrid.Moves(range.Down, range.Up, parameters.Points);
        var open = positions.Where(position => !position.Instrument.IsDelivered && position.Quantity != 0).ToList();
        return new TimsClass(
            unit,
            [.. moves.Select(move => (coins * move) + open.Sum(position => ProfitOf(position, move)))],
            open.Sum(position => TimsRequirement.MinimumOf(UnitsOf(position), 1m, parameters.MinimumPerUnit)));
    }

    /// <summary>Volatility and time stand: the grid moves prices alone.</summary>
    private static decimal ProfitOf(ModelPosition position, decimal move) => position.Option is { } option
        ? position.Quantity * option.Option.Multiplier * option.UsdFactor * (ValueAt(option, 1.0 + (double)move) - ValueAt(option, 1.0))
        : position.Delta * move;

    private static decimal ValueAt(PricedOptionContract option, double factor) => (decimal)Black76.Price(
        option.Option.Right,
        Math.Max(0.0, (double)option.Inputs.Forward * factor),
        (double)option.Option.Strike.Value,
        option.Inputs.Volatility,
        option.DaysToExpiry / 365.0);

    /// <summary>Units of the underlying: an inverse future's multiplier is in USD.</summary>
    private static decimal UnitsOf(ModelPosition position) =>
        position.Contract.IsInverse && position.Future is { } future ? position.Size / future.Price : position.Size;
}
