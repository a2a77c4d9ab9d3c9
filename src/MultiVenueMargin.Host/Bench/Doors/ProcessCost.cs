namespace MultiVenueMargin.Host.Bench.Doors;

/// <summary>What this process has allocated, and how long cores worked for it: what others do on the machine at the time does not count.</summary>
internal readonly record struct ProcessCost(long Bytes, TimeSpan Cpu)
{
    public static ProcessCost Now => new(GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime);

    public static ProcessCost operator -(ProcessCost later, ProcessCost earlier) => new(later.Bytes - earlier.Bytes, later.Cpu - earlier.Cpu);
}
