using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Journal.Seals;
using MultiVenueMargin.Live;

namespace MultiVenueMargin.Engine;

/// <summary>How an embedded engine runs.</summary>
public sealed record EngineOptions
{
    public LiveOptions Live { get; init; } = new();

    public MarketPolicy Market { get; init; } = new();

    /// <summary>What the journal is sealed with, owned by the caller; absent: nothing is sealed, and alterations of a whole journal could not be told.</summary>
    public SealKey? SealKey { get; init; }

    /// <summary>How long a loop without work sleeps at most: how late a deadline may be noticed.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Accounts that one list or preview asks for at a time.</summary>
    public int AccountsAtOnce { get; init; } = 256;

    /// <summary>Accounts in one page of a list.</summary>
    public int AccountsPerPage { get; init; } = 1_000;

    /// <summary>Figures in one page.</summary>
    public int FiguresPerPage { get; init; } = 10_000;

    /// <summary>One shard per core but the one that the journal needs.</summary>
    public static int ShardsFor(int processors) => Math.Max(1, processors - 1);

    /// <summary>What is wrong with these options; empty when they are sound.</summary>
    public IReadOnlyList<string> Check()
    {
        var problems = new List<string>(Live.Check());
        problems.AddRange(Market.Check().Select(finding => finding.ToString()));
        if (Idle <= TimeSpan.Zero || Idle > TimeSpan.FromSeconds(1))
        {
            problems.Add($"{nameof(Idle)} is longer than nothing and at most a second, not {Idle}: deadlines wait so long.");
        }

        if (AccountsAtOnce < 1 || AccountsPerPage < 1 || FiguresPerPage < 1)
        {
            problems.Add($"{nameof(AccountsAtOnce)}, {nameof(AccountsPerPage)} and {nameof(FiguresPerPage)} are at least 1.");
        }

        return problems;
    }
}
