using MultiVenueMargin.Golden.House;
using Xunit.Abstractions;

namespace MultiVenueMargin.Golden.Tests;

public sealed class GoldenCasesTests(ITestOutputHelper output)
{
    [GoldenFolderFact]
    public void Golden_WhenFolderIsPresent_EveryVectorPasses()
    {
        var result = GoldenRunner.Run(GoldenFolder.Default);
        foreach (var family in result.Unsupported)
        {
            output.WriteLine(family.ToString());
        }

        AssertEveryVectorPasses(result);
    }

    /// <summary>The same for a clone without that folder: cases worked by hand from MARGIN.md, with the working in each file.</summary>
    [Fact]
    public void Golden_WhenWorkedByHandInTheRepository_EveryVectorPasses()
    {
        var result = GoldenRunner.Run(RepositoryCases.Folder);
        Assert.Empty(result.Unsupported);
        AssertEveryVectorPasses(result);
    }

    /// <summary>Numbers that peers and venues published, restated here with where they stand, for a clone without that folder.</summary>
    [Fact]
    public void Vectors_WhenRestatedInTheRepository_AllPass()
    {
        var result = GoldenRunner.Run(RepositoryCases.VectorFolder);
        Assert.Empty(result.Unsupported);
        AssertEveryVectorPasses(result);
    }

    private void AssertEveryVectorPasses(GoldenResult result)
    {
        output.WriteLine(result.Summary);
        Assert.NotEmpty(result.Vectors);
        var failures = result.Vectors
            .Where(vector => !vector.HasPassed)
            .Select(vector => string.Join("\n    ", [vector.Name, .. vector.Refusal is { } refusal ? [refusal] : vector.Mismatches.Take(8).Select(each => each.ToString())]))
            .ToList();
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }
}
