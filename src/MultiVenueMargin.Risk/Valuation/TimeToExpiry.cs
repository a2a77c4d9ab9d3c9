using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Pricing;

namespace MultiVenueMargin.Risk.Valuation;

/// <summary>How far an expiry is away, and what follows from that alone for all options that end there: how their volatilities answer to a scan.</summary>
internal sealed class TimeToExpiry
{
    /// <param name="years">T, 0 from expiry on.</param>
    /// <param name="rules">How volatilities move.</param>
    public TimeToExpiry(double years, ScanRules rules)
    {
        Years = years;
        RootYears = Math.Sqrt(years);
        Days = years * 365.0;
        var term = TermFactor(rules);
        VolatilityUp = 1 + (double)rules.VolatilityUp * term;
        VolatilityDown = 1 - (double)rules.VolatilityDown * term;
        LeastVolatilityUp = (double)rules.LeastVolatilityUp;
    }

    /// <summary>T.</summary>
    public double Years { get; }

    /// <summary>√T.</summary>
    public double RootYears { get; }

    /// <summary>d: 365·T.</summary>
    public double Days { get; }

    /// <summary>What a rise multiplies a volatility by, before its floor.</summary>
    public double VolatilityUp { get; }

    /// <summary>What a fall multiplies a volatility by; below zero it leaves none.</summary>
    public double VolatilityDown { get; }

    public double LeastVolatilityUp { get; }

    /// <summary>(30/D)^p with D = max(d, 1): short expiries move more.</summary>
    private double TermFactor(ScanRules rules)
    {
        var power = Days < 30 ? rules.ShortTermPower : rules.LongTermPower;
        return KernelMath.Exp((double)power * KernelMath.Log(30 / Math.Max(Days, 1)));
    }
}
