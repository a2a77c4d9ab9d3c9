using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MultiVenueMargin.Cli.CommandLine;

/// <summary><c>mvm doctor</c>: what this build is, what it runs on, and which optional parts it has.</summary>
internal static class Doctor
{
    private const string OptionalGroup = "OptionalGroup.";

    public static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        if (args.Count > 0)
        {
            terminal.Error.WriteLine("mvm doctor: it takes no arguments.");
            return ExitCode.Misused;
        }

        foreach (var (name, value) in Findings(typeof(Doctor).Assembly))
        {
            terminal.Output.WriteLine($"{name,-18}{value}");
        }

        return ExitCode.Sound;
    }

    private static IEnumerable<(string Name, string Value)> Findings(Assembly assembly)
    {
        yield return ("mvm", VersionCommand.Text);
        yield return ("runtime", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
        yield return ("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}");
        yield return ("processors", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));
        yield return ("vectors", Vectors());
        foreach (var group in assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(attribute => attribute.Key.StartsWith(OptionalGroup, StringComparison.Ordinal))
            .OrderBy(attribute => attribute.Key, StringComparer.Ordinal))
        {
            yield return ($"group {group.Key[OptionalGroup.Length..]}", group.Value is { Length: > 0 } state ? state : "not known");
        }
    }

    private static string Vectors()
    {
        if (!Vector.IsHardwareAccelerated)
        {
            return "scalar";
        }

        return Vector512.IsHardwareAccelerated ? "512 bits" : Vector256.IsHardwareAccelerated ? "256 bits" : "128 bits";
    }
}
