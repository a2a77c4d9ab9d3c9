using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Live.Queries;

/// <summary>What a rule set would do to accounts: each is evaluated as it stands and under the draft, against one priced market each.</summary>
public sealed class RulePreview(RuleBookId book, RuleSet rules)
{
    private PricedMarket? _current;
    private PricedMarket? _draft;

    /// <summary>Before and after, per pool; nothing for an account of another book, or one of which nothing can be said.</summary>
    public IReadOnlyList<RuleImpact> ImpactOn(AccountPicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.RuleBook != book || picture.Market is null)
        {
            return [];
        }

        // All accounts are compared on the market of the first, so that prices are found once and nothing but the rules differs.
        _current ??= picture.Market;
        _draft ??= new PricedMarket(_current.Market, rules);
        var before = HouseModel.EvaluateFigures(picture.Book, _current);
        var after = HouseModel.EvaluateFigures(picture.Book, _draft);
        return [.. before.Pools.Select(pool => new RuleImpact(picture.Account, pool.Pool, PoolFigures.Of(pool), PoolFigures.Of(after.PoolOf(pool.Pool))))];
    }
}
