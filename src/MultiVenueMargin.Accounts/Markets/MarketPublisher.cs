using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Consensus;

namespace MultiVenueMargin.Accounts.Markets;

/// <summary>
/// Makes one numbered market of what many sources say of one underlying: keeps the last word of each, and at most every
/// <see cref="MarketPolicy.Interval"/> publishes what has changed. It has one owner and knows no clock, disk or network; one whose slice did
/// not become durable is thrown away and read again.
/// </summary>
/// <remarks>
/// At a restart it goes on from what it published: every source's last word is in the marks. Quotes that were not published yet are lost; their sources
/// repeat themselves. A mark without a source that counts is not taken back: it stays, with the time at which it was true.
/// </remarks>
public sealed partial class MarketPublisher
{
    private readonly MarketPolicy _policy;
    private readonly SortedDictionary<Asset, QuotedPrice> _prices = [];
    private readonly SortedDictionary<InstrumentId, QuotedInstrument> _instruments = [];
    private readonly Dictionary<RiskUnit, UnitMarket> _unitNews = [];
    private readonly PublishedMarket _published = new();

    // The last published mark of each asset of which the sources agreed: what a consensus remembers of better days.
    private readonly Dictionary<Asset, ConfirmedMark> _confirmed = [];
    private IReadOnlyList<Correlation>? _correlationNews;
    private bool? _flagNews;
    private bool _isNews;
    private bool _hasBegun;
    private DateTimeOffset _publishedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _lookedAt = DateTimeOffset.MinValue;

    /// <param name="name">Usually the underlying's coin.</param>
    /// <param name="policy">A sound one (<see cref="MarketPolicy.Check"/>).</param>
    public MarketPublisher(string name, MarketPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (name == RegisterNames.InstrumentsName)
        {
            throw new ArgumentException("The stream of this name holds the listings.", nameof(name));
        }

        Stream = StreamId.Market(name);
        _policy = policy.Check() is [var finding, ..] ? throw new ArgumentException(finding.ToString(), nameof(policy)) : policy;
    }

    public StreamId Stream { get; }

    /// <summary>How many slices its stream has.</summary>
    public long Version { get; private set; }

    /// <summary>Of the last slice; 0 before the first. The next start publishes under the next one.</summary>
    public long Epoch { get; private set; }

    /// <summary>Of the last slice within its epoch.</summary>
    public long Number { get; private set; }

    /// <summary>When it is to be looked at next: as soon as the interval allows where there is news, else an interval after the last look, for sources age.</summary>
    public DateTimeOffset DueAt =>
        _isNews ? After(_publishedAt) : _prices.Count == 0 && _instruments.Count == 0 ? DateTimeOffset.MaxValue : After(_lookedAt);

    public bool IsDue(DateTimeOffset now) => now >= DueAt;

    /// <summary>Takes over what was published before, at a restart: all slices of the stream in order.</summary>
    public void Apply(SlicePublished record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (_hasBegun || record.Number != (record.Epoch == Epoch ? Number + 1 : 1) || record.Epoch < Epoch || record.Epoch < 1)
        {
            throw new InvalidOperationException($"{Stream} is at {Epoch}.{Number}; {record.Epoch}.{record.Number} cannot follow.");
        }

        Keep(record);
        Restore(record.Slice);
    }

    /// <summary>
    /// Takes what sources say, or refuses all of it. Marks of instruments that are not listed are passed over and named: without its terms
    /// nobody can use one, and a listing that is a moment late must not hold up the others.
    /// </summary>
    public MarketAnswer Take(MarketBatch batch, IReadOnlyDictionary<InstrumentId, Instrument> listed, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(listed);
        if (batch.Market != Stream.Name)
        {
            throw new ArgumentException($"A batch for {batch.Market} is not one for {Stream}.", nameof(batch));
        }

        if (FindBeyondLimits(batch) is { } beyond)
        {
            return new MarketAnswer(Refusal.LimitReached, [beyond]);
        }

        var findings = MarketBatchCheck.Check(batch, listed, _published.Prices, now);
        if (findings.Count > 0)
        {
            return new MarketAnswer(Refusal.Malformed, findings);
        }

        foreach (var quoted in batch.Prices)
        {
            _isNews |= PriceOf(quoted.Asset).Take(quoted.Quote, now);
        }

        var unlisted = new SortedSet<InstrumentId>();
        foreach (var quoted in batch.Marks)
        {
            if (listed.ContainsKey(quoted.Instrument))
            {
                _isNews |= InstrumentOf(quoted.Instrument).Take(quoted.Source, quoted.Mark, now);
            }
            else
            {
                unlisted.Add(quoted.Instrument);
            }
        }

        TakeUnits(batch);
        return new MarketAnswer(null, [.. unlisted.Select(id => new Finding($"Marks[{id}]", "is not listed", "List it first, then quote it"))]);
    }

    /// <summary>The next slice, with what has changed since the last; null where nothing has, or it is too early.</summary>
    public SlicePublished? Publish(DateTimeOffset now)
    {
        if (!IsDue(now))
        {
            return null;
        }

        (_lookedAt, _isNews) = (now, false);
        if (ChangesAt(now) is not { } slice)
        {
            return null;
        }

        var record = _hasBegun ? new SlicePublished(Epoch, Number + 1, slice) : new SlicePublished(Epoch + 1, 1, slice);
        (_hasBegun, _publishedAt) = (true, now);
        Keep(record);
        return record;
    }

    private MarketSlice? ChangesAt(DateTimeOffset now)
    {
        var (prices, divergences, marks) =
            (new Dictionary<Asset, AssetMark>(), new Dictionary<Asset, Divergence>(), new Dictionary<InstrumentId, InstrumentMark>());
        foreach (var (asset, quoted) in _prices)
        {
            var isNews = quoted.IsNews;
            var (mark, divergence) = quoted.Look(_policy.ConsensusOf(asset), now);
            if (mark is not null && (isNews || !_published.Says(asset, mark)))
            {
                prices.Add(asset, mark);
            }

            if (!_published.Says(asset, divergence))
            {
                divergences.Add(asset, divergence);
            }
        }

        // The word of a single source does not change by itself.
        foreach (var (id, quoted) in _instruments.Where(entry => entry.Value.IsNews || entry.Value.Sources > 1))
        {
            var isNews = quoted.IsNews;
            if (quoted.Look(_policy.Instruments, now) is { } mark && (isNews || !_published.Says(id, mark)))
            {
                marks.Add(id, mark);
            }
        }

        var slice = new MarketSlice
        {
            Prices = prices,
            Divergences = divergences,
            Marks = marks,
            Units = _unitNews.ToDictionary(),
            Correlations = _correlationNews,
            StressFlag = _flagNews,
        };
        _unitNews.Clear();
        (_correlationNews, _flagNews) = (null, null);
        return PublishedMarket.IsEmpty(slice) ? null : slice;
    }

    /// <summary>Keeps what is new of it: a unit comes with a thousand days of history, which nobody needs four times a second.</summary>
    private void TakeUnits(MarketBatch batch)
    {
        foreach (var (unit, said) in batch.Units)
        {
            if (_unitNews.Remove(unit) | !_published.Says(unit, said))
            {
                _unitNews[unit] = said;
            }
        }

        if (batch.Correlations is { } correlations && (_correlationNews is not null || !_published.Says(correlations)))
        {
            _correlationNews = correlations;
        }

        if (batch.StressFlag is { } flag && (_flagNews is not null || _published.StressFlag != flag))
        {
            _flagNews = flag;
        }

        _isNews |= _unitNews.Count > 0 || _correlationNews is not null || _flagNews is not null;
    }

    private Finding? FindBeyondLimits(MarketBatch batch)
    {
        if (batch.Prices.Count + batch.Marks.Count > MarketLimits.QuotesPerBatch)
        {
            return new Finding("Prices", $"and marks are {batch.Prices.Count + batch.Marks.Count}", $"Send at most {MarketLimits.QuotesPerBatch} at once");
        }

        if (batch.Prices.Select(quote => quote.Asset).Union(_prices.Keys).Count() > MarketLimits.Prices)
        {
            return new Finding("Prices", "are of too many assets", $"One market prices at most {MarketLimits.Prices}");
        }

        if (batch.Units.Keys.Union(_published.Units.Keys).Union(_unitNews.Keys).Count() > MarketLimits.Units)
        {
            return new Finding("Units", "are too many", $"One market is of at most {MarketLimits.Units}");
        }

        var crowded = batch.Prices.GroupBy(quote => quote.Asset, quote => quote.Quote.Source)
            .Where(quotes => _prices.TryGetValue(quotes.Key, out var known)
                ? known.Sources + quotes.Distinct().Count(source => !known.Knows(source)) > PriceConsensus.MostQuotes
                : quotes.Distinct().Count() > PriceConsensus.MostQuotes)
            .Select(quotes => $"Prices[{quotes.Key}]")
            .Concat(batch.Marks.GroupBy(quote => quote.Instrument, quote => quote.Source)
                .Where(quotes => _instruments.TryGetValue(quotes.Key, out var known)
                    ? known.Sources + quotes.Distinct().Count(source => !known.Knows(source)) > PriceConsensus.MostQuotes
                    : quotes.Distinct().Count() > PriceConsensus.MostQuotes)
                .Select(quotes => $"Marks[{quotes.Key}]"))
            .FirstOrDefault();
        return crowded is null ? null : new Finding(crowded, "has too many sources", $"A mark is of at most {PriceConsensus.MostQuotes}");
    }

    private void Keep(SlicePublished record)
    {
        _published.Apply(record.Slice);
        (Epoch, Number, Version) = (record.Epoch, record.Number, Version + 1);
        foreach (var (asset, mark) in record.Slice.Prices)
        {
            if (_published.Divergences.GetValueOrDefault(asset) is { Agreement: Agreement.Agreed or Agreement.Diverging })
            {
                _confirmed[asset] = new ConfirmedMark(mark.Mark, mark.AsOf);
            }
        }
    }

    private void Restore(MarketSlice slice)
    {
        foreach (var asset in slice.Prices.Keys.Union(slice.Divergences.Keys))
        {
            PriceOf(asset).Restore(
                slice.Prices.GetValueOrDefault(asset), slice.Divergences.GetValueOrDefault(asset), _confirmed.GetValueOrDefault(asset));
        }

        foreach (var (instrument, mark) in slice.Marks)
        {
            InstrumentOf(instrument).Restore(mark);
        }
    }

    private DateTimeOffset After(DateTimeOffset moment) => moment == DateTimeOffset.MinValue ? moment : moment + _policy.Interval;

    private QuotedPrice PriceOf(Asset asset)
    {
        if (!_prices.TryGetValue(asset, out var quoted))
        {
            _prices.Add(asset, quoted = new QuotedPrice());
        }

        return quoted;
    }

    private QuotedInstrument InstrumentOf(InstrumentId instrument)
    {
        if (!_instruments.TryGetValue(instrument, out var quoted))
        {
            _instruments.Add(instrument, quoted = new QuotedInstrument());
        }

        return quoted;
    }
}
