namespace MultiVenueMargin.Risk.Tests.Coverage;

/// <summary>Standard normal numbers by Box and Muller's method from SplitMix64.</summary>
internal sealed class NormalDraws(ulong seed)
{
    private ulong _state = seed;

    public double Next() => Math.Sqrt(-2 * Math.Log(Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>Between 0 and 1, neither included, in steps of 2⁻⁵³.</summary>
    private double Uniform()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15UL;
            var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return (((mixed ^ (mixed >> 31)) >> 11) + 0.5) / (1UL << 53);
        }
    }
}
