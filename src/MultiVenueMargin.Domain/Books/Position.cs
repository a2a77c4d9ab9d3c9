namespace MultiVenueMargin.Domain.Books;

/// <summary>A number of contracts of one instrument at one venue in one pool.</summary>
public sealed record Position
{
    public PoolId Pool { get; init; } = PoolId.Cross;

    public required LocationId Venue { get; init; }

    public required InstrumentId Instrument { get; init; }

    public required Quantity Quantity { get; init; }

    /// <summary>
    /// The average price at which it was entered, where the balance it settles in leaves its unrealised profit out; the
    /// profit against the mark is then added to that balance (MARGIN §2). Absent: the balance has it already.
    /// </summary>
    public Price? AverageEntry { get; init; }

    /// <summary>When the position was last known to be true.</summary>
    public required DateTimeOffset AsOf { get; init; }

    public string Name => $"{Instrument}@{Venue}";
}

/// <summary>Which way a resting order would trade.</summary>
public enum OrderSide
{
    Unspecified = 0,
    Bid = 1,
    Ask = 2,
}

/// <summary>An order that rests at a venue and may be filled at any moment.</summary>
public sealed record RestingOrder
{
    public PoolId Pool { get; init; } = PoolId.Cross;

    public required LocationId Venue { get; init; }

    public required InstrumentId Instrument { get; init; }

    public required OrderSide Side { get; init; }

    /// <summary>What is still open; positive on either side.</summary>
    public required Quantity Quantity { get; init; }

    public required Price Limit { get; init; }
}
