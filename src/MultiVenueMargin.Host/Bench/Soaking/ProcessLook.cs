using System.Diagnostics;

namespace MultiVenueMargin.Host.Bench.Soaking;

/// <summary>What this process holds now, and which exceptions of its tasks nobody looked at since this was made.</summary>
internal sealed class ProcessLook : IDisposable
{
    private const string Descriptors = "/proc/self/fd";

    private long _unobserved;

    public ProcessLook()
    {
        // What earlier work left behind is not ours.
        Collect();
        TaskScheduler.UnobservedTaskException += Count;
    }

    /// <summary>The first that nobody looked at; null while there is none.</summary>
    public string? FirstUnobserved { get; private set; }

    public void Dispose() => TaskScheduler.UnobservedTaskException -= Count;

    public SoakSample Take(TimeSpan at, string journal, long done, long failed, double? p99)
    {
        var heap = Collect();
        using var process = Process.GetCurrentProcess();
        var handles = Directory.Exists(Descriptors) ? Directory.GetFileSystemEntries(Descriptors).Length : process.HandleCount;
        var bytes = new DirectoryInfo(journal).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Exists ? file.Length : 0);
        return new SoakSample(at, heap, handles, process.Threads.Count, Interlocked.Read(ref _unobserved), bytes, done, failed, p99);
    }

    /// <summary>What is alive. Exceptions are told when the tasks that hold them are finalised.</summary>
    private static long Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private void Count(object? sender, UnobservedTaskExceptionEventArgs told)
    {
        FirstUnobserved ??= told.Exception.Flatten().InnerException?.ToString();
        Interlocked.Increment(ref _unobserved);
    }
}
