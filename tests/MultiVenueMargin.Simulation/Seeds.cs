namespace MultiVenueMargin.Simulation;

/// <summary>From the number of a seed to its source of chance: any 64-bit number is a seed.</summary>
internal static class Seeds
{
    /// <summary>Neighbouring seeds get sources that have nothing to do with each other (the finaliser of SplitMix64).</summary>
    public static Random RandomOf(long seed)
    {
        unchecked
        {
            var mixed = (ulong)seed + 0x9E37_79B9_7F4A_7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
            return new Random((int)((mixed ^ (mixed >> 31)) & int.MaxValue));
        }
    }
}
