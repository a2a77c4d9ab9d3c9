using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Journal;

namespace MultiVenueMargin.Live.Audits;

/// <summary>Every account, register and market as its records make it, with nothing live about it.</summary>
internal sealed class Replay
{
    private readonly Dictionary<StreamId, Account> _accounts = [];
    private readonly Dictionary<StreamId, AmountsBefore> _amounts = [];
    private readonly Dictionary<StreamId, Register> _registers = [];
    private readonly Dictionary<StreamId, MarketPublisher> _publishers = [];
    private readonly Dictionary<long, Book> _books = [];
    private HashSet<long> _wanted = [];
    private JournalEntry? _entry;

    public int Accounts => _accounts.Count;

    public RuleRegister Rules { get; } = new();

    /// <summary>Of the last entry of the market partition.</summary>
    public long MarketPosition { get; private set; }

    /// <summary>
    /// Keeps the book of the entry's account at the version that it has now, for the decisions of the same entry; those of other entries are forgotten.
    /// </summary>
    public void KeepBook(JournalEntry entry, long version)
    {
        if (!ReferenceEquals(_entry, entry))
        {
            _books.Clear();
            _entry = entry;
            _wanted = [.. entry.Records.Select(record => RecordedDecision.EvidenceOf(RecordCodec.Read(record.Span))).OfType<Evidence>()
                .Select(evidence => evidence.AccountVersion)];
        }

        // Only an entry with a decision in it needs books, and a book is dear to make.
        if (_wanted.Contains(version) && _accounts.TryGetValue(entry.Stream, out var account))
        {
            _books.Add(version, account.BookAt(entry.At));
        }
    }

    /// <summary>Of the account of a stream, as it is now; of none, nothing.</summary>
    public AmountsBefore AmountsOf(StreamId stream) => _amounts.GetValueOrDefault(stream) ?? new AmountsBefore();

    public Book? FindBook(long version) => _books.GetValueOrDefault(version);

    /// <summary>An entry that nobody wants replayed: only how far the market has come is noted.</summary>
    public void PassOver(JournalEntry entry) =>
        MarketPosition = entry.Stream.Partition == StreamId.MarketPartition ? entry.Position : MarketPosition;

    /// <summary>What does not follow of itself, named; an exception of the state machine says the rest.</summary>
    public Difference? Take(JournalEntry entry, JournalRecord record)
    {
        PassOver(entry);
        switch (record)
        {
            case AccountRecord own when entry.Stream.Kind == StreamKind.Account:
                if (!_accounts.TryGetValue(entry.Stream, out var account))
                {
                    _accounts.Add(entry.Stream, account = new Account(entry.Stream.Account));
                    _amounts.Add(entry.Stream, new AmountsBefore());
                }

                account.Apply(own, entry.At);
                _amounts[entry.Stream].Apply(own);
                return null;
            case SlicePublished slice when entry.Stream.Kind == StreamKind.Market:
                if (!_publishers.TryGetValue(entry.Stream, out var publisher))
                {
                    _publishers.Add(entry.Stream, publisher = new MarketPublisher(entry.Stream.Name, new MarketPolicy()));
                }

                publisher.Apply(slice);
                return null;
            case RegisterRecord own when FindRegister(entry.Stream) is { } register:
                register.Apply(own, entry.At);
                return null;
            default:
                return new Difference(entry.Stream, entry.FirstVersion, "the record", record.GetType().Name, "none of that kind belongs to this stream");
        }
    }

    /// <summary>The state of a stream now, as canonical bytes.</summary>
    public byte[] StateOf(StreamId stream)
    {
        var writer = new CanonicalWriter();
        if (_accounts.TryGetValue(stream, out var account))
        {
            account.WriteTo(writer);
        }
        else if (_publishers.TryGetValue(stream, out var publisher))
        {
            publisher.WriteTo(writer);
        }
        else
        {
            FindRegister(stream)?.WriteTo(writer);
        }

        return writer.ToArray();
    }

    private Register? FindRegister(StreamId stream)
    {
        if (!_registers.TryGetValue(stream, out var register))
        {
            register = stream == RegisterNames.Rules ? Rules
                : stream == RegisterNames.Institutions ? new InstitutionRegister()
                : stream == RegisterNames.Fund ? new FundRegister()
                : stream == RegisterNames.Instruments ? new InstrumentRegister()
                : null;
            if (register is not null)
            {
                _registers.Add(stream, register);
            }
        }

        return register;
    }
}
