using System.Text;
using MultiVenueMargin.Testing.Files;

namespace MultiVenueMargin.Files.Tests;

/// <summary>Files with bytes changed, lost, doubled and cut: read or refused with a place and a fix, never thrown over.</summary>
public sealed class SpoiltFilesTests
{
    private static readonly string[] Insertions =
        ["\"", "{", "}", "[", "]", ",", ":", "-", "e", "1e9", "null", "NaN", "\\ud800", "\0", "\u001b", "\u202e", "\r\n", "\"a\":", "9999999999999999999999999999999"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void File_WhenSpoiltAtRandom_IsReadOrRefused(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 1_000; i++)
        {
            AssertReadOrRefused(seed, i, BookFile.Parse("book.json", Spoil(Examples.Book, random)));
            AssertReadOrRefused(seed, i, MarketFile.Parse("market.json", Spoil(Examples.Market, random)));
            AssertReadOrRefused(seed, i, RulesFile.Parse("rules.json", Spoil(Examples.Rules, random)));
            AssertReadOrRefused(seed, i, WhatIfFile.Parse("what-if.json", Spoil(Examples.WhatIf, random)));
        }
    }

    private static void AssertReadOrRefused<T>(int seed, int at, Loaded<T> loaded)
        where T : class
    {
        Assert.True(loaded.Content is null == loaded.ProblemCount > 0, $"seed {seed}, {at}");
        Assert.All(loaded.Lines, line =>
        {
            Assert.DoesNotContain(line, character => char.IsControl(character) || character == '\u202e');
            Assert.InRange(line.Length, 1, 1_000);
        });
        Assert.All(loaded.Problems, problem => Assert.True(problem.Found.Length > 0 && problem.Fix.Length > 0, $"seed {seed}, {at}: {problem}"));
    }

    private static byte[] Spoil(string json, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(json).ToList();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 12), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Insertions[random.Next(Insertions.Length)]));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)));
                    break;
                default:
                    bytes.RemoveRange(at, random.Next(10) == 0 ? bytes.Count - at : 1);
                    break;
            }

            if (bytes.Count == 0)
            {
                break;
            }
        }

        return [.. bytes];
    }
}
