namespace MultiVenueMargin.Domain.Market;

/// <summary>The USD price of an asset: a consensus of sources, with how sure it is.</summary>
public sealed record AssetMark
{
    public required Price Mark { get; init; }

    /// <summary>The consensus' relative half-width: 0.001 says ±0.1 %.</summary>
    public Rate Confidence { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    /// <summary>What the consensus was made from, where it is known: shown beside it, never used instead of it.</summary>
    public IReadOnlyList<SourceMark> Sources { get; init; } = [];
}

/// <summary>What one source says a price is.</summary>
public sealed record SourceMark(LocationId Source, Price Mark, Rate Confidence, DateTimeOffset AsOf);
