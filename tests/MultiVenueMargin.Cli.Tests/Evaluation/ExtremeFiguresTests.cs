using System.Text.RegularExpressions;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Testing;
using MultiVenueMargin.Testing.Files;

namespace MultiVenueMargin.Cli.Tests.Evaluation;

/// <summary>
/// Figures at the edges of what a field holds, alone and together: each book is evaluated or refused, and nothing crashes.
/// </summary>
public sealed partial class ExtremeFiguresTests
{
    private static readonly string[] Extremes =
    [
        "0", "-0", "1", "-1", "0.0000000000000000000000000001", "1E-20", "-1E-10", "1000000000000", "-1000000000000", "100000000000",
        "1000000000000000", "1000000000000000000", "-1000000000000000000", "999.9999999999999999999999999", "0.9999999999", "50", "1E-9",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Evaluate_WhenFiguresAreExtreme_EvaluatesOrRefuses(int seed)
    {
        var random = new Random(seed);
        using var folder = new TemporaryFolder();
        folder.Write("rules.json", Examples.Rules);
        var codes = new HashSet<int>();
        for (var i = 0; i < 400; i++)
        {
            var (book, market) = (Extreme(Examples.Book, random), Extreme(Examples.Market, random));
            folder.Write("book.json", book);
            folder.Write("market.json", market);

            var exception = Record.Exception(() => codes.Add(CommandRun.Of("evaluate", "--book", folder.PathOf("book.json")).ExitCode));

            Assert.True(exception is null, $"seed {seed}, {i}: {exception}\n{book}\n{market}");
        }

        Assert.Subset(new HashSet<int> { ExitCode.Sound, ExitCode.FileRefused, ExitCode.Called, ExitCode.Unknown }, codes);
        Assert.True(codes.Count > 1, "Both outcomes are wanted, or the extremes are too wild.");
    }

    private static string Extreme(string json, Random random)
    {
        var figures = Figure().Matches(json);
        var chosen = Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(figures.Count)).ToHashSet();
        var at = 0;
        return Figure().Replace(json, match => chosen.Contains(at++) ? $"\"{Extremes[random.Next(Extremes.Length)]}\"" : match.Value);
    }

    [GeneratedRegex("\"-?[0-9]+(\\.[0-9]+)?(E-[0-9]+)?\"")]
    private static partial Regex Figure();
}
