namespace MultiVenueMargin.Accounts.Platform;

/// <summary>A question could not be answered now, where the answer's type has no place to say so: too much is under way, or the journal is not sound.</summary>
public sealed class RefusedException(Refusal reason, string message) : Exception(message)
{
    public Refusal Reason { get; } = reason;
}
