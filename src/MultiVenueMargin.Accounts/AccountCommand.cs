using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts;

/// <summary>
/// Something that somebody wants done to an account. It carries a client-made request id: the same id and body get the same
/// answer, the same id with another body is refused by name. Roles are checked at the door and again here.
/// </summary>
public abstract record AccountCommand
{
    public required AccountId Account { get; init; }

    public required RequestId Request { get; init; }

    public required PrincipalId By { get; init; }
}

/// <summary>Opens the account. Its institution must be registered.</summary>
public sealed record OpenAccount(AccountPolicy Policy) : AccountCommand;

public sealed record ChangePolicy(AccountPolicy Policy) : AccountCommand;

/// <summary>Closes an account that holds and owes nothing.</summary>
public sealed record CloseAccount : AccountCommand;

public sealed record OpenPool(PoolId Pool, string Purpose) : AccountCommand;

public sealed record ClosePool(PoolId Pool) : AccountCommand;

/// <summary>Claims a venue account for a pool of this account, platform-wide: the institutions register decides first.</summary>
public sealed record ClaimVenueAccount(VenueAccountId Feed, PoolId Pool) : AccountCommand;

/// <summary>Gives the claim up.</summary>
public sealed record ReleaseVenueAccount(VenueAccountId Feed) : AccountCommand;

/// <summary>Moves a venue account with all that lies there to another pool, where neither pool is worse than allowed after it.</summary>
public sealed record MoveVenueAccount(VenueAccountId Feed, PoolId To) : AccountCommand;

public sealed record AcknowledgeCall(DecisionId Call) : AccountCommand;

public sealed record DisputeCall(DecisionId Call, string Reason, Usd? OwnFigure) : AccountCommand;

public sealed record WithdrawCall(DecisionId Call, string Reason) : AccountCommand;

public sealed record ApproveLiquidation(DecisionId Liquidation) : AccountCommand;

public sealed record HoldLiquidation(DecisionId Liquidation, string Reason) : AccountCommand;

public sealed record ReleaseLiquidation(DecisionId Liquidation) : AccountCommand;

/// <summary>Stops a liquidation for good. Under two persons' approval it takes two to stop it, too.</summary>
public sealed record AbortLiquidation(DecisionId Liquidation, string Reason) : AccountCommand;

/// <summary>An executor's report on a request.</summary>
/// <param name="Report">What happened.</param>
/// <param name="Quantity">For a fill: how much since the last report; else zero.</param>
/// <param name="Price">For a fill.</param>
public sealed record ReportLeg(DecisionId Leg, LegReport Report, Quantity Quantity, Price? Price, string Reason) : AccountCommand;

/// <summary>What an executor can say.</summary>
public enum LegReport
{
    Unspecified = 0,
    Accepted = 1,
    Filled = 2,

    /// <summary>Nothing more will be filled.</summary>
    Done = 3,
    Rejected = 4,
}

public sealed record AnnounceTransfer(
    string Reference, Asset Asset, Quantity Amount, VenueAccountId From, VenueAccountId To, DateTimeOffset ExpectedBy) : AccountCommand;

public sealed record CancelTransfer(string Reference) : AccountCommand;

public sealed record ExplainMovement(VenueAccountId Feed, string Reference, string Explanation) : AccountCommand;

public sealed record ProposeCorrection(
    VenueAccountId Feed, Asset Asset, Quantity Amount, string Reason, DateTimeOffset Until) : AccountCommand;

public sealed record ApproveCorrection(DecisionId Correction) : AccountCommand;

public sealed record WithdrawCorrection(DecisionId Correction, string Reason) : AccountCommand;
