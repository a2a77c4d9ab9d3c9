using System.Globalization;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Exposures;

namespace MultiVenueMargin.Risk.RuleBooks.Greeks;

/// <summary>The worst point of the grid for one underlying.</summary>
/// <param name="Terms">What each term adds there; the sum is below zero, or nothing loses.</param>
/// <param name="Scenario">Which point: <c>-16 %, volatility up</c>.</param>
public sealed record GreeksScan(ExpansionTerms Terms, string Scenario)
{
    private const double DaysPerYear = 365.0;
    private const double TermDays = 30.0;

    /// <summary>The loss, never below zero.</summary>
    public double Loss => Math.Max(-Terms.Profit, 0);

    public static GreeksScan Of(UnitExposure exposure, GreeksParameters parameters)
    {
        var options = exposure.Options.Select(position => (Expansion: ExpansionOf(position), position.Option!.DaysToExpiry, position.Option.Inputs.Volatility)).ToList();
        var linear = OptionExpansion.Linear((double)exposure.Linear);
        var worst = new GreeksScan(default, string.Empty);
        for (var step = -parameters.Steps; step <= parameters.Steps; step++)
        {
            var move = parameters.RangeOf(exposure.Unit.Code) * step / parameters.Steps;
            foreach (var (share, name) in new[] { (parameters.VolatilityUp, "up"), (0.0, "same"), (-parameters.VolatilityDown, "down") })
            {
                var terms = linear.At((double)move, 0, 0);
                foreach (var (expansion, days, volatility) in options)
                {
                    var change = Math.Max(share * TermFactor(days, parameters), -1) * volatility;
                    terms += expansion.At((double)move, change, Math.Min(parameters.HorizonDays, days) / DaysPerYear);
                }

                // The first of equal minima binds.
                if (terms.Profit < worst.Terms.Profit)
                {
                    worst = new GreeksScan(terms, string.Create(CultureInfo.InvariantCulture, $"{move * 100m:+0.##;-0.##;0} %, volatility {name}"));
                }
            }
        }

        return worst;
    }

    /// <summary>Of the whole position, in USD.</summary>
    private static OptionExpansion ExpansionOf(ModelPosition position)
    {
        var option = position.Option!;
        var years = Math.Max(option.DaysToExpiry, 0) / DaysPerYear;
        return OptionExpansion
            .Of(option.Option.Right, (double)option.Inputs.Forward, (double)option.Option.Strike.Value, option.Inputs.Volatility, years)
            .Times((double)(position.Size * option.UsdFactor));
    }

    private static double TermFactor(double days, GreeksParameters parameters) =>
        Math.Pow(TermDays / Math.Max(days, 1), days < TermDays ? parameters.ShortTermPower : parameters.LongTermPower);
}
