using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MultiVenueMargin.Risk.Pricing.Lanes;

/// <summary>How many lanes the machine has.</summary>
internal static class LaneWidth
{
    // Registers of 256 bits are of use only with a fused multiply-add beside them.
    public static readonly int Widest =
        Vector512.IsHardwareAccelerated && Avx512F.IsSupported ? EightLanes.Width
        : Vector256.IsHardwareAccelerated && Fma.IsSupported ? FourLanes.Width
        : OneLane.Width;
}
