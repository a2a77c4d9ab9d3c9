namespace MultiVenueMargin.Conventions.Tests;

/// <summary>What a rule found, and the two things a test does with it.</summary>
internal static class Findings
{
    /// <summary>The rule holds over these files; otherwise the test names every place where it does not.</summary>
    public static void None(IEnumerable<SourceFile> files, Func<SourceFile, IEnumerable<string>> rule, string saying)
    {
        string[] found = [.. files.SelectMany(rule)];
        Assert.True(found.Length == 0, saying + Environment.NewLine + string.Join(Environment.NewLine, found));
    }

    /// <summary>The rule can fail: it finds something in the bad text, and nothing in the good one.</summary>
    public static void Tells(Func<SourceFile, IEnumerable<string>> rule, SourceFile bad, SourceFile good)
    {
        Assert.NotEmpty(rule(bad));
        Assert.Empty(rule(good));
    }
}
