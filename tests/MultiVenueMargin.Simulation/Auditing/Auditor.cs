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

    private (AccountView View, Book Book) Read(Process process, AccountId id)
    {
        var ask = new Ask<object>(() => { });
        process.Node.Read(id, context => (context.Account.View(context.Context.Now), context.Account.BookAt(context.Context.Now)), new Taking(ask));
        process.Settle();
        Ledger.CatchUp(process.Journal);
        Unless(ask.Value is not null, $"{id} cannot be read: {ask.Refused} {ask.Message}.");
        return ((AccountView, Book))ask.Value!;
    }

    private void Compare(Process process, AccountId id, AccountBook account)
    {
        var (view, book) = Read(process, id);
        for (var again = 0; again < 8 && view.Version != account.Version; again++)
        {
            // Time passed while it was read, and brought something to do: a price that was not published yet.
            (view, book) = Read(process, id);
        }

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

        Comparison.OfBook(account, book, process.Now);
        Comparison.OfWorkflows(process, account, view);
        Comparison.OfFigures(process, account, _sometimes);
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
