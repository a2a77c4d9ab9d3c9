using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>An option with its volatility in every scenario of a scan, as MARGIN §3 has it and found apart from the platform's: what kernel and peer both price.</summary>
internal sealed record BookedOption(OptionRight Right, double Forward, double Strike, int Days, double Volatility, double[] Volatilities)
{
    private const double DaysPerYear = 365;

    public double Years => Days / DaysPerYear;

    public static BookedOption Of(PricedOptionContract option, ScenarioSet scan, ScanRules rules)
    {
        var (volatility, days) = (option.Inputs.Volatility, (int)Math.Round(option.DaysToExpiry, MidpointRounding.ToEven));
        return new BookedOption(
            option.Option.Right,
            (double)option.Inputs.Forward,
            (double)option.Option.Strike.Value,
            days,
            volatility,
            [.. scan.Scenarios.Select(scenario => Shocked(volatility, days, scenario.Volatility.Kind, rules))]);
    }

    private static double Shocked(double volatility, int days, VolatilityMoveKind kind, ScanRules rules)
    {
        var term = Math.Pow(30d / Math.Max(days, 1), (double)(days < 30 ? rules.ShortTermPower : rules.LongTermPower));
        return kind switch
        {
            VolatilityMoveKind.Same => volatility,
            VolatilityMoveKind.Up => Math.Max(volatility * (1 + ((double)rules.VolatilityUp * term)), (double)rules.LeastVolatilityUp),
            VolatilityMoveKind.Down => Math.Max(volatility * (1 - ((double)rules.VolatilityDown * term)), 0),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No move of a scan without its optional scenarios."),
        };
    }
}
