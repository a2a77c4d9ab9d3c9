namespace MultiVenueMargin.Domain.Market;

/// <summary>What the market says of an underlying as a whole. Every figure may be absent.</summary>
public sealed record UnitMarket
{
    /// <summary>30-day average daily volume over all venues, in coins.</summary>
    public Quantity? AverageDailyVolume { get; init; }

    /// <summary>Realised daily volatility, relative: 0.03 is 3 % a day.</summary>
    public double? DailyVolatility { get; init; }

    /// <summary>Continuously compounded interest rate of the underlying's quote currencies per year, where the market states one.</summary>
    public double? InterestRate { get; init; }

    /// <summary>Implied-volatility smiles by expiry.</summary>
    public IReadOnlyDictionary<DateTimeOffset, Smile> Smiles { get; init; } = new Dictionary<DateTimeOffset, Smile>();

    /// <summary>Daily history for the statistical core; absent where none is loaded.</summary>
    public ReturnHistory? History { get; init; }
}
