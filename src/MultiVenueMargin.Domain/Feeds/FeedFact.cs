using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Domain.Feeds;

/// <summary>
/// One thing that a feed says of a venue account. Facts are absolute: what is now, not what changed, so that one that
/// arrives twice does no harm.
/// </summary>
public abstract record FeedFact;

/// <summary>So much of an asset lies there now, or is owed there now. Zero is a statement; saying nothing is not zero.</summary>
/// <param name="Balance">What lies there; for a loan what is owed with its interest, as a positive number.</param>
/// <param name="UnrealisedProfit">Where the balance leaves it out and positions do not tell their entry.</param>
/// <param name="Owed">Accrued funding and fees, not yet taken from the balance. Positive is owed.</param>
/// <param name="Finality">How far the last inclusion is from final; absent where the balance is final.</param>
/// <param name="Provisional">
/// How much of the balance is not final yet, where the rest is: at least 0 and at most the balance, and only with a
/// <paramref name="Finality"/>. Absent: all of it, or with no finality none. Without it a coin that anybody sends to an address would take
/// the finality from all that lies there.
/// </param>
public sealed record BalanceFact(
    Asset Asset,
    bool IsLoan,
    Quantity Balance,
    Quantity UnrealisedProfit,
    Quantity Owed,
    BridgeClass Bridge,
    Finality? Finality,
    Quantity? Provisional = null) : FeedFact
{
    /// <summary>What of the balance no reorganisation within the required confirmations takes back.</summary>
    public Quantity Final => Finality is null ? Balance : Balance - (Provisional ?? Balance);
}

/// <summary>So many contracts are held there now; zero is flat.</summary>
/// <param name="AverageEntry">See <see cref="Position.AverageEntry"/>.</param>
public sealed record PositionFact(InstrumentId Instrument, Quantity Quantity, Price? AverageEntry) : FeedFact;

/// <summary>An order rests there with this much open; zero says it is gone.</summary>
/// <param name="Order">The venue's own name for it: 1 to 128 visible characters.</param>
public sealed record OrderFact(string Order, InstrumentId Instrument, OrderSide Side, Quantity Open, Price Limit) : FeedFact;

/// <summary>What the venue says of this venue account. Absent figures are unknown.</summary>
public sealed record StatementFact(Usd? Equity, Usd? InitialMargin, Usd? MaintenanceMargin) : FeedFact;

/// <summary>Something left or came. The balance that goes with it is told by a <see cref="BalanceFact"/> of the same frame.</summary>
/// <param name="Reference">What both ends know it by: a transaction hash or the client's own; 1 to 128 visible characters.</param>
/// <param name="Amount">Positive on either side.</param>
public sealed record MovementFact(string Reference, Asset Asset, Quantity Amount, MovementDirection Direction) : FeedFact;

/// <summary>Whether a movement left the venue account or came to it.</summary>
public enum MovementDirection
{
    Unspecified = 0,
    Departure = 1,
    Arrival = 2,
}
