using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>A request to an executor as the auditor, and the executor, see it.</summary>
/// <param name="Commit">In which commit it was asked: legs of one step are asked together.</param>
internal sealed record Leg(
    DecisionId Id,
    DecisionId Liquidation,
    AccountId Account,
    PoolId Pool,
    LocationId Venue,
    InstrumentId Instrument,
    OrderSide Side,
    decimal Quantity,
    bool CancelsOrders,
    long Commit)
{
    public decimal Filled { get; set; }

    public bool IsTakenOn { get; set; }

    public DateTimeOffset Deadline { get; set; }

    /// <summary>Absent while it is open.</summary>
    public LegOutcome? Outcome { get; set; }
}
