using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Reports;

/// <summary>CREDIT between units (MARGIN §6).</summary>
public sealed record CreditReport(Usd Amount, IReadOnlyList<CreditItem> Items);

/// <summary>One recognised pair.</summary>
public sealed record CreditItem(
    RiskUnit First, RiskUnit Second, decimal CorrelationFloor, decimal Share, Usd DirectionFirst, Usd DirectionSecond, Usd Amount);

/// <summary>BORROW per asset.</summary>
public sealed record BorrowReport(Usd Amount, IReadOnlyList<BorrowItem> Items);

/// <summary>The charge on one borrowed asset.</summary>
public sealed record BorrowItem(Asset Asset, Usd Debt, Usd Amount);

/// <summary>VENUE_TRAP: what is missing at a venue and cannot arrive within its grace.</summary>
public sealed record VenueTrapReport(Usd Amount, IReadOnlyList<VenueTrapItem> Items);

/// <summary>One venue's shortfall, what reaches it in time, and what does not.</summary>
public sealed record VenueTrapItem(LocationId Venue, Usd Shortfall, IReadOnlyList<Arrival> Arrivals, Usd Trapped);

/// <summary>What one source can pay in time.</summary>
public sealed record Arrival(LocationId From, TimeSpan Duration, Usd Amount);

/// <summary>ORDERS: what fills could add.</summary>
public sealed record OrdersReport(Usd Amount, IReadOnlyList<OrderItem> Items);

/// <summary>The worse side of the resting orders of one instrument at one venue.</summary>
public sealed record OrderItem(LocationId Venue, InstrumentId Instrument, Usd IfBidsFill, Usd IfAsksFill, Usd Amount);
