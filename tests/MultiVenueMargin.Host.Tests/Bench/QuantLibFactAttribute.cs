using MultiVenueMargin.Host.Bench.Margins;

namespace MultiVenueMargin.Host.Tests.Bench;

/// <summary>A fact that needs QuantLib and a compiler for it, which a machine may not have; skipped there, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class QuantLibFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Absent = new(() => QuantLibPeer.WhyAbsentAsync(RiskBench.Compiler, CancellationToken.None).GetAwaiter().GetResult());

    public QuantLibFactAttribute()
    {
        if (Absent.Value is { } reason)
        {
            Skip = $"needs QuantLib: {reason}";
        }
    }
}
