using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Accounts.Tests;

/// <summary>
/// One account with the feeds that a test opens, driven by hand: <c>client.Send(Frames.Snapshot(1, 0, ...))</c>. Time stands still
/// until a test moves it. Every record is kept, so that the account can be made again from them.
/// </summary>
internal sealed class Client
{
    public static readonly DateTimeOffset Start = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static readonly AccountId Id = new(new InstitutionId("meridian"), "vol");

    public static readonly VenueAccountId Deribit = new(new LocationId("DERIBIT"), "main");

    public static readonly VenueAccountId Okx = new(new LocationId("OKX"), "sub1");

    public static readonly PrincipalId Alice = new("alice");

    public static readonly PrincipalId Bob = new("bob");

    private readonly List<(AccountRecord Record, DateTimeOffset At)> _journal = [];

    private Client(AccountPolicy policy)
    {
        Account = new Account(Id);
        Policy = policy;
    }

    public Account Account { get; private set; }

    public AccountPolicy Policy { get; }

    public DateTimeOffset Now { get; private set; } = Start;

    public PricedMarket? Market { get; set; }

    public IReadOnlyList<(AccountRecord Record, DateTimeOffset At)> Journal => _journal;

    /// <summary>An account that is open and has no feeds.</summary>
    public static Client Empty(AccountPolicy? policy = null)
    {
        var client = new Client(policy ?? new AccountPolicy());
        client.Apply(new AccountOpened(Id, client.Policy, Alice));
        return client;
    }

    /// <summary>An account with these feeds of the cross pool.</summary>
    public static Client With(params VenueAccountId[] feeds) => With(new AccountPolicy(), feeds);

    public static Client With(AccountPolicy policy, params VenueAccountId[] feeds)
    {
        var client = Empty(policy);
        foreach (var feed in feeds)
        {
            client.Take(new ClaimInput(feed, PoolId.Cross));
        }

        return client;
    }

    /// <summary>An account of which nothing was ever recorded.</summary>
    public static Client Unopened() => new(new AccountPolicy());

    public Client Pass(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public Client Pass(double seconds) => Pass(TimeSpan.FromSeconds(seconds));

    /// <summary>Puts a record there that somebody else decided.</summary>
    public void Apply(AccountRecord record)
    {
        Account.Apply(record, Now);
        _journal.Add((record, Now));
    }

    public Turn Take(AccountInput input)
    {
        var turn = NewTurn();
        turn.Take(input);
        return Keep(turn);
    }

    /// <summary>What time alone does to feeds, transfers and corrections.</summary>
    public Turn Tidy()
    {
        var turn = NewTurn();
        Housekeeping.Look(turn);
        return Keep(turn);
    }

    /// <summary>All that follows from state, market and time.</summary>
    public Turn Look()
    {
        var turn = NewTurn();
        turn.Look();
        return Keep(turn);
    }

    public FeedAnswer Send(params FeedFrame[] frames) => Send(Deribit, frames);

    public FeedAnswer Send(VenueAccountId feed, params FeedFrame[] frames) =>
        Assert.IsType<FeedAnswer>(Take(new FeedInput(feed, frames)).Answer);

    public Book Book() => Account.BookAt(Now);

    public Feed Feed(VenueAccountId? id = null) => Account.Feeds.Find(id ?? Deribit)!;

    /// <summary>The balance of an asset over all lines of the book; absent where the book has none.</summary>
    public decimal? Balance(string asset, VenueAccountId? feed = null)
    {
        var lines = Book().Lines
            .Where(line => line.Asset == new Asset(asset) && line.Location == (feed ?? Deribit).Location && !line.IsLoan)
            .ToList();
        return lines.Count == 0 ? null : lines.Sum(line => line.Balance.Value);
    }

    public decimal? Position(string instrument) =>
        Book().Positions.SingleOrDefault(position => position.Instrument == new InstrumentId(instrument))?.Quantity.Value;

    public IEnumerable<T> Recorded<T>()
        where T : AccountRecord => _journal.Select(entry => entry.Record).OfType<T>();

    private Turn NewTurn() => new(Account, new TurnContext(Now, new MarketStamp(1, Now), Market));

    private Turn Keep(Turn turn)
    {
        _journal.AddRange(turn.Records.Select(record => (record, Now)));
        return turn;
    }
}
