using System.Diagnostics;
using System.Globalization;

namespace MultiVenueMargin.Simulation;

/// <summary>
/// <c>--seed N [--trace]</c> goes through one seed; <c>--first-seed N --seeds K [--threads T]</c> through many. Exit code 0 only if everything held.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        if (NumberOf(arguments, "--seed") is { } seed)
        {
            return One(seed, arguments.Contains("--trace"));
        }

        if (NumberOf(arguments, "--seeds") is not { } seeds || seeds < 1)
        {
            Console.Error.WriteLine("Say --seed N [--trace], or --first-seed N --seeds K [--threads T].");
            return 2;
        }

        var first = NumberOf(arguments, "--first-seed") ?? 1;
        var results = Span.Go(first, seeds, NumberOf(arguments, "--threads") ?? Math.Min(2, Environment.ProcessorCount));
        var all = new Sometimes();
        foreach (var result in results)
        {
            all.Add(result.Sometimes);
            if (result.Failure is { } failure)
            {
                Console.WriteLine($"seed {result.Seed} FAILED: {string.Join('\n', failure.Split('\n').Take(6))}");
            }
        }

        foreach (var (what, times) in all.Counts)
        {
            Console.WriteLine($"  {times,10} {what}");
        }

        var never = Expected.MissingFrom(all, seeds);
        foreach (var what in never)
        {
            Console.WriteLine($"NEVER occurred: {what}");
        }

        var failed = results.Count(result => result.Failure is not null);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{seeds} seeds, {failed} failed, {never.Count} expected things never occurred, {all.Counts.Count} kinds of things seen, {watch.Elapsed.TotalSeconds:0.0} s"));
        return failed == 0 && never.Count == 0 ? 0 : 1;
    }

    private static int One(int seed, bool isTold)
    {
        var result = Run.Of(seed, isTold);
        foreach (var line in result.Trace.Lines)
        {
            Console.WriteLine(line);
        }

        Console.WriteLine(result.Failure is { } failure ? $"seed {seed} FAILED: {failure}" : $"seed {seed} holds");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"1 seeds, {(result.Failure is null ? 0 : 1)} failed, trace {result.Trace.Hash:x16}"));
        return result.Failure is null ? 0 : 1;
    }

    private static int? NumberOf(string[] arguments, string name)
    {
        var at = Array.IndexOf(arguments, name);
        return at >= 0 && at + 1 < arguments.Length && int.TryParse(arguments[at + 1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }
}
