using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Accounts.Markets;

/// <summary>
/// The whole market at a position of the market partition: everything that all publishers said and all that is listed, folded in the one order
/// every reader sees. Snapshots of it never change and cost nothing while it stands still. Publishers that speak of different things may come in any
/// order; of the same thing the later one holds.
/// </summary>
public sealed class MarketFold
{
    private const int StateVersion = 1;

    private readonly PublishedMarket _published = new();
    private readonly SharedTable<InstrumentId, Instrument> _instruments = new();
    private MarketSnapshot? _last;
    private IReadOnlySet<Asset>? _doubtful;

    /// <summary>The last position that is in; 0 before the first.</summary>
    public long Position { get; private set; }

    /// <summary>What is listed. Does not change when more is.</summary>
    public IReadOnlyDictionary<InstrumentId, Instrument> Instruments => _instruments.Share();

    /// <summary>How far the sources of each asset agree. Does not change when more comes.</summary>
    public IReadOnlyDictionary<Asset, Divergence> Divergences => _published.ShareDivergences();

    /// <summary>Assets whose sources are too few to confirm one another, or split. Does not change when more comes.</summary>
    public IReadOnlySet<Asset> Doubtful => _doubtful ??= _published.Divergences
        .Where(each => each.Value.Agreement is Agreement.Unconfirmed or Agreement.Split)
        .Select(each => each.Key)
        .ToHashSet();

    /// <summary>Takes a durable record of the market partition over; records of one commit have one position.</summary>
    public void Apply(JournalRecord record, long position)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (position < 1 || position < Position)
        {
            throw new InvalidOperationException($"The market is at position {Position}; what lies at {position} cannot follow.");
        }

        switch (record)
        {
            case SlicePublished published:
                _published.Apply(published.Slice);
                _doubtful = published.Slice.Divergences.Count == 0 ? _doubtful : null;
                break;
            case InstrumentsListed listed:
                _instruments.Set(listed.Instruments.ToDictionary(instrument => instrument.Id));
                break;
            case RegisterAnswered:
                break;
            default:
                throw new InvalidOperationException($"A market is not made of {record.GetType().Name}.");
        }

        (Position, _last) = (position, null);
    }

    /// <summary>Names the market as it stands, valued at an instant, which is taken down to a whole millisecond.</summary>
    public MarketStamp StampAt(DateTimeOffset now) =>
        new(Position, new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero));

    /// <summary>The market as it stands, valued at an instant on a whole millisecond; its version is that of <see cref="StampAt"/>.</summary>
    public MarketSnapshot SnapshotAt(DateTimeOffset valuedAt)
    {
        var stamp = StampAt(valuedAt);
        if (_last is null || _last.AsOf != stamp.ValuedAt)
        {
            var all = _published.Share();
            _last = new MarketSnapshot
            {
                Version = stamp.Version,
                AsOf = stamp.ValuedAt,
                Prices = all.Prices,
                Instruments = _instruments.Share(),
                Marks = all.Marks,
                Units = all.Units,
                Correlations = all.Correlations ?? [],
                StressFlag = all.StressFlag ?? false,
            };
        }

        return _last;
    }

    /// <summary>Writes the state; equal states write equal bytes.</summary>
    public void WriteTo(CanonicalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Version(StateVersion);
        writer.Int64(Position);
        writer.Dictionary(_instruments.Items, RegisterLimits.Instruments, ValueCodec.Write, InstrumentCodec.Write);
        SliceCodec.Write(writer, _published.Share());
    }

    public static MarketFold ReadFrom(CanonicalReader reader)
    {
        reader.Version(nameof(MarketFold), StateVersion);
        var fold = new MarketFold { Position = reader.Int64() };
        fold._instruments.Set(reader.Dictionary(RegisterLimits.Instruments, ValueCodec.ReadInstrumentId, InstrumentCodec.ReadInstrument));
        fold._published.Apply(SliceCodec.ReadSlice(reader));
        return fold;
    }
}
