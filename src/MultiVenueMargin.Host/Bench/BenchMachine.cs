using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MultiVenueMargin.Host.Bench;

/// <summary>On what was measured; figures mean nothing without it.</summary>
/// <param name="Load">Of the last minute when the measurement began: what else the machine did, in cores; absent where it does not say.</param>
/// <param name="Disk">Kind of the file system on which the journal lay.</param>
public sealed record BenchMachine(
    string System, string Processor, int Cores, string Vectors, double MemoryGib, double? Load, string Disk, string Runtime, string Collector)
{
    private const double GiB = 1L << 30;

    public static BenchMachine Of(string folder) => new(
        $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}",
        Processors(),
        Environment.ProcessorCount,
        Vector512.IsHardwareAccelerated ? "512 bits" : Vector256.IsHardwareAccelerated ? "256 bits" : "128 bits or none",
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / GiB, 1),
        LoadNow(),
        DiskOf(folder),
        RuntimeInformation.FrameworkDescription,
        GCSettings.IsServerGC ? "server" : "workstation");

    private static string Processors() =>
        Lines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[^1].Trim() ?? "not told";

    private static double? LoadNow() =>
        Lines("/proc/loadavg") is [var line, ..] && double.TryParse(line.Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var load) ? load : null;

    private static string DiskOf(string folder)
    {
        try
        {
            var full = Path.GetFullPath(folder);
            return DriveInfo.GetDrives().Where(drive => full.StartsWith(drive.Name, StringComparison.Ordinal)).MaxBy(drive => drive.Name.Length)?.DriveFormat ?? "not told";
        }
        catch (IOException)
        {
            return "not told";
        }
    }

    private static string[] Lines(string file) => File.Exists(file) ? File.ReadAllLines(file) : [];
}
