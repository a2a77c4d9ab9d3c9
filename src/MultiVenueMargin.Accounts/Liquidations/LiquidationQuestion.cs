using MultiVenueMargin.Accounts.Margins;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Accounts.Liquidations;

/// <summary>
/// What a plan for one pool would rest on now, taken out of an account at one moment: immutable, for planning is the dearest thing there is and is
/// done where it holds nobody up.
/// </summary>
public sealed class LiquidationQuestion
{
    private readonly AccountPolicy _policy;
    private readonly TurnContext _context;
    private readonly PoolId _pool;
    private readonly bool _isPool;
    private readonly long _version;
    private readonly Book _book;
    private readonly Liquidation? _underWay;
    private readonly bool _isCurrent;

    private LiquidationQuestion(Account account, TurnContext context, PoolId pool, bool isCurrent)
    {
        (_policy, _context, _pool, _version, _isCurrent) = (account.Policy, context, pool, account.Version, isCurrent);
        _isPool = account.Pools.All.Contains(pool);
        _book = account.BookAt(context.Now);
        _underWay = account.Liquidations.FindUnderWay(pool);
    }

    /// <summary>Takes what is needed out of the account; it copies and does not compute.</summary>
    public static LiquidationQuestion Of(Account account, TurnContext context, PoolId pool, bool isCurrent)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(context);
        return new LiquidationQuestion(account, context, pool, isCurrent);
    }

    /// <summary>
    /// The plan, made as the account itself would make it. Refused, in this order, where the account has no such pool, and where it would plan nothing
    /// because something is not known: the market or the rules, the pool's state, a price that its terms want confirmed.
    /// </summary>
    public LiquidationPreview Answer()
    {
        if (!_isPool)
        {
            throw new RefusedException(Refusal.NotFound, $"{_book.Account} has no pool {_pool}.");
        }

        var market = _context.Market ?? throw Unknown($"nothing was published, or no rules of {_policy.RuleBook} are in force");
        var report = Evaluate(market).Pools.FirstOrDefault(each => each.Pool == _pool);
        if (report?.State == MarginState.Unknown)
        {
            throw Unknown(string.Join("; ", report.Unknown.Select(each => $"{each.Subject}: {each.Reason}")));
        }

        if (_policy.Liquidation.NeedsConfirmedPrices && DoubtfulPrices.Of(_book, _pool, market, _context.Doubtful) is [_, ..] doubtful)
        {
            throw Unknown($"the price of {string.Join(", ", doubtful)} is not confirmed by its sources, and nothing is liquidated there while it is not");
        }

        var figures = report is null ? PoolFigures.NothingIn(_pool) : PoolFigures.Of(report);
        var draft = new LiquidationPlans(_policy, _book, market, _context.Now, HousePlans.Make).For(_pool, _underWay);
        return new LiquidationPreview(
            _pool, Evidence.Of(_version, _context.Stamp, figures, _book, market), draft.Steps, draft.Outcome, draft.Reasons, _underWay?.Id, _isCurrent);
    }

    private MarginReport Evaluate(PricedMarket market)
    {
        try
        {
            return HouseModel.EvaluateFigures(_book, market);
        }
        catch (Exception refusal) when (refusal is OverflowException or ArgumentOutOfRangeException
            && BookCheck.Check(_book, market.Market) is [var finding, ..])
        {
            throw Unknown($"what venues told cannot be meant: {finding}");
        }
    }

    private RefusedException Unknown(string why) => new(Refusal.Unknown, $"Nothing is planned for {_pool}: {why}.");
}
