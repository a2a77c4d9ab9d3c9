namespace MultiVenueMargin.Domain.Books;

/// <summary>
/// How an account stands, from good to bad (MARGIN §6); ordered by severity. <see cref="Unknown"/> says that too much is
/// missing or stale to tell, and is not a place on the scale.
/// </summary>
public enum MarginState
{
    Unknown = 0,
    Healthy = 1,
    Notice = 2,
    Call = 3,
    Restricted = 4,
    Liquidating = 5,
    Takeover = 6,
}
