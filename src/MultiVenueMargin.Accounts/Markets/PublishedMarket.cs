using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Accounts.Markets;

/// <summary>Slices folded: of one publisher, or of all.</summary>
internal sealed class PublishedMarket
{
    private readonly SharedTable<Asset, AssetMark> _prices = new();
    private readonly SharedTable<InstrumentId, InstrumentMark> _marks = new();
    private readonly SharedTable<RiskUnit, UnitMarket> _units = new();
    private readonly SharedTable<Asset, Divergence> _divergences = new();

    public IReadOnlyDictionary<Asset, AssetMark> Prices => _prices.Items;

    public IReadOnlyDictionary<InstrumentId, InstrumentMark> Marks => _marks.Items;

    public IReadOnlyDictionary<RiskUnit, UnitMarket> Units => _units.Items;

    public IReadOnlyDictionary<Asset, Divergence> Divergences => _divergences.Items;

    public IReadOnlyList<Correlation>? Correlations { get; private set; }

    /// <summary>Null while nobody said.</summary>
    public bool? StressFlag { get; private set; }

    public IReadOnlyDictionary<Asset, Divergence> ShareDivergences() => _divergences.Share();

    public void Apply(MarketSlice slice)
    {
        _prices.Set(slice.Prices);
        _marks.Set(slice.Marks);
        _units.Set(slice.Units);
        _divergences.Set(slice.Divergences);
        Correlations = slice.Correlations ?? Correlations;
        StressFlag = slice.StressFlag ?? StressFlag;
    }

    /// <summary>Everything as one slice.</summary>
    public MarketSlice Share() => new()
    {
        Prices = _prices.Share(),
        Marks = _marks.Share(),
        Units = _units.Share(),
        Divergences = _divergences.Share(),
        Correlations = Correlations,
        StressFlag = StressFlag,
    };

    /// <summary>Whether it says the same but for what single sources say, which changes only with news.</summary>
    public bool Says(Asset asset, AssetMark mark) => Prices.TryGetValue(asset, out var published)
        && (published.Mark, published.Confidence, published.AsOf) == (mark.Mark, mark.Confidence, mark.AsOf);

    public bool Says(Asset asset, Divergence divergence) => Divergences.TryGetValue(asset, out var published)
        && published.Agreement == divergence.Agreement && published.Outliers.SequenceEqual(divergence.Outliers);

    public bool Says(InstrumentId instrument, InstrumentMark mark) =>
        Marks.TryGetValue(instrument, out var published) && QuotedInstrument.AreAlike(published, mark);

    public bool Says(RiskUnit unit, UnitMarket said) =>
        Units.TryGetValue(unit, out var published) && BytesOf(published).AsSpan().SequenceEqual(BytesOf(said));

    public bool Says(IReadOnlyList<Correlation> correlations) => Correlations is not null && Correlations.SequenceEqual(correlations);

    public static bool IsEmpty(MarketSlice slice) =>
        slice is { Prices.Count: 0, Marks.Count: 0, Units.Count: 0, Divergences.Count: 0, Correlations: null, StressFlag: null };

    private static byte[] BytesOf(UnitMarket unit)
    {
        var writer = new CanonicalWriter();
        UnitMarketCodec.Write(writer, unit);
        return writer.ToArray();
    }
}
