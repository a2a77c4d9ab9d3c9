using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Hot;

namespace MultiVenueMargin.Risk.House;

/// <summary>A pool's worst equity and MM on the hot path, for comparisons with a level.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="HasFigures">False where there is a <see cref="HotGap"/>.</param>
/// <param name="Equity">The worst.</param>
/// <param name="Least">MM, or where its statistical figures are known by their bounds alone, less than it.</param>
/// <param name="Most">The same, or more.</param>
internal readonly record struct HotMargin(PoolId Pool, bool HasFigures, Bounded Equity, Bounded Least, Bounded Most)
{
    /// <summary>
    /// An option's value enters MM as what closing it costs, as what can be lost with it and as what its orders give away, and through
    /// those once more as credit.
    /// </summary>
    private const int TimesInMaintenance = 4;

    /// <param name="off">How far the values of options may be off beyond the bounds.</param>
    public static HotMargin Of(PoolId pool, in HotFigures figures, double off)
    {
        var maintenance = figures.Maintenance with { Error = figures.Maintenance.Error + (TimesInMaintenance * off) };
        return new(pool, figures.Gap == HotGap.None, figures.Worst with { Error = figures.Worst.Error + off }, maintenance, maintenance);
    }

    /// <summary>Whether equity &lt; level × MM in the report too; absent where only the report can tell.</summary>
    public bool? IsBelow(decimal level)
    {
        if (!HasFigures || level < 0)
        {
            return null;
        }

        var times = Bounded.Of(Kernel.ToDouble(level));
        return (Equity - (times * Most)).Least > 0 ? false
            : (Equity - (times * Least)).Most < 0 ? true
            : null;
    }
}
