using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Accounts.Markets;

/// <summary>What a market stream holds, in order.</summary>
public abstract record MarketRecord : JournalRecord;

/// <summary>
/// A numbered, conflated snapshot of what changed in the market of one underlying. Folding all of them up to a position of the market
/// partition gives the market at that version.
/// </summary>
/// <param name="Epoch">The publisher's: one more whenever a publisher starts.</param>
/// <param name="Number">Consecutive within the epoch, from 1.</param>
public sealed record SlicePublished(long Epoch, long Number, MarketSlice Slice) : MarketRecord;

/// <summary>
/// What one publisher says. What is absent is as it was; nothing is ever taken back but by saying that it is unknown, which an
/// instrument mark does by leaving its figures out.
/// </summary>
public sealed record MarketSlice
{
    public IReadOnlyDictionary<Asset, AssetMark> Prices { get; init; } = new Dictionary<Asset, AssetMark>();

    public IReadOnlyDictionary<InstrumentId, InstrumentMark> Marks { get; init; } = new Dictionary<InstrumentId, InstrumentMark>();

    public IReadOnlyDictionary<RiskUnit, UnitMarket> Units { get; init; } = new Dictionary<RiskUnit, UnitMarket>();

    /// <summary>Null: as it was.</summary>
    public IReadOnlyList<Correlation>? Correlations { get; init; }

    /// <summary>Null: as it was.</summary>
    public bool? StressFlag { get; init; }

    /// <summary>How far the sources of each asset agreed, where that changed; carried so that a restart goes on from it.</summary>
    public IReadOnlyDictionary<Asset, Divergence> Divergences { get; init; } = new Dictionary<Asset, Divergence>();
}

/// <summary>Whether the sources of a price agree.</summary>
/// <param name="Since">When this became so.</param>
/// <param name="Outliers">Sources beyond what is allowed, named.</param>
public sealed record Divergence(Agreement Agreement, DateTimeOffset Since, IReadOnlyList<LocationId> Outliers);

/// <summary>How far the sources of a price agree.</summary>
public enum Agreement
{
    Unspecified = 0,
    Agreed = 1,

    /// <summary>One or more are beyond what is allowed; the majority is followed.</summary>
    Diverging = 2,

    /// <summary>There is no majority.</summary>
    Split = 3,

    /// <summary>Too few sources to confirm one another.</summary>
    Unconfirmed = 4,
}

/// <summary>What sources say of the market of one underlying: the input of its publisher.</summary>
/// <param name="Market">The publisher's name: usually the underlying's coin; <c>cash</c> for what belongs to none.</param>
public sealed record MarketBatch(
    string Market,
    IReadOnlyList<PriceQuoted> Prices,
    IReadOnlyList<InstrumentQuoted> Marks,
    IReadOnlyDictionary<RiskUnit, UnitMarket> Units,
    IReadOnlyList<Correlation>? Correlations,
    bool? StressFlag);

/// <summary>A source says what an asset costs in USD.</summary>
public sealed record PriceQuoted(Asset Asset, SourceMark Quote);

/// <summary>A source says what an instrument stands at.</summary>
public sealed record InstrumentQuoted(InstrumentId Instrument, LocationId Source, InstrumentMark Mark);
