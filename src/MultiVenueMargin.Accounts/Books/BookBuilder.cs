using MultiVenueMargin.Accounts.Corrections;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Accounts.Books;

/// <summary>
/// The book of an account at a moment: what its feeds told, less what is about to leave, plus what is on its way and what operators
/// corrected. The same state gives the same book, line by line: everything is taken in the order of ids.
/// </summary>
internal sealed class BookBuilder
{
    /// <summary>In which pool a feed lies; null leaves it out.</summary>
    public delegate PoolId? PoolOf(Feed feed);

    private readonly Account _account;
    private readonly DateTimeOffset _now;
    private readonly PoolOf _poolOf;
    private readonly TransitTable _transit;
    private readonly List<CollateralLine> _lines = [];
    private readonly List<Position> _positions;
    private readonly List<RestingOrder> _orders = [];
    private readonly List<LostFeed> _lost = [];

    private BookBuilder(Account account, DateTimeOffset now, PoolOf poolOf)
    {
        _account = account;
        _now = now;
        _poolOf = poolOf;
        _transit = TransitTable.Of(account);
        var positions = 0;
        foreach (var feed in account.Feeds.All)
        {
            positions += feed.Lines.Positions.Count;
        }

        _positions = new List<Position>(positions);
    }

    /// <summary>What it would tell is unknown by now.</summary>
    public static bool IsLost(Feed feed, Account account, DateTimeOffset now) =>
        feed.GradeAt(now, account.Policy.Freshness.BoundsOf(feed.Id.Location)) is Freshness.Unheard or Freshness.Lost;

    public static Book Of(Account account, DateTimeOffset now) => Of(account, now, feed => feed.Pool);

    /// <summary>The book as it would be if feeds lay in these pools, or in none.</summary>
    public static Book Of(Account account, DateTimeOffset now, PoolOf poolOf)
    {
        var builder = new BookBuilder(account, now, poolOf);
        var (before, isShared) = (default(LocationId), false);
        foreach (var feed in account.Feeds.All)
        {
            builder.Add(feed);
            // By id, and so by location.
            isShared |= feed.Id.Location == before;
            before = feed.Id.Location;
        }

        foreach (var correction in account.Corrections.All)
        {
            builder.Add(correction);
        }

        return new Book
        {
            Account = account.Id,
            Lines = EqualLines.Together(builder._lines),
            // No venue account tells a position twice.
            Positions = isShared ? EqualPositions.Together(builder._positions) : builder._positions,
            Orders = builder._orders,
            VenueStatements = StatementTable.Of(account, poolOf),
            Routes = account.Policy.Routes,
            PriorStates = account.Margins.PriorStates,
            ExpiredCalls = account.Calls.ExpiredPools,
            LostFeeds = builder._lost,
        };
    }

    private void Add(Feed feed)
    {
        if (_poolOf(feed) is not { } pool)
        {
            return;
        }

        if (IsLost(feed, _account, _now))
        {
            _lost.Add(new LostFeed(pool, feed.Id.Location, _now - (feed.HoldingsAsOf() ?? feed.OpenedAt)));
        }

        AddBalances(feed, pool);
        foreach (var id in feed.Lines.Positions.Keys)
        {
            var told = feed.Lines.Positions[id];
            _positions.Add(new Position
            {
                Pool = pool,
                Venue = feed.Id.Location,
                Instrument = id,
                Quantity = told.Fact.Quantity,
                AverageEntry = told.Fact.AverageEntry,
                AsOf = feed.AsOf(told.UnconfirmedSince),
            });
        }

        foreach (var name in feed.Lines.Orders.Keys)
        {
            var order = feed.Lines.Orders[name].Fact;
            _orders.Add(new RestingOrder
            {
                Pool = pool,
                Venue = feed.Id.Location,
                Instrument = order.Instrument,
                Side = order.Side,
                Quantity = order.Open,
                Limit = order.Limit,
            });
        }
    }

    private void AddBalances(Feed feed, PoolId pool)
    {
        foreach (var key in feed.Lines.Balances.Keys)
        {
            var told = feed.Lines.Balances[key];
            var leaving = key.IsLoan ? 0m : _transit.LeavingOf(feed.Id, key.Asset);
            AddBalance(feed, pool, told, leaving);
        }

        foreach (var (asset, amount) in _transit.ArrivingAt(feed.Id))
        {
            _lines.Add(NewLine(feed, pool, asset, amount));
        }
    }

    /// <summary>
    /// What is final and what is not are lines of their own. What is about to leave is taken from what is final first: what stays then
    /// counts less, and never more, than what will be there.
    /// </summary>
    private void AddBalance(Feed feed, PoolId pool, ToldFact<BalanceFact> told, decimal leaving)
    {
        var line = LineOf(feed, pool, told);
        if (told.Fact.Provisional is not { } provisional)
        {
            _lines.Add(line with { Balance = new Quantity(told.Fact.Balance.Value - leaving) });
            return;
        }

        var fromFinal = Math.Min(leaving, Math.Max(0m, told.Fact.Final.Value));
        var final = line with { Balance = new Quantity(told.Fact.Final.Value - fromFinal), Finality = null };
        if (final.Amount != Quantity.Zero)
        {
            _lines.Add(final);
        }

        if (provisional.Value > leaving - fromFinal)
        {
            _lines.Add(line with
            {
                Balance = new Quantity(provisional.Value - (leaving - fromFinal)),
                UnrealisedProfit = Quantity.Zero,
                Owed = Quantity.Zero,
            });
        }
    }

    /// <summary>A line of its own, which nets with the balance that it corrects.</summary>
    private void Add(Correction correction)
    {
        if (!correction.IsInForceAt(_now) || _account.Feeds.Find(correction.Feed) is not { } feed || _poolOf(feed) is not { } pool)
        {
            return;
        }

        _lines.Add(feed.Lines.Balances.TryGet(new BalanceKey(correction.Asset, IsLoan: false), out var told)
            ? LineOf(feed, pool, told) with
            {
                Balance = correction.Amount,
                UnrealisedProfit = Quantity.Zero,
                Owed = Quantity.Zero,
                Finality = told.Fact.Provisional is null ? told.Fact.Finality : null,
            }
            : NewLine(feed, pool, correction.Asset, correction.Amount));
    }

    private static CollateralLine LineOf(Feed feed, PoolId pool, ToldFact<BalanceFact> told) => new()
    {
        Pool = pool,
        Location = feed.Id.Location,
        Asset = told.Fact.Asset,
        Balance = told.Fact.Balance,
        UnrealisedProfit = told.Fact.UnrealisedProfit,
        Owed = told.Fact.Owed,
        IsLoan = told.Fact.IsLoan,
        Bridge = told.Fact.Bridge,
        Finality = told.Fact.Finality,
        AsOf = feed.AsOf(told.UnconfirmedSince),
    };

    /// <summary>What the feed tells nothing of is known as well as its balances are.</summary>
    private static CollateralLine NewLine(Feed feed, PoolId pool, Asset asset, Quantity amount) => new()
    {
        Pool = pool,
        Location = feed.Id.Location,
        Asset = asset,
        Balance = amount,
        AsOf = feed.AsOf(feed.Lines.PartOf(FeedParts.Balances).UnconfirmedSince),
    };
}
