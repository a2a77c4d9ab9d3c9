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
    private readonly Account _account;
    private readonly DateTimeOffset _now;
    private readonly TransitTable _transit;
    private readonly List<CollateralLine> _lines = [];
    private readonly List<Position> _positions = [];
    private readonly List<RestingOrder> _orders = [];
    private readonly List<LostFeed> _lost = [];

    private BookBuilder(Account account, DateTimeOffset now)
    {
        _account = account;
        _now = now;
        _transit = TransitTable.Of(account);
    }

    public static Book Of(Account account, DateTimeOffset now)
    {
        var builder = new BookBuilder(account, now);
        foreach (var feed in account.Feeds.All)
        {
            builder.Add(feed);
        }

        foreach (var correction in account.Corrections.All)
        {
            builder.Add(correction);
        }

        return new Book
        {
            Account = account.Id,
            Lines = EqualLines.Together(builder._lines),
            Positions = EqualPositions.Together(builder._positions),
            Orders = builder._orders,
            VenueStatements = StatementTable.Of(account),
            Routes = account.Policy.Routes,
            PriorStates = account.Margins.PriorStates,
            ExpiredCalls = account.Calls.ExpiredPools,
            LostFeeds = builder._lost,
        };
    }

    private void Add(Feed feed)
    {
        if (feed.GradeAt(_now, _account.Policy.Freshness.BoundsOf(feed.Id.Location)) is Freshness.Unheard or Freshness.Lost)
        {
            _lost.Add(new LostFeed(feed.Pool, feed.Id.Location, _now - (feed.HoldingsAsOf() ?? feed.OpenedAt)));
        }

        AddBalances(feed);
        foreach (var id in feed.Lines.Positions.Keys)
        {
            var told = feed.Lines.Positions[id];
            _positions.Add(new Position
            {
                Pool = feed.Pool,
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
                Pool = feed.Pool,
                Venue = feed.Id.Location,
                Instrument = order.Instrument,
                Side = order.Side,
                Quantity = order.Open,
                Limit = order.Limit,
            });
        }
    }

    private void AddBalances(Feed feed)
    {
        foreach (var key in feed.Lines.Balances.Keys)
        {
            var told = feed.Lines.Balances[key];
            var leaving = key.IsLoan ? 0m : _transit.LeavingOf(feed.Id, key.Asset);
            _lines.Add(LineOf(feed, told) with { Balance = new Quantity(told.Fact.Balance.Value - leaving) });
        }

        foreach (var (asset, amount) in _transit.ArrivingAt(feed.Id))
        {
            _lines.Add(NewLine(feed, asset, amount));
        }
    }

    /// <summary>A line of its own, which nets with the balance that it corrects.</summary>
    private void Add(Correction correction)
    {
        if (!correction.IsInForceAt(_now) || _account.Feeds.Find(correction.Feed) is not { } feed)
        {
            return;
        }

        _lines.Add(feed.Lines.Balances.TryGet(new BalanceKey(correction.Asset, IsLoan: false), out var told)
            ? LineOf(feed, told) with { Balance = correction.Amount, UnrealisedProfit = Quantity.Zero, Owed = Quantity.Zero }
            : NewLine(feed, correction.Asset, correction.Amount));
    }

    private static CollateralLine LineOf(Feed feed, ToldFact<BalanceFact> told) => new()
    {
        Pool = feed.Pool,
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
    private static CollateralLine NewLine(Feed feed, Asset asset, Quantity amount) => new()
    {
        Pool = feed.Pool,
        Location = feed.Id.Location,
        Asset = asset,
        Balance = amount,
        AsOf = feed.AsOf(feed.Lines.PartOf(FeedParts.Balances).UnconfirmedSince),
    };
}
