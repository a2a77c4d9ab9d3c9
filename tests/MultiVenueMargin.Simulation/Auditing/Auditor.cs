using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Live;
using MultiVenueMargin.Simulation.Actors;
using static MultiVenueMargin.Simulation.PromiseBrokenException;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>
/// Keeps books of its own on everything that a run shows, and holds the platform against them. It shares no code with the core: only what
/// is said, as data.
/// </summary>
internal sealed class Auditor
{
    private readonly Sometimes _sometimes;
    private readonly Trace _trace;
    private readonly SortedDictionary<AccountId, AccountBook> _accounts = [];
    private readonly SortedDictionary<VenueAccountId, FeedOracle> _oracles = [];
    private readonly Dictionary<AccountId, long> _shown = [];
    private readonly Subscriber _subscriber = new();

    public Auditor(Sometimes sometimes, Trace trace)
    {
        (_sometimes, _trace) = (sometimes, trace);
        Registers = new RegisterBook(sometimes);
        Ledger = new Ledger(Take);
    }

    public Ledger Ledger { get; }

    public RegisterBook Registers { get; }

    public AccountBook Of(AccountId account)
    {
        if (!_accounts.TryGetValue(account, out var book))
        {
            _accounts.Add(account, book = new AccountBook(account, _sometimes));
        }

        return book;
    }

    public FeedOracle OracleOf(VenueAccountId feed)
    {
        if (!_oracles.TryGetValue(feed, out var oracle))
        {
            _oracles.Add(feed, oracle = new FeedOracle(feed, _sometimes));
        }

        return oracle;
    }

    /// <summary>Reads on as any reader does. A disk that refuses a read costs the read and nothing else.</summary>
    public void Read(Process process, Random random)
    {
        if (random.Next(3) > 0)
        {
            return;
        }

        try
        {
            _subscriber.Read(process.Node, random.Next(1, 9));
        }
        catch (StorageException)
        {
            _sometimes.Seen("reader: the disk refuses");
        }
    }

    /// <summary>At any moment: what is durable by now, what was answered, what is shown.</summary>
    public void Watch(Process process)
    {
        Ledger.CatchUp(process.Journal);
        foreach (var oracle in _oracles.Values)
        {
            oracle.Conclude();
        }

        foreach (var (account, book) in _accounts)
        {
            if (process.Node.Figures.Find(account) is { } figures)
            {
                Unless(figures.Version <= book.Version, $"{account} shows figures of version {figures.Version}; durable is {book.Version}.");
                _shown[account] = Math.Max(_shown.GetValueOrDefault(account), figures.Version);
            }
        }
    }

    /// <summary>The process ended and was started again: nothing that anybody was told is gone.</summary>
    public void Restarted(Process process)
    {
        foreach (var oracle in _oracles.Values)
        {
            oracle.Crashed();
        }

        Ledger.Recheck(process.Journal);
        Ledger.CatchUp(process.Journal);
        foreach (var (account, version) in _shown)
        {
            Unless(Of(account).Version >= version, $"{account} showed figures of version {version} and ends at {Of(account).Version}.");
        }
    }

    /// <summary>With nothing under way and the journal sound.</summary>
    public void Compare(Process process)
    {
        var node = process.Node;
        foreach (var (id, account) in _accounts)
        {
            Unless(account.Version == 0 || node.FlaggedAccounts().Count == 0, $"{string.Join(", ", node.FlaggedAccounts())} wants a person.");
            if (account.Version == 0 || account.IsClosed)
            {
                continue;
            }

            Compare(process, id, account);
        }

        _subscriber.ReadToEnd(node);
        _subscriber.Compare(Ledger);
        _sometimes.Seen("audit: done");
    }

    private void Compare(Process process, AccountId id, AccountBook account)
    {
        var ask = new Ask<object>(() => { });
        process.Node.Read(id, context => (context.Account.View(context.Context.Now), context.Account.BookAt(context.Context.Now)), new Taking(ask));
        process.Settle();
        Ledger.CatchUp(process.Journal);
        Unless(ask.Value is not null, $"{id} cannot be read: {ask.Refused} {ask.Message}.");
        var (view, book) = ((AccountView, Book))ask.Value!;
        Unless(view.Feeds.Select(feed => feed.Feed).SequenceEqual(account.Feeds.Keys), $"{id} has other feeds than its records.");
        foreach (var feed in view.Feeds)
        {
            var told = account.Feeds[feed.Feed];
            Unless(Registers.HolderOf(feed.Feed) == id, $"{feed.Feed} feeds {id} and belongs to {Registers.HolderOf(feed.Feed)}.");
            Unless((feed.NeedsSnapshot, feed.HeardAt, feed.Pool) == (told.NeedsSnapshot, told.HeardAt, told.Pool), $"{feed} is other than its records: {told.NeedsSnapshot} {told.HeardAt}.");
            if (_oracles.TryGetValue(feed.Feed, out var oracle))
            {
                oracle.Compare(feed, told.Lines.Text);
            }
        }

        CompareBook(account, book);
        CompareFigures(process, account, view);
    }

    private static void CompareBook(AccountBook account, Book book)
    {
        var lines = account.Feeds.SelectMany(feed => feed.Value.Lines.All.Select(line => (feed.Key.Location, feed.Value.Pool, AsOf: feed.Value.AsOf(line), line.Fact))).ToList();
        var balances = lines.Where(line => line.Fact is BalanceFact)
            .Select(line => $"{line.Pool} {line.Location} {((BalanceFact)line.Fact).Asset} {((BalanceFact)line.Fact).Balance} {line.AsOf:O}").Order(StringComparer.Ordinal);
        var positions = lines.Where(line => line.Fact is PositionFact)
            .Select(line => $"{line.Pool} {line.Location} {((PositionFact)line.Fact).Instrument} {((PositionFact)line.Fact).Quantity} {line.AsOf:O}").Order(StringComparer.Ordinal);
        Same("balances", balances, book.Lines.Select(line => $"{line.Pool} {line.Location} {line.Asset} {line.Balance} {line.AsOf:O}"));
        Same("positions", positions, book.Positions.Select(each => $"{each.Pool} {each.Venue} {each.Instrument} {each.Quantity} {each.AsOf:O}"));
        Same(
            "orders",
            lines.Where(line => line.Fact is OrderFact).Select(line => $"{line.Location} {((OrderFact)line.Fact).Instrument} {((OrderFact)line.Fact).Open}").Order(StringComparer.Ordinal),
            book.Orders.Select(each => $"{each.Venue} {each.Instrument} {each.Quantity}"));

        void Same(string what, IEnumerable<string> expected, IEnumerable<string> said)
        {
            var (should, are) = (string.Join("; ", expected), string.Join("; ", said.Order(StringComparer.Ordinal)));
            Unless(should == are, $"{account.Id} has {what} [{are}] and should have [{should}].");
        }
    }

    /// <summary>What the newest figures ask for is there, and nothing that they rule out.</summary>
    private void CompareFigures(Process process, AccountBook account, AccountView view)
    {
        foreach (var pool in view.Pools)
        {
            Unless(
                (pool.State, pool.LastKnown) == (account.ShownOf(pool.Pool), account.StateOf(pool.Pool)),
                $"{account.Id} {pool.Pool} is {pool.State}/{pool.LastKnown} and its records say {account.ShownOf(pool.Pool)}/{account.StateOf(pool.Pool)}.");
        }

        Unless(
            view.Calls.Where(call => call.Status != CallStatus.Ended).Select(call => (call.Call, call.Amount.Amount, call.Paid.Amount))
                .SequenceEqual(account.Calls.Open.OrderBy(call => call.Pool).Select(call => (call.Id, call.Amount, call.Paid))),
            $"{account.Id} has other open calls than its records.");
        foreach (var call in account.Calls.Open)
        {
            Unless(call.IsExpired || process.Now < call.Deadline, $"{call.Id} was due at {call.Deadline:O} and stands at {process.Now:O}.");
        }

        foreach (var leg in account.Liquidations.Legs.Where(leg => leg.Outcome is null))
        {
            Unless(process.Now < leg.Deadline, $"{leg.Id} was due at {leg.Deadline:O} and is open at {process.Now:O}.");
        }

        if (process.Node.Figures.Find(account.Id) is not { } figures || figures.Version != account.Version)
        {
            return;
        }

        // Nobody is liquidated on a price that its sources do not confirm; figures of an earlier market say nothing of the doubts of this one.
        var mayDoubt = process.Node.Board.Doubtful.Count > 0 || figures.Market != process.Node.Board.Stamp;
        foreach (var pool in figures.Pools)
        {
            var where = $"{account.Id} {pool.Pool} at version {account.Version}";
            Unless((pool.State, pool.LastKnown) == (account.ShownOf(pool.Pool), account.StateOf(pool.Pool)), $"{where} shows {pool.State} and recorded {account.ShownOf(pool.Pool)}.");
            if (pool.State == MarginState.Unknown)
            {
                continue;
            }

            var call = account.Calls.OpenIn(pool.Pool);
            Unless(
                pool.State < MarginState.Call || pool.CallAmount.Amount <= 0 || call is not null || account.Calls.IsWaived(pool.Pool) || account.Deficits.StandsIn(pool.Pool),
                $"{where} is {pool.State}, lacks {pool.CallAmount}, and there is no call.");
            Unless(
                call is null || pool.State >= MarginState.Call || pool.WorstEquity.Amount < Ladder.Target * pool.MaintenanceMargin.Amount,
                $"{where} is {pool.State} at its target and the call {call?.Id} stands.");
            Unless(
                pool.State < MarginState.Liquidating || account.Liquidations.UnderWayIn(pool.Pool) is not null
                    || account.Liquidations.IsStopped(pool.Pool) || account.Deficits.StandsIn(pool.Pool) || mayDoubt,
                $"{where} is {pool.State} and nothing is done.");
            _sometimes.Seen("figures: compared");
        }
    }

    private void Take(Entry entry)
    {
        _trace.Add($"  {entry.Stream} {entry.Version} {entry.At:HH:mm:ss.fff} {entry.Record.GetType().Name}");
        if (entry.Stream.Kind == StreamKind.Account)
        {
            Of(entry.Stream.Account).Take(entry);
        }
        else
        {
            Registers.Take(entry);
        }
    }

    /// <summary>The settled deficits of accounts are those of the fund.</summary>
    public void CompareFund()
    {
        foreach (var account in _accounts.Values)
        {
            foreach (var (id, deficit) in account.Deficits.All)
            {
                Unless(deficit.Granted is null || Registers.GrantedFor(id) == deficit.Granted, $"{id} was granted {deficit.Granted}; the fund says {Registers.GrantedFor(id)}.");
                Unless(!deficit.IsSettled || Registers.IsConfirmed(id), $"{id} is settled and the fund has not paid.");
                Unless(deficit.IsSettled || account.IsClosed, $"{id} is not settled at the end: {deficit}.");
            }
        }
    }

    private sealed class Taking(Ask<object> ask) : Live.Replies.IReply<object?>
    {
        public void Give(object? answer) => ask.Give(answer!);

        public void Refuse(Refusal reason, string message) => ask.Refuse(reason, message);
    }
}
