using System.Diagnostics;
using System.Globalization;

namespace MultiVenueMargin.Simulation;

/// <summary>
/// <c>--seed N [--trace]</c> goes through one seed; <c>--first-seed N --seeds K [--threads T]</c> through many. Exit code 0 only if everything held.
/// </summary>
internal static class Program
{
    private const int MostSeeds = 10_000_000;

    private static int Main(string[] arguments)
    {
        try
        {
            return Go(arguments);
        }
        catch (ArgumentException mistake)
        {
            Console.Error.WriteLine(mistake.Message);
            return 2;
        }
    }

    private static int Go(string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        if (NumberOf(arguments, "--seed") is { } seed)
        {
            return One(seed, arguments.Contains("--trace"));
        }

        if (NumberOf(arguments, "--seeds") is not { } seeds || seeds is < 1 or > MostSeeds)
        {
            Console.Error.WriteLine("Say --seed N [--trace], or --first-seed N --seeds K [--threads T].");
            return 2;
        }

        var first = NumberOf(arguments, "--first-seed") ?? 1;
        var results = Span.Go(first, (int)seeds, (int)(NumberOf(arguments, "--threads") ?? Math.Min(2, Environment.ProcessorCount)));
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

        var never = Expected.MissingFrom(all, results.Count);
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

    private static int One(long seed, bool isTold)
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

    /// <summary>The number behind a name; absent where the name is not there. Anything else behind it is a mistake, and no other seed is run for it.</summary>
    private static long? NumberOf(string[] arguments, string name)
    {
        var at = Array.IndexOf(arguments, name);
        if (at < 0)
        {
            return null;
        }

        return at + 1 < arguments.Length && long.TryParse(arguments[at + 1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ArgumentException($"{name} takes a whole number of 64 bits.");
    }
}
