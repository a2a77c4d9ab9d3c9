using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Consensus;

namespace MultiVenueMargin.Accounts.Markets;

/// <summary>How a publisher makes one market of what its sources say.</summary>
public sealed record MarketPolicy
{
    /// <summary>
    /// The least time between two snapshots. Four a second: a margin that follows a price within a quarter of a second is as good as one that
    /// follows every quote, and the journal holds a day of it in a few hundred megabytes.
    /// </summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Freshness, weights of sources and what counts as divergence, for every asset that has none of its own.</summary>
    public ConsensusPolicy Prices { get; init; } = ConsensusPolicy.Default;

    /// <summary>Where another rhythm is normal: a fiat rate that is fixed once a day, a vault share that is struck once an hour.</summary>
    public IReadOnlyDictionary<Asset, ConsensusPolicy> Assets { get; init; } = new Dictionary<Asset, ConsensusPolicy>();

    /// <summary>The same for marks of instruments that more than one source knows. Options move together with their forward, so the defaults hold.</summary>
    public ConsensusPolicy Instruments { get; init; } = ConsensusPolicy.Default;

    public ConsensusPolicy ConsensusOf(Asset asset) => Assets.TryGetValue(asset, out var own) ? own : Prices;

    /// <summary>What is wrong with it; empty when it is sound.</summary>
    public IReadOnlyList<Finding> Check()
    {
        List<Finding> findings = [];
        if (Interval <= TimeSpan.Zero)
        {
            findings.Add(new Finding("Interval", $"is {Interval}", "It is above zero"));
        }

        Add("Prices", Prices);
        Add("Instruments", Instruments);
        foreach (var (asset, policy) in Assets.OrderBy(entry => entry.Key))
        {
            Add($"Assets[{asset}]", policy);
        }

        return findings;

        void Add(string path, ConsensusPolicy policy) =>
            findings.AddRange(policy.Check().Select(finding => finding with { Path = $"{path}.{finding.Path}" }));
    }
}
