namespace MultiVenueMargin.Host.Bench.Soaking;

/// <summary>A look at the process while it is at work.</summary>
/// <param name="At">Since the work began.</param>
/// <param name="HeapBytes">What is alive on the managed heap: after a collection of all of it.</param>
/// <param name="Handles">Open file descriptors; on other systems than Linux handles.</param>
/// <param name="Unobserved">Exceptions of tasks that nobody looked at, since the beginning.</param>
/// <param name="JournalBytes">On the disk. It grows with what is told, and may.</param>
/// <param name="Done">Updates acknowledged, questions answered and figures heard of since the last look.</param>
/// <param name="Failed">Calls that failed or were refused since the last look.</param>
/// <param name="P99Ms">Of the answers since the last look; absent: there was none.</param>
public sealed record SoakSample(
    TimeSpan At, long HeapBytes, int Handles, int Threads, long Unobserved, long JournalBytes, long Done, long Failed, double? P99Ms);
