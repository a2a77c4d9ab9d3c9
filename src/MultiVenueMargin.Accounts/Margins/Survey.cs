using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Accounts.Margins;

/// <summary>
/// One evaluation of an account and how each of its pools stands by it. Where there is no market, or the book cannot have a value
/// (<see cref="BookCheck"/> says why), every pool is unknown.
/// </summary>
internal sealed class Survey
{
    private readonly Turn _turn;
    private readonly long _version;

    private Survey(Turn turn, Book book, MarginReport? report)
    {
        _turn = turn;
        _version = turn.Account.Version;
        Book = book;
        Report = report;
        Pools = [.. PoolsOf(turn.Account, report).Select(Standing)];
    }

    public Book Book { get; }

    public MarginReport? Report { get; }

    /// <summary>The market it was evaluated with; absent exactly where <see cref="Report"/> is.</summary>
    public PricedMarket? Market => Report is null ? null : _turn.Context.Market;

    /// <summary>Every pool that holds something, and every one of which something is recorded or under way; the cross pool first.</summary>
    public IReadOnlyList<PoolStanding> Pools { get; }

    public IReadOnlyList<PoolFigures> Figures => [.. Pools.Select(pool => pool.Figures).OfType<PoolFigures>()];

    /// <summary>Evaluates a book of the account as it stands now.</summary>
    public static Survey Of(Turn turn, Book book) => new(turn, book, Evaluate(book, turn.Context.Market));

    public PoolStanding? Find(PoolId pool) => Pools.FirstOrDefault(standing => standing.Pool == pool);

    public PoolStanding Of(PoolId pool) =>
        Find(pool) ?? throw new InvalidOperationException($"{pool} has something under way and was not looked at.");

    /// <summary>What a decision on a pool rests on. The pool's figures must be there.</summary>
    public Evidence EvidenceOf(PoolId pool)
    {
        var standing = Of(pool);
        if (Report is null || Market is null || standing.Figures is null)
        {
            throw new InvalidOperationException($"Nothing can rest on {pool}, which could not be evaluated.");
        }

        return Evidence.Of(_version, _turn.Context.Stamp, standing.Figures, Book, Market);
    }

    private static MarginReport? Evaluate(Book book, PricedMarket? market)
    {
        if (market is null)
        {
            return null;
        }

        try
        {
            return HouseModel.EvaluateFigures(book, market);
        }
        catch (Exception refusal) when (refusal is OverflowException or ArgumentOutOfRangeException
            && BookCheck.Check(book, market.Market).Count > 0)
        {
            // What a venue told is larger than anything can be. That is not a figure, and no reason for the account to stop.
            return null;
        }
    }

    private static IEnumerable<PoolId> PoolsOf(Account account, MarginReport? report) =>
        (report?.Pools.Select(pool => pool.Pool) ?? [])
        .Concat(account.Margins.Pools)
        .Concat(account.Calls.Open.Select(call => call.Pool))
        .Concat(account.Liquidations.UnderWay.Select(liquidation => liquidation.Pool))
        .Distinct()
        .OrderBy(pool => pool == PoolId.Cross ? 0 : 1)
        .ThenBy(pool => pool);

    private PoolStanding Standing(PoolId pool)
    {
        var prior = _turn.Account.Margins.Of(pool).LastKnown;
        if (Report is null)
        {
            return new PoolStanding(pool, prior, null);
        }

        var found = Report.Pools.FirstOrDefault(each => each.Pool == pool);
        return new PoolStanding(pool, prior, found is null ? PoolFigures.NothingIn(pool) : PoolFigures.Of(found));
    }
}
