using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// A book against a rule set and a hot market's rows: everything that a price does not change. It belongs to who had it compiled, who may
/// have it patched where the book has changed in figures alone (<see cref="BookPatch"/>); compiled again when the book changes otherwise, when
/// the rules do, when an instrument is no longer what it was (<see cref="HotGap.OutOfDate"/>), and when the statistical figures roll.
/// </summary>
public sealed class CompiledBook
{
    internal CompiledBook(AccountId account, HotMarket market, CompiledPool[] pools, HotTiers[] totals)
    {
        Account = account;
        StatisticsOf = market.Priced.Market.Version;
        CompiledAt = market.AsOf;
        CompiledPools = pools;
        Totals = totals;
        var names = new PoolId[pools.Length];
        for (var i = 0; i < pools.Length; i++)
        {
            names[i] = pools[i].Pool;
            foreach (var unit in pools[i].Units)
            {
                HasStatistics |= unit.Whole.Statistical > 0;
                HasHistory |= unit.HasHistory;
            }
        }

        Pools = names;
    }

    public AccountId Account { get; }

    /// <summary>The market on which its statistical figures (MARGIN §4) were found; they are held until it is compiled again.</summary>
    public MarketVersion StatisticsOf { get; }

    /// <summary>The valuation time of that market, in UTC ticks.</summary>
    internal long CompiledAt { get; }

    internal bool HasStatistics { get; }

    /// <summary>A unit of it has a history, whether or not there is anything at risk in it.</summary>
    internal bool HasHistory { get; }

    /// <summary>Its statistical figures were found on a book of other ages.</summary>
    internal bool HasOlderStatistics { get; set; }

    /// <summary>A patch was begun and not finished: it is neither the book before nor the book after.</summary>
    internal bool IsHalfPatched { get; set; }

    /// <summary>Whether its bounds are proven there: its statistical figures are those of that market, or it has none.</summary>
    public bool IsExactOn(HotMarket market)
    {
        ArgumentNullException.ThrowIfNull(market);
        return !HasStatistics || HotStatistics.IsOfThisMarket(this, market);
    }

    /// <summary>Its pools, in the report's order.</summary>
    public IReadOnlyList<PoolId> Pools { get; }

    internal CompiledPool[] CompiledPools { get; }

    /// <summary>The haircut schedule of each asset the account has lines of.</summary>
    internal HotTiers[] Totals { get; }
}
