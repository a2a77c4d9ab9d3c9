namespace MultiVenueMargin.Conventions.Tests;

/// <summary>A file of the repository: its path from the root, and its text, or a text made up to try a rule on.</summary>
internal sealed record SourceFile(string Name, string? MadeUpText = null)
{
    public string Text => MadeUpText ?? File.ReadAllText(Path.Combine(Repository.Root, Name));

    public IReadOnlyList<string> Lines => Text.ReplaceLineEndings("\n").Split('\n');

    /// <summary>"src/X/Y.cs:12: what", which an editor can jump to.</summary>
    public string At(int lineIndex, string what) => $"{Name}:{lineIndex + 1}: {what}";
}
