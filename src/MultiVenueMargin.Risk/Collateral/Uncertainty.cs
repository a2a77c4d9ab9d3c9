using System.Globalization;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Risk.Collateral;

/// <summary>How far a figure may be off (MARGIN §2): u = z·confidence + σ_day·√((age − fresh)⁺ / 1 day).</summary>
internal static class Uncertainty
{
    public static decimal Of(decimal confidence, decimal dailyVolatility, TimeSpan age, UncertaintyRules rules)
    {
        var spread = rules.ConfidenceMultiple * confidence;
        var beyond = age - rules.Fresh;
        return beyond <= TimeSpan.Zero
            ? spread
            : spread + (dailyVolatility * Kernel.Sqrt(beyond.Ticks / (decimal)TimeSpan.TicksPerDay));
    }

    /// <summary>Whether it has aged by more than the limit since it ceased to be fresh.</summary>
    public static bool IsLost(TimeSpan age, UncertaintyRules rules) => age - rules.Fresh > rules.Lost;

    public static string Describe(TimeSpan age) => age < TimeSpan.FromMinutes(2)
        ? string.Create(CultureInfo.InvariantCulture, $"{age.TotalSeconds:0.#} s")
        : age < TimeSpan.FromHours(2)
            ? string.Create(CultureInfo.InvariantCulture, $"{age.TotalMinutes:0.#} min")
            : string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0.#} h");
}
