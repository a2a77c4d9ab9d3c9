using System.Diagnostics;

namespace MultiVenueMargin.Benchmarks.Ingest;

/// <summary>What this thread allocated, and how long it took.</summary>
internal readonly record struct Cost(long Bytes, long Ticks)
{
    public double Nanoseconds => Ticks * 1e9 / Stopwatch.Frequency;

    public static Cost operator +(Cost left, Cost right) => new(left.Bytes + right.Bytes, left.Ticks + right.Ticks);

    public static Cost operator -(Cost left, Cost right) => new(left.Bytes - right.Bytes, left.Ticks - right.Ticks);

    public static Cost Begin() => new(GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());

    public static Cost Since(Cost began) => Begin() - began;

    /// <summary>The least of each: what other work of the machine adds is left out.</summary>
    public static Cost Least(Cost left, Cost right) => new(Math.Min(left.Bytes, right.Bytes), Math.Min(left.Ticks, right.Ticks));
}
