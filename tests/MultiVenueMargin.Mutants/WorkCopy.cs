using System.Text;
using System.Xml.Linq;

namespace MultiVenueMargin.Mutants;

/// <summary>
/// The repository's tracked files in a temporary folder, where mutants are planted, built and tested: the clone itself is not
/// touched. Removed at the end.
/// </summary>
internal sealed class WorkCopy : IDisposable
{
    private const string RiskTests = "tests/MultiVenueMargin.Risk.Tests";
    private const string CliTests = "tests/MultiVenueMargin.Cli.Tests";
    private const string Configuration = "Release";

    // The worked examples first, as they are the quickest; then everything else that tests the margin, and last the golden cases.
    private const string Examples = "FullyQualifiedName~.House.|FullyQualifiedName~.Collateral.|FullyQualifiedName~.Valuation.|FullyQualifiedName~.Statistics.";
    private const string OtherRiskTests = "FullyQualifiedName!~.House.&FullyQualifiedName!~.Collateral.&FullyQualifiedName!~.Valuation.&FullyQualifiedName!~.Statistics.&FullyQualifiedName!~.Pricing.";
    private const string GoldenCases = "FullyQualifiedName~GoldenCasesTests";

    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TestLimit = TimeSpan.FromMinutes(3);

    private readonly string _folder;

    private WorkCopy(string folder) => _folder = folder;

    public static WorkCopy Of(string repository)
    {
        var (exitCode, files) = Tool.Run(repository, BuildLimit, "git", "ls-files", "-z");
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"{repository} is not a clone: {files}");
        }

        var folder = Directory.CreateTempSubdirectory("mvm-mutants-").FullName;
        foreach (var file in files.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var from = Path.Combine(repository, file);
            if (File.Exists(from))
            {
                var to = Path.Combine(folder, file);
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(from, to);
            }
        }

        return new WorkCopy(folder);
    }

    /// <summary>Builds and tests the original: a mutant that "fails" where that fails too would prove nothing.</summary>
    public void Prepare()
    {
        foreach (var project in (string[])[RiskTests, CliTests])
        {
            if (Build(project, restore: true) is { } error)
            {
                throw new InvalidOperationException($"The original does not build: {error}");
            }
        }

        foreach (var (project, filter) in Rounds)
        {
            if (FailuresOf(project, filter) is { Count: > 0 } failures)
            {
                throw new InvalidOperationException($"The original does not pass: {failures[0]}");
            }
        }
    }

    /// <summary>Plants a mutant, builds, runs tests until one fails, and puts the original back.</summary>
    public Verdict Try(int number, Mutant mutant)
    {
        var path = Path.Combine(_folder, mutant.File);
        var original = File.ReadAllText(path);
        File.WriteAllText(path, Mutation.Plant(original, mutant), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        try
        {
            foreach (var (project, filter) in Rounds)
            {
                if (Build(project, restore: false) is { } error)
                {
                    return new Verdict(number, mutant, Fate.Invalid, error, 0);
                }

                if (FailuresOf(project, filter) is { Count: > 0 } failures)
                {
                    return new Verdict(number, mutant, Fate.Killed, failures[0], failures.Count);
                }
            }

            return new Verdict(number, mutant, Fate.Survived, string.Empty, 0);
        }
        finally
        {
            File.WriteAllText(path, original, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IReadOnlyList<(string Project, string Filter)> Rounds =>
        [(RiskTests, Examples), (RiskTests, OtherRiskTests), (CliTests, GoldenCases)];

    /// <summary>The compiler's first error; absent when it built. Style is no matter here.</summary>
    private string? Build(string project, bool restore)
    {
        string[] arguments =
        [
            "build", project, "--configuration", Configuration, "--nologo", "--verbosity", "quiet",
            "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false", "-p:GenerateDocumentationFile=false",
        ];
        var (exitCode, output) = Tool.Run(_folder, BuildLimit, "dotnet", restore ? arguments : [.. arguments, "--no-restore"]);
        if (exitCode == 0)
        {
            return null;
        }

        var error = output.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? "the build did not end";
        return error.Replace(_folder + Path.DirectorySeparatorChar, string.Empty, StringComparison.Ordinal).Trim();
    }

    /// <summary>The tests that failed, in order of their names without the root namespace; the time limit counts as one.</summary>
    private List<string> FailuresOf(string project, string filter)
    {
        var results = Path.Combine(_folder, "artifacts", "mutant.trx");
        File.Delete(results);
        var assembly = Path.Combine(project, "bin", Configuration, "net10.0", Path.GetFileName(project) + ".dll");
        var (exitCode, output) = Tool.Run(
            _folder,
            TestLimit,
            "dotnet",
            ["test", assembly, "--nologo", "--filter", filter, "--logger", $"trx;LogFileName={results}"]);
        if (exitCode is null)
        {
            return ["the time limit"];
        }

        if (!File.Exists(results))
        {
            // A filter that finds nothing leaves no results; a crash of the runner does neither.
            return exitCode == 0 ? [] : [output.Trim().Split('\n')[^1]];
        }

        var failed = XDocument.Load(results).Descendants()
            .Where(element => element.Name.LocalName == "UnitTestResult" && (string?)element.Attribute("outcome") == "Failed")
            .Select(element => ((string?)element.Attribute("testName") ?? string.Empty)
                .Replace("MultiVenueMargin.Risk.Tests.", string.Empty, StringComparison.Ordinal)
                .Replace("MultiVenueMargin.", string.Empty, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
        return failed.Count == 0 && exitCode != 0 ? ["a crash of the test run"] : failed;
    }
}
