namespace MultiVenueMargin.Accounts.Tests.Feeds;

/// <summary>What happens in a block that is taken back.</summary>
public enum Happening
{
    /// <summary>Coins come from somebody else.</summary>
    Deposit = 0,

    /// <summary>Collateral is seized, and a part of the loan is gone with it.</summary>
    Liquidation,

    /// <summary>A transfer of this account comes, announced, and gone from the venue where it was.</summary>
    Arrival,

    /// <summary>Coins leave, announced by nobody.</summary>
    Departure,
}
