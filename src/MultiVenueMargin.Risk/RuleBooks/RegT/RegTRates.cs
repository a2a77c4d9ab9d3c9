namespace MultiVenueMargin.Risk.RuleBooks.RegT;

/// <summary>The rates of strategy-based margin for one kind of underlying.</summary>
public sealed record RegTRates
{
    /// <summary>Of the underlying, for a short option, less what it is out of the money: 20 % for a stock, 15 % for a broad index.</summary>
    public required decimal ShortOption { get; init; }

    /// <summary>The least for a short option: of the underlying for a call, of the strike for a put.</summary>
    public required decimal ShortOptionFloor { get; init; }

    public required decimal LongStockInitial { get; init; }

    public required decimal LongStockMaintenance { get; init; }

    public required decimal ShortStockInitial { get; init; }

    public required decimal ShortStockMaintenance { get; init; }

    /// <summary>Of the strike, for stock whose loss an option ends there.</summary>
    public required decimal HedgedStrike { get; init; }

    /// <summary>Of the call's strike, at the most for a collar.</summary>
    public required decimal CollarCallStrike { get; init; }

    /// <summary>Of the short call's value, on top of the initial requirement of the stock that covers it.</summary>
    public required decimal CoveredCallValue { get; init; }

    public decimal StockInitial(bool isShort) => isShort ? ShortStockInitial : LongStockInitial;

    public decimal StockMaintenance(bool isShort) => isShort ? ShortStockMaintenance : LongStockMaintenance;
}
