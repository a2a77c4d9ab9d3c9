using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Pipeline;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Live.Markets;

/// <summary>
/// The market and the rules as this process sees them: what is durable of both, folded in the order of their partitions, so that every process
/// gives the same position the same name. A new version is made when the market moved, the rules changed or the valuation time made a step. One
/// loop advances it; everybody reads what it shows.
/// </summary>
internal sealed class MarketBoard
{
    private readonly LiveOptions _options;
    private readonly MarketFold _fold = new();
    private readonly RuleRegister _rules = new();
    private readonly PartitionFollower _market;
    private readonly PartitionFollower _registers;
    private readonly MarketKeys _keys = new();
    private IReadOnlyDictionary<InstrumentId, Instrument> _instruments = new Dictionary<InstrumentId, Instrument>();
    private DateTimeOffset _lastEntryAt = DateTimeOffset.MinValue;
    private BoardView _current;

    public MarketBoard(IJournal journal, LiveOptions options)
    {
        _options = options;
        _market = new PartitionFollower(journal, StreamId.MarketPartition, 0, Take);
        _registers = new PartitionFollower(journal, StreamId.RegisterPartition, 0, TakeRules);
        _current = new BoardView(default, null, _fold.Doubtful, new RuleCatalogue(_rules), 0);
    }

    /// <summary>The newest version.</summary>
    public BoardView Current => Volatile.Read(ref _current);

    /// <summary>What is durably listed.</summary>
    public IReadOnlyDictionary<InstrumentId, Instrument> Instruments => Volatile.Read(ref _instruments);

    /// <summary>By key of what can be held, the position at which it last changed.</summary>
    public ReadOnlySpan<long> ChangedAt => _keys.ChangedAt;

    /// <summary>Everything durable is folded.</summary>
    public bool IsUpToDate => _market.IsUpToDate && _registers.IsUpToDate && Problem is null;

    /// <summary>Why it cannot go on; null while it can.</summary>
    public string? Problem => _market.Problem ?? _registers.Problem;

    /// <summary>The keys of all that a book can be affected by.</summary>
    public int[] KeysOf(Book book, PricedMarket? market) => _keys.Of(book, Instruments, market?.Rules);

    public bool RunOnce(DateTimeOffset now)
    {
        var moved = _registers.Advance();
        moved |= _market.Advance();
        if (moved)
        {
            Volatile.Write(ref _instruments, _fold.Instruments);
        }

        var before = Current;
        var stamp = new MarketStamp(_fold.Position, ValuedAt(now));
        if (stamp == before.Stamp && before.Rules.Version == _rules.Version)
        {
            return moved;
        }

        var rules = before.Rules.Version == _rules.Version ? before.Rules : new RuleCatalogue(_rules);
        var snapshot = _fold.Position == 0 ? null : _fold.SnapshotAt(stamp.ValuedAt);
        var next = ViewOf(before.RulesEpoch);
        Volatile.Write(ref _current, next.HasSameRulesAs(before) ? next : ViewOf(before.RulesEpoch + 1));
        return true;

        BoardView ViewOf(long rulesEpoch) => new(stamp, snapshot, _fold.Doubtful, rules, rulesEpoch) { Divergences = _fold.Divergences };
    }

    /// <summary>Steps of the clock, but never before what it values: a slice is valued from the moment at which it was published.</summary>
    private DateTimeOffset ValuedAt(DateTimeOffset now)
    {
        var step = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % _options.ValuationStep.Ticks), TimeSpan.Zero);
        var newest = step > _lastEntryAt ? step : _lastEntryAt;
        return newest > Current.Stamp.ValuedAt ? newest : Current.Stamp.ValuedAt;
    }

    private void Take(JournalEntry entry)
    {
        foreach (var bytes in entry.Records)
        {
            var record = RecordCodec.Read(bytes.Span);
            _fold.Apply(record, entry.Position);
            switch (record)
            {
                case SlicePublished published:
                    _keys.Note(entry.Position, published.Slice, _fold.Instruments);
                    break;
                case InstrumentsListed listed:
                    _keys.Note(entry.Position, listed.Instruments);
                    break;
            }
        }

        var at = CeilingOfMillisecond(entry.At);
        _lastEntryAt = at > _lastEntryAt ? at : _lastEntryAt;
    }

    private void TakeRules(JournalEntry entry)
    {
        if (entry.Stream == RegisterNames.Rules)
        {
            foreach (var bytes in entry.Records)
            {
                _rules.Apply((RegisterRecord)RecordCodec.Read(bytes.Span), entry.At);
            }
        }
    }

    private static DateTimeOffset CeilingOfMillisecond(DateTimeOffset at) =>
        new(at.UtcTicks + ((TimeSpan.TicksPerMillisecond - (at.UtcTicks % TimeSpan.TicksPerMillisecond)) % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
