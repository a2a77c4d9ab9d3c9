using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// A book against a rule set and a hot market's rows: everything that a price does not change. Immutable; compiled again when
/// the book or the rules change, when an instrument is no longer what it was (<see cref="HotGap.OutOfDate"/>), and when the
/// statistical figures roll.
/// </summary>
public sealed class CompiledBook
{
    internal CompiledBook(AccountId account, HotMarket market, CompiledPool[] pools, HotTiers[] totals)
    {
        Account = account;
        StatisticsOf = market.Priced.Market.Version;
        CompiledAt = market.AsOf;
        HasStatistics = pools.Any(pool => pool.Units.Any(unit => unit.Whole.Statistical > 0));
        CompiledPools = pools;
        Totals = totals;
        Pools = [.. pools.Select(pool => pool.Pool)];
    }

    public AccountId Account { get; }

    /// <summary>The market on which its statistical figures (MARGIN §4) were found; they are held until it is compiled again.</summary>
    public MarketVersion StatisticsOf { get; }

    /// <summary>The valuation time of that market, in UTC ticks.</summary>
    internal long CompiledAt { get; }

    internal bool HasStatistics { get; }

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
