using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Contracts;

/// <summary>market.proto: what the market says at one moment. Whether it makes sense is for <see cref="MarketCheck"/>.</summary>
public static class MarketWire
{
    private static readonly Dictionary<Asset, Divergence> NoDivergences = [];

    public static V1.MarketSnapshot Write(MarketSnapshot market) => Write(market, NoDivergences);

    /// <summary>With how far the sources of each price agree, where that is known.</summary>
    public static V1.MarketSnapshot Write(MarketSnapshot market, IReadOnlyDictionary<Asset, Divergence> divergences) => new()
    {
        Version = market.Version.Code,
        AsOf = WireText.Of(market.AsOf),
        Prices = { market.Prices.OrderBy(entry => entry.Key).Select(entry => Write(entry.Key, entry.Value, divergences.GetValueOrDefault(entry.Key))) },
        Instruments = { market.Instruments.OrderBy(entry => entry.Key).Select(entry => InstrumentWire.Write(entry.Value)) },
        Marks = { market.Marks.OrderBy(entry => entry.Key).Select(entry => Write(entry.Key, entry.Value)) },
        Units = { market.Units.OrderBy(entry => entry.Key).Select(entry => UnitMarketWire.Write(entry.Key, entry.Value)) },
        Correlations = { market.Correlations.Select(UnitMarketWire.Write) },
        StressFlag = market.StressFlag,
    };

    public static MarketSnapshot Read(WireReader at, V1.MarketSnapshot wire) => new()
    {
        Version = at.MarketVersion("version", wire.Version),
        AsOf = at.Instant("as_of", wire.AsOf),
        Prices = at.Map("prices", wire.Prices, MarketLimits.Prices, "asset", static (inner, price) =>
            KeyValuePair.Create(inner.Asset("asset", price.Asset), Price(inner, price))),
        Instruments = at.Map("instruments", wire.Instruments, WireLimits.Instruments, "id", static (inner, listed) =>
            InstrumentWire.Read(inner, listed) is { } instrument ? KeyValuePair.Create(instrument.Id, instrument) : default),
        Marks = at.Map("marks", wire.Marks, WireLimits.Instruments, "instrument", static (inner, mark) =>
            KeyValuePair.Create(inner.Instrument("instrument", mark.Instrument), ReadMark(inner, mark))),
        Units = at.Map("units", wire.Units, MarketLimits.Units, "unit", static (inner, unit) =>
            KeyValuePair.Create(inner.Unit("unit", unit.Unit), UnitMarketWire.Read(inner, unit))),
        Correlations = at.List("correlations", wire.Correlations, MarketLimits.Correlations, UnitMarketWire.ReadCorrelation),
        StressFlag = wire.HasStressFlag && wire.StressFlag,
    };

    public static V1.AssetMark Write(Asset asset, AssetMark mark, Divergence? divergence = null) => new()
    {
        Asset = asset.Code,
        Mark = WireText.Of(mark.Mark),
        Confidence = WireText.OrNone(mark.Confidence),
        AsOf = WireText.Of(mark.AsOf),
        Sources = { mark.Sources.Select(Write) },
        Agreement = divergence is null ? default : EnumMap<Agreement, V1.Agreement>.Write(divergence.Agreement),
        Outliers = { divergence?.Outliers.Select(source => source.Code) ?? [] },
    };

    public static V1.InstrumentMark Write(InstrumentId instrument, InstrumentMark mark) => new()
    {
        Instrument = instrument.Code,
        Mark = WireText.Of(mark.Mark),
        Confidence = WireText.OrNone(mark.Confidence),
        AsOf = WireText.Of(mark.AsOf),
        ImpliedVolatility = WireText.Of(mark.ImpliedVolatility),
        Forward = WireText.Of(mark.Forward),
        Delivery = WireText.Of(mark.Delivery),
        PredictedFunding = WireText.Of(mark.PredictedFunding),
        HalfSpread = WireText.Of(mark.HalfSpread),
        AverageDailyVolume = WireText.Of(mark.AverageDailyVolume),
        Depth = { mark.Depth.Select(level => new V1.DepthLevel { Distance = WireText.Of(level.Distance), Coins = WireText.Of(level.Coins) }) },
        Sources = { mark.Sources.Select(Write) },
    };

    internal static V1.SourceMark Write(SourceMark source) => new()
    {
        Source = source.Source.Code,
        Mark = WireText.Of(source.Mark),
        Confidence = WireText.OrNone(source.Confidence),
        AsOf = WireText.Of(source.AsOf),
    };

    internal static SourceMark ReadSource(WireReader at, V1.SourceMark wire) => new(
        at.Location("source", wire.Source),
        at.Price("mark", wire.Mark),
        at.OptionalRate("confidence", wire.Confidence) ?? default,
        at.Instant("as_of", wire.AsOf));

    internal static InstrumentMark ReadMark(WireReader at, V1.InstrumentMark wire) => new()
    {
        Mark = at.OptionalPrice("mark", wire.Mark),
        Confidence = at.OptionalRate("confidence", wire.Confidence) ?? default,
        AsOf = at.Instant("as_of", wire.AsOf),
        ImpliedVolatility = at.OptionalMeasured("implied_volatility", wire.ImpliedVolatility),
        Forward = at.OptionalPrice("forward", wire.Forward),
        Delivery = at.OptionalPrice("delivery", wire.Delivery),
        PredictedFunding = at.OptionalRate("predicted_funding", wire.PredictedFunding),
        HalfSpread = at.OptionalRate("half_spread", wire.HalfSpread),
        AverageDailyVolume = at.OptionalQuantity("average_daily_volume", wire.AverageDailyVolume),
        Depth = at.List("depth", wire.Depth, WireLimits.DepthLevels, static (inner, level) =>
            new DepthLevel(inner.Rate("distance", level.Distance), inner.Quantity("coins", level.Coins))),
        Sources = at.List("sources", wire.Sources, WireLimits.Sources, ReadSource),
    };

    // The platform's own opinion of the sources is not part of a market that somebody brings, but what stands there has to be sound.
    private static AssetMark Price(WireReader at, V1.AssetMark wire)
    {
        at.Choice("agreement", wire.Agreement, Agreement.Unspecified);
        at.List("outliers", wire.Outliers, WireLimits.Sources, static (inner, source) => inner.Location("", source));
        return new AssetMark
        {
            Mark = at.Price("mark", wire.Mark),
            Confidence = at.OptionalRate("confidence", wire.Confidence) ?? default,
            AsOf = at.Instant("as_of", wire.AsOf),
            Sources = at.List("sources", wire.Sources, WireLimits.Sources, ReadSource),
        };
    }
}
