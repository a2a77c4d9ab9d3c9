using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Accounts.Margins;

/// <summary>Finds again what a decision rested on, from the book and the market that its evidence names: for who does not take a record's word for it.</summary>
public static class EvidenceRecomputation
{
    /// <param name="book">Of the account at <paramref name="accountVersion"/>, at the moment of the decision.</param>
    public static Evidence Of(Book book, PoolId pool, long accountVersion, MarketStamp stamp, PricedMarket market)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(market);
        var report = HouseModel.Evaluate(book, market);
        var found = report.Pools.FirstOrDefault(each => each.Pool == pool);
        var (prices, marks) = HeldMarks.Of(book, pool, market);
        return new Evidence(accountVersion, stamp, report.Rules, found is null ? PoolFigures.NothingIn(pool) : PoolFigures.Of(found), prices, marks);
    }
}
