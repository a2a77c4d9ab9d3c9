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
    private const string Examples =
        "FullyQualifiedName~.House.|FullyQualifiedName~.Collateral.|FullyQualifiedName~.Valuation."
        + "|FullyQualifiedName~.Statistics.";

    private const string OtherRiskTests =
        "FullyQualifiedName!~.House.&FullyQualifiedName!~.Collateral.&FullyQualifiedName!~.Valuation."
        + "&FullyQualifiedName!~.Statistics.&FullyQualifiedName!~.Pricing.";

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
            if (Build(project, "--verbosity", "quiet") is { } error)
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

    /// <summary>
    /// Plants a mutant, builds the one project it is in, lays its assembly beside the tests and runs them until one fails. Then
    /// everything is put back.
    /// </summary>
    public Verdict Try(int number, Mutant mutant)
    {
        var path = Path.Combine(_folder, mutant.File);
        var original = File.ReadAllText(path);
        var project = string.Join('/', mutant.File.Split('/')[..2]);
        var assembly = AssemblyOf(project, project);
        var kept = File.ReadAllBytes(assembly);
        Write(path, Mutation.Plant(original, mutant));
        try
        {
            if (Build(project, "--no-restore", "--no-dependencies") is { } error)
            {
                return new Verdict(number, mutant, Fate.Invalid, error, 0);
            }

            Lay(project, File.ReadAllBytes(assembly));
            foreach (var (tests, filter) in Rounds)
            {
                if (FailuresOf(tests, filter) is { Count: > 0 } failures)
                {
                    return new Verdict(number, mutant, Fate.Killed, failures[0], failures.Count);
                }
            }

            return new Verdict(number, mutant, Fate.Survived, string.Empty, 0);
        }
        finally
        {
            Write(path, original);
            Lay(project, kept);
            File.WriteAllBytes(assembly, kept);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IReadOnlyList<(string Project, string Filter)> Rounds =>
        [(RiskTests, Examples), (RiskTests, OtherRiskTests), (CliTests, GoldenCases)];

    /// <summary>Where an assembly of one project lies in the output of another.</summary>
    private string AssemblyOf(string project, string output) =>
        Path.Combine(_folder, output, "bin", Configuration, "net10.0", Path.GetFileName(project) + ".dll");

    /// <summary>Puts an assembly beside every test project that uses it.</summary>
    private void Lay(string project, byte[] assembly)
    {
        foreach (var tests in (string[])[RiskTests, CliTests])
        {
            File.WriteAllBytes(AssemblyOf(project, tests), assembly);
        }
    }

    private static void Write(string path, string text) =>
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    /// <summary>The compiler's first error; absent when it built. Style is no matter here.</summary>
    private string? Build(string project, params string[] more)
    {
        var (exitCode, output) = Tool.Run(
            _folder,
            BuildLimit,
            "dotnet",
            [
                "build", project, "--configuration", Configuration, "--nologo",
                "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false", .. more,
            ]);
        if (exitCode == 0)
        {
            return null;
        }

        var error = output.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal))
            ?? "the build did not end";
        return error.Replace(_folder + Path.DirectorySeparatorChar, string.Empty, StringComparison.Ordinal).Trim();
    }

    /// <summary>The tests that failed, by name without the root namespace; the time limit counts as one.</summary>
    private List<string> FailuresOf(string project, string filter)
    {
        var results = Path.Combine(_folder, "artifacts", "mutant.trx");
        File.Delete(results);
        var (exitCode, output) = Tool.Run(
            _folder,
            TestLimit,
            "dotnet",
            ["test", AssemblyOf(project, project), "--nologo", "--filter", filter, "--logger", $"trx;LogFileName={results}"]);
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
