using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Host.Bench.Margins;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.Cli.Tests.CommandLine;

[Collection(AloneCollection.Name)]
public sealed class GuardCommandTests
{
    // A band that no machine leaves: what is asked here is whether the guard looks, not what it sees.
    private const double Wide = 1e12;

    /// <summary>No test judges by time: the bands are as wide as can be, and then one of them is what cannot be.</summary>
    [Fact]
    public void Guard_WhenARowLeavesItsBand_NamesItAndEndsWithACode()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("guard.json");

        var recorded = CommandRun.Of("bench", "risk", "--guard", file, "--record", "--runs", "1");
        Assert.Equal((ExitCode.Sound, string.Empty), (recorded.ExitCode, recorded.Errors));
        var record = GuardRecord.Read(File.ReadAllText(file));
        var committed = GuardRecord.Read(File.ReadAllText(Path.Combine(RepositoryFolder.Root, "bench", "guard.json")));
        Assert.Equal(committed.Rows.Select(row => (row.Name, row.To)), record.Rows.Select(row => (row.Name, row.To)));
        Assert.Equal(committed.Rows.Where(row => row.Bytes == 0).Select(row => row.Name), record.Rows.Where(row => row.Bytes == 0).Select(row => row.Name));

        File.WriteAllText(file, (record with { RatioFactor = Wide, BytesFactor = Wide }).ToJson());
        var held = CommandRun.Of("bench", "risk", "--guard", file, "--runs", "1");
        Assert.Equal((ExitCode.Sound, string.Empty), (held.ExitCode, held.Errors));
        Assert.Contains($"{record.Rows.Count} rows, all of them where", held.Output, StringComparison.Ordinal);
        Assert.All(record.Rows, row => Assert.Contains($"{row.Name}: ", held.Output, StringComparison.Ordinal));

        var (name, bytes) = ("allocated: a book compiled", 0.0);
        File.WriteAllText(file, (record with { RatioFactor = Wide, Rows = [.. record.Rows.Select(row => row.Name == name ? row with { Bytes = bytes } : row)], BytesFactor = Wide }).ToJson());
        var left = CommandRun.Of("bench", "risk", "--guard", file, "--runs", "1");
        Assert.Equal(ExitCode.NotHeld, left.ExitCode);
        Assert.StartsWith($"left its band: {name}: ", left.Errors, StringComparison.Ordinal);
        Assert.Single(left.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"{record.Rows.Count} rows, 1 of them not where", left.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Guard_OfWhatWasCompiledOtherwise_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("guard.json", new GuardRecord(GuardRecord.SchemaName, "elsewhere", !GuardBench.IsCompiledAtOnce, 2, 2, []).ToJson());

        var run = CommandRun.Of("bench", "risk", "--guard", file);

        Assert.Equal((ExitCode.FileRefused, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains("DOTNET_TieredCompilation=0", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("guard")]
    [InlineData(null)]
    public void Guard_WithoutARecord_IsRefused(string? content)
    {
        using var folder = new TemporaryFolder();
        var file = content is null ? folder.PathOf("none.json") : folder.Write("guard.json", content);

        var run = CommandRun.Of("bench", "risk", "--guard", file);

        Assert.Equal((ExitCode.FileRefused, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains("cannot be the guard's record", run.Errors, StringComparison.Ordinal);
    }
}
