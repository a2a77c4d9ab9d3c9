using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Calls;

/// <summary>A margin call was issued. Its id is that of this record.</summary>
/// <param name="Amount">What must be delivered, in the house currency.</param>
/// <param name="Deadline">Until when.</param>
/// <param name="Evidence">The figures it rests on, so that anyone can recompute it.</param>
public sealed record CallIssued(PoolId Pool, Usd Amount, DateTimeOffset Deadline, Evidence Evidence) : AccountRecord;

/// <summary>The shortfall grew beyond what was called for: the one open call asks for more; its deadline stands.</summary>
public sealed record CallAmended(DecisionId Call, Usd Amount, Evidence Evidence) : AccountRecord;

/// <summary>The client has seen it.</summary>
public sealed record CallAcknowledged(DecisionId Call, PrincipalId By) : AccountRecord;

/// <summary>The client disagrees; the deadline runs on.</summary>
/// <param name="OwnFigure">What the client thinks is owed, where they say so.</param>
public sealed record CallDisputed(DecisionId Call, PrincipalId By, string Reason, Usd? OwnFigure) : AccountRecord;

/// <summary>Collateral came to the pool, or left it, after the call was issued.</summary>
/// <param name="Counted">What came since the call was issued, less what left, each at its mark when it was seen; negative where more left than came.</param>
/// <param name="Flows">What is counted for the first time with this record.</param>
public sealed record CallPaid(DecisionId Call, Usd Counted, IReadOnlyList<ValuedFlow> Flows) : AccountRecord;

/// <summary>So much of an asset came to a pool from outside it; negative: left it.</summary>
/// <param name="Amount">In the asset.</param>
/// <param name="Mark">What one was worth in the house currency when it was seen.</param>
public sealed record ValuedFlow(Asset Asset, decimal Amount, Price Mark)
{
    /// <summary>Rounded down, as everything that counts in the client's favour.</summary>
    public Usd Worth => Usd.Down(Amount * Mark.Value);
}

/// <summary>The call has ended.</summary>
/// <param name="By">Who took it back; absent where nobody did.</param>
public sealed record CallEnded(DecisionId Call, CallOutcome Outcome, string Reason, PrincipalId? By) : AccountRecord;

/// <summary>The deadline passed unmet. The pool is restricted until the call ends.</summary>
public sealed record CallExpired(DecisionId Call) : AccountRecord;

/// <summary>How a margin call ended.</summary>
public enum CallOutcome
{
    Unspecified = 0,

    /// <summary>The pool was restored and what arrived covers what was called for.</summary>
    Met = 1,

    /// <summary>The pool was restored by the market or by trades, without that much arriving.</summary>
    CuredByMarket = 2,

    /// <summary>The house took it back.</summary>
    Withdrawn = 3,

    /// <summary>The pool was liquidated or closed.</summary>
    Superseded = 4,
}
