using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Deficits;

/// <summary>What remains unpaid after a liquidation. Its id is that of this record.</summary>
/// <param name="Amount">The negative of likely equity: what nobody doubts is missing.</param>
public sealed record DeficitRecorded(PoolId Pool, DecisionId Liquidation, Usd Amount, Evidence Evidence) : AccountRecord;

/// <summary>What the insurance fund reserved for it.</summary>
/// <param name="Granted">At most the amount; zero where the fund is empty.</param>
public sealed record FundDrawGranted(DecisionId Deficit, Usd Granted) : AccountRecord;

/// <summary>The fund has paid what it granted, and the rest is allocated as a loss: the deficit is settled.</summary>
/// <param name="Allocated">What the participants bear by the fund's allocation; zero where nothing is left, or nobody contributed, who could bear it.</param>
public sealed record DeficitSettled(DecisionId Deficit, Usd Drawn, Usd Allocated) : AccountRecord;
