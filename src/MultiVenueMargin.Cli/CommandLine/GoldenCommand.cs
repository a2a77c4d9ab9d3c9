using MultiVenueMargin.Golden;

namespace MultiVenueMargin.Cli.CommandLine;

/// <summary><c>mvm golden</c>: do we get the numbers that must come out?</summary>
public static class GoldenCommand
{
    public const int Agrees = 0;
    public const int Differs = 1;
    public const int Misused = 2;

    private const string Usage = "usage: mvm golden [--folder FOLDER] [--allow-unsupported]";

    // The first few say what is wrong; the rest of a vector usually follows from them.
    private const int MismatchesShown = 12;

    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        string? folder = null;
        var allowUnsupported = false;
        for (var at = 0; at < args.Length; at++)
        {
            switch (args[at])
            {
                case "--folder" when at + 1 < args.Length:
                    folder = args[++at];
                    break;
                case "--allow-unsupported":
                    allowUnsupported = true;
                    break;
                case "--folder":
                    error.WriteLine($"--folder needs the folder. {Usage}");
                    return Misused;
                default:
                    error.WriteLine($"'{args[at]}' is not understood. {Usage}");
                    return Misused;
            }
        }

        return Run(folder ?? GoldenFolder.Default, allowUnsupported, output, error);
    }

    private static int Run(string folder, bool allowUnsupported, TextWriter output, TextWriter error)
    {
        if (!Directory.Exists(folder) || GoldenRunner.FilesOf(folder).Count == 0)
        {
            error.WriteLine(
                $"There are no golden cases (*.json) in '{folder}'. Name their folder with --folder, or set {GoldenFolder.Variable}.");
            return Misused;
        }

        var result = GoldenRunner.Run(folder);
        Write(result, output);
        return result.Failed == 0 && (result.Unexplained == 0 || allowUnsupported) ? Agrees : Differs;
    }

    private static void Write(GoldenResult result, TextWriter output)
    {
        foreach (var vector in result.Vectors)
        {
            output.WriteLine($"{(vector.HasPassed ? "passed" : "FAILED")} {vector.Name}");
            if (vector.Refusal is { } refusal)
            {
                output.WriteLine($"    {refusal}");
            }

            foreach (var mismatch in vector.Mismatches.Take(MismatchesShown))
            {
                output.WriteLine($"    {mismatch}");
            }

            if (vector.Mismatches.Count > MismatchesShown)
            {
                output.WriteLine($"    and {vector.Mismatches.Count - MismatchesShown} more");
            }
        }

        foreach (var family in result.Unsupported)
        {
            output.WriteLine(family);
        }

        output.WriteLine(result.Summary);
    }
}
