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
/// The market and the rules as this process sees them: what is durable of both, in the order in which it became so, so that every process
/// gives the same position the same name. A new version is made when the market moved, the rules changed or the valuation time made a step. One
/// loop advances it; everybody reads what it shows.
/// </summary>
internal sealed class MarketBoard
{
    private readonly IJournal _journal;
    private readonly CommitQueue _queue;
    private readonly LiveOptions _options;
    private readonly MarketKeys _keys = new();
    private readonly BoardStart _start;
    private readonly SnapshotPace _pace;
    private MarketReplay _market = new();
    private RuleRegister _rules = new();
    private JournalFollower? _marketFollower;
    private JournalFollower? _ruleFollower;
    private IReadOnlyDictionary<InstrumentId, Instrument> _instruments = new Dictionary<InstrumentId, Instrument>();
    private BoardView _current;

    public MarketBoard(IJournal journal, CommitQueue queue, LiveOptions options)
    {
        (_journal, _queue, _options, _start, _pace) = (journal, queue, options, new BoardStart(journal), new SnapshotPace(options));
        _current = new BoardView(default, null, _market.Fold.Doubtful, new RuleCatalogue(_rules), 0);
    }

    /// <summary>The newest version.</summary>
    public BoardView Current => Volatile.Read(ref _current);

    /// <summary>What is durably listed.</summary>
    public IReadOnlyDictionary<InstrumentId, Instrument> Instruments => Volatile.Read(ref _instruments);

    /// <summary>By key of what can be held, the position at which it last changed since this process began.</summary>
    public ReadOnlySpan<long> ChangedAt => _keys.ChangedAt;

    /// <summary>Everything durable is folded.</summary>
    public bool IsUpToDate => _marketFollower is { IsUpToDate: true } && _ruleFollower is { IsUpToDate: true } && Problem is null;

    /// <summary>Why it cannot go on; null while it can.</summary>
    public string? Problem => _start.Problem ?? _marketFollower?.Problem ?? _ruleFollower?.Problem;

    /// <summary>The same where asking again does not help; null where it may.</summary>
    public StreamUnreadableException? Unreadable => _start.Unreadable ?? _marketFollower?.Unreadable ?? _ruleFollower?.Unreadable;

    /// <summary>The keys of all that a book can be affected by.</summary>
    public int[] KeysOf(Book book, PricedMarket? market) => _keys.Of(book, Instruments, market?.Rules);

    public bool RunOnce(DateTimeOffset now)
    {
        var moved = _marketFollower is null && TryBegin();
        if (_marketFollower is not { } market || _ruleFollower is not { } rules)
        {
            return false;
        }

        moved |= rules.Advance();
        moved |= market.Advance();
        if (moved)
        {
            Volatile.Write(ref _instruments, _market.Fold.Instruments);
            WriteSnapshot(evenIfSmall: false);
        }

        return Show(now) || moved;
    }

    /// <summary>Writes the market down if it is due; all that is folded is durable.</summary>
    public void WriteSnapshot(bool evenIfSmall)
    {
        if (_pace.IsDue(_market.Position) || (evenIfSmall && _market.Position > _pace.Version))
        {
            var snapshot = _market.ToSnapshot();
            _queue.Post(new SnapshotOrder(snapshot));
            _pace.Wrote(snapshot.Version, snapshot.State.Length);
        }
    }

    private bool TryBegin()
    {
        if (!_start.Advance())
        {
            return false;
        }

        (_market, _rules) = (_start.Market, _start.Rules);
        _pace.Begin(_market.Position, _market.StateBytes, bytesSince: 0);
        _marketFollower = JournalFollower.OfPartition(_journal, StreamId.MarketPartition, _market.Position, Take);
        _ruleFollower = JournalFollower.OfStream(_journal, RegisterNames.Rules, _rules.Version, TakeRules);
        return true;
    }

    private bool Show(DateTimeOffset now)
    {
        var before = Current;
        var stamp = new MarketStamp(_market.Position, ValuedAt(now));
        if (stamp == before.Stamp && before.Rules.Version == _rules.Version)
        {
            return false;
        }

        var rules = before.Rules.Version == _rules.Version ? before.Rules : new RuleCatalogue(_rules);
        var fold = _market.Fold;
        var snapshot = fold.Position == 0 ? null : fold.SnapshotAt(stamp.ValuedAt);
        var next = ViewOf(before.RulesEpoch);
        Volatile.Write(ref _current, next.HasSameRulesAs(before) ? next : ViewOf(before.RulesEpoch + 1));
        return true;

        BoardView ViewOf(long rulesEpoch) => new(stamp, snapshot, fold.Doubtful, rules, rulesEpoch, before) { Divergences = fold.Divergences };
    }

    /// <summary>Steps of the clock, but never before what it values: a slice is valued from the moment at which it was published.</summary>
    private DateTimeOffset ValuedAt(DateTimeOffset now)
    {
        var step = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % _options.ValuationStep.Ticks), TimeSpan.Zero);
        var lastEntryAt = CeilingOfMillisecond(_market.LatestAt);
        var newest = step > lastEntryAt ? step : lastEntryAt;
        return newest > Current.Stamp.ValuedAt ? newest : Current.Stamp.ValuedAt;
    }

    private void Take(JournalEntry entry)
    {
        _pace.Add(entry.Records.Sum(record => (long)record.Length));
        foreach (var record in _market.Take(entry))
        {
            switch (record)
            {
                case SlicePublished published:
                    _keys.Note(entry.Position, published.Slice, _market.Fold.Instruments);
                    break;
                case InstrumentsListed listed:
                    _keys.Note(entry.Position, listed.Instruments);
                    break;
            }
        }
    }

    private void TakeRules(JournalEntry entry)
    {
        foreach (var bytes in entry.Records)
        {
            _rules.Apply((RegisterRecord)RecordCodec.Read(bytes.Span), entry.At);
        }
    }

    private static DateTimeOffset CeilingOfMillisecond(DateTimeOffset at) =>
        new(at.UtcTicks + ((TimeSpan.TicksPerMillisecond - (at.UtcTicks % TimeSpan.TicksPerMillisecond)) % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
