namespace MultiVenueMargin.Conventions.Tests;

/// <summary>
/// Who may know whom, in words. References point inwards: what a project may use, it may use with everything that in
/// turn may use. A project that is not listed here does not build into anything: list it first, and think about where.
/// </summary>
internal static class ProjectReferences
{
    private const string MayUse = """
        Domain            : nothing
        Risk              : Domain
        Accounts          : Domain, Risk
        Files             : Domain, Risk
        Journal           : Accounts
        Live              : Accounts, Journal
        Engine            : Live
        Grains            : Live
        Venues            : Domain
        Venues.Exchanges  : Venues
        Venues.Chains     : Venues
        Venues.Clearing   : Venues
        Venues.Simulator  : Venues
        Grpc              : nothing
        Contracts         : Domain, Risk, Accounts, Files, Grpc
        Gateway           : Contracts, Accounts
        Client            : Contracts
        Host              : Engine, Files, Grains, Venues.Exchanges, Venues.Chains, Venues.Clearing, Venues.Simulator, Gateway, Client
        Golden            : Risk
        Cli               : Host, Files, Golden
        Testing           : Cli
        Platform.Conformance : Accounts
        CrashSubject      : Engine
        Grpc.Interop      : Grpc
        Grpc.Tests        : Grpc, Grpc.Interop
        RuleBooks.Tests   : Risk
        Venues.Tests      : Venues.Exchanges
        Gateway.Tests     : Gateway, Engine, Testing, Platform.Conformance
        EndToEnd.Tests    : Client, Host, Testing, Platform.Conformance
        Simulation        : Testing
        Benchmarks        : Testing
        Mutants           : nothing
        Conventions.Tests : Domain
        """;

    // The core decides; what it decides must not depend on anybody else's release.
    public static readonly string[] WithoutPackages = ["Domain", "Risk", "Accounts"];

    private static readonly Dictionary<string, string[]> Table = MayUse
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(':', StringSplitOptions.TrimEntries))
        .ToDictionary(
            row => row[0],
            row => row[1] == "nothing" ? [] : row[1].Split(',', StringSplitOptions.TrimEntries),
            StringComparer.Ordinal);

    /// <summary>All that <paramref name="project"/> may reference, or null when the table does not know it.</summary>
    public static IReadOnlySet<string>? AllowedFor(string project)
    {
        if (Table.ContainsKey(project))
        {
            return Closure(project);
        }

        // X.Tests may know X, all that X may know, the test kit, the suite that every host derives from, and the process that is killed.
        string subject = project.EndsWith(".Tests", StringComparison.Ordinal) ? project[..^".Tests".Length] : "";
        return Table.ContainsKey(subject) ? new HashSet<string>(Closure(subject)) { subject, "Testing", "Platform.Conformance", "CrashSubject" } : null;
    }

    private static HashSet<string> Closure(string project)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(Table[project]);
        while (open.TryPop(out string? next))
        {
            if (reached.Add(next))
            {
                foreach (string further in Table[next])
                {
                    open.Push(further);
                }
            }
        }

        return reached;
    }
}
