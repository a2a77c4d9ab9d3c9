using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Markets;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Live.Histories;

/// <summary>The market and the rules as they were recorded, version by version, priced under the rules of then and under others.</summary>
internal sealed class RecordedMarket(RuleSet others)
{
    private static readonly TimeSpan Step = new LiveOptions().ValuationStep;

    private readonly MarketFold _fold = new();
    private readonly MarketKeys _keys = new();
    private readonly RuleRegister _register = new();
    private RuleCatalogue? _catalogue;
    private DateTimeOffset _lastEntryAt = DateTimeOffset.MinValue;
    private PricedMarket? _underOthers;
    private PricedMarket? _underThen;

    public long Position => _fold.Position;

    public void Apply(JournalEntry entry)
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

        _lastEntryAt = entry.At > _lastEntryAt ? entry.At : _lastEntryAt;
    }

    public void ApplyRules(JournalEntry entry)
    {
        foreach (var bytes in entry.Records)
        {
            _register.Apply((RegisterRecord)RecordCodec.Read(bytes.Span), entry.At);
        }

        _catalogue = null;
    }

    /// <summary>All that a book can be affected by, under the other rules.</summary>
    public int[] KeysOf(Book book) => _keys.Of(book, _fold.Instruments, others);

    /// <summary>Whether the newest version changed any of it.</summary>
    public bool Touches(int[] keys)
    {
        var changedAt = _keys.ChangedAt;
        foreach (var key in keys)
        {
            if (key < changedAt.Length && changedAt[key] == _fold.Position)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The market as it stands, valued as the platform values it: in steps of its clock, and never before what it values.</summary>
    public MarketStamp StampAt(DateTimeOffset now)
    {
        var step = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % Step.Ticks), TimeSpan.Zero);
        var millisecond = TimeSpan.TicksPerMillisecond;
        var newest = _lastEntryAt.UtcTicks + ((millisecond - (_lastEntryAt.UtcTicks % millisecond)) % millisecond);
        return new MarketStamp(_fold.Position, step.UtcTicks > newest ? step : new DateTimeOffset(newest, TimeSpan.Zero));
    }

    /// <summary>What a turn under the other rules may know: nothing of margin where no rules of the book were in force, for the others take their place.</summary>
    public TurnContext ContextOf(DateTimeOffset now, MarketStamp stamp, RuleBookId book) =>
        new(now, stamp, UnderRulesOfThen(book, stamp) is null ? null : UnderOthers(stamp)) { Doubtful = _fold.Doubtful };

    /// <summary>The market under the rules that were in force then; absent where nothing could be said.</summary>
    public PricedMarket? UnderRulesOfThen(RuleBookId book, MarketStamp stamp)
    {
        if (SnapshotOf(stamp) is not { } snapshot
            || (_catalogue ??= new RuleCatalogue(_register)).FindInForce(book, stamp.ValuedAt) is not { } inForce)
        {
            return null;
        }

        return _underThen = _underThen is not null && ReferenceEquals(_underThen.Market, snapshot) && ReferenceEquals(_underThen.Rules, inForce)
            ? _underThen
            : new PricedMarket(snapshot, inForce);
    }

    private PricedMarket? UnderOthers(MarketStamp stamp)
    {
        if (SnapshotOf(stamp) is not { } snapshot)
        {
            return null;
        }

        return _underOthers = _underOthers is not null && ReferenceEquals(_underOthers.Market, snapshot) ? _underOthers : new PricedMarket(snapshot, others);
    }

    private MarketSnapshot? SnapshotOf(MarketStamp stamp) => _fold.Position == 0 ? null : _fold.SnapshotAt(stamp.ValuedAt);
}
