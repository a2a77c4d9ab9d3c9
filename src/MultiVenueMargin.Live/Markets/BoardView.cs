using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Live.Markets;

/// <summary>
/// The market at one version, priced once under the rules in force of each book for all the accounts of a process. Immutable to its users
/// and safe to share; what nobody holds is never priced.
/// </summary>
public sealed class BoardView
{
    private readonly Dictionary<RuleBookId, PricedMarket> _markets = [];

    /// <param name="stamp">Of the market and its valuation time.</param>
    /// <param name="snapshot">Absent before anything was published.</param>
    /// <param name="doubtful">Assets whose sources do not confirm one another.</param>
    /// <param name="rules">All of them.</param>
    /// <param name="rulesEpoch">One more whenever another rule set came into force.</param>
    /// <param name="before">The version before this one: prices of what stands still are taken over from it.</param>
    internal BoardView(
        MarketStamp stamp, MarketSnapshot? snapshot, IReadOnlySet<Asset> doubtful, RuleCatalogue rules, long rulesEpoch, BoardView? before = null)
    {
        (Stamp, Snapshot, Doubtful, Rules, RulesEpoch) = (stamp, snapshot, doubtful, rules, rulesEpoch);
        if (snapshot is null)
        {
            return;
        }

        // Books with the same rules in force share what is priced.
        var priced = new Dictionary<RuleVersion, PricedMarket>();
        foreach (var book in rules.Books)
        {
            if (rules.FindInForce(book, stamp.ValuedAt) is { } inForce)
            {
                if (!priced.TryGetValue(inForce.Version, out var market))
                {
                    priced.Add(inForce.Version, market = before?.FindMarket(book)?.Next(snapshot, inForce) ?? new PricedMarket(snapshot, inForce));
                }

                _markets.Add(book, market);
            }
        }
    }

    public MarketStamp Stamp { get; }

    /// <summary>Absent before anything was published.</summary>
    public MarketSnapshot? Snapshot { get; }

    /// <summary>Assets whose sources are too few to confirm one another, or split.</summary>
    public IReadOnlySet<Asset> Doubtful { get; }

    /// <summary>How far the sources of each asset agree.</summary>
    public IReadOnlyDictionary<Asset, Divergence> Divergences { get; internal init; } = new Dictionary<Asset, Divergence>();

    public RuleCatalogue Rules { get; }

    /// <summary>One more whenever another rule set came into force in some book.</summary>
    internal long RulesEpoch { get; }

    internal bool HasSameRulesAs(BoardView other) => _markets.Count == other._markets.Count
        && _markets.All(market => other._markets.TryGetValue(market.Key, out var before) && before.Rules.Version == market.Value.Rules.Version);

    /// <summary>What is kept in memory of prices, here and lately in the versions before.</summary>
    public KeptPrices Kept => _markets.Values.Distinct().Aggregate(default(KeptPrices), (all, market) => all + market.Kept);

    /// <summary>Absent while nothing was published, or no rules of the book are in force: then nothing can be said of margin.</summary>
    public PricedMarket? FindMarket(RuleBookId book) => _markets.GetValueOrDefault(book);
}
