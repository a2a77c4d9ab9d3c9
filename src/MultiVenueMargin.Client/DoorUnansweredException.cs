using MultiVenueMargin.Contracts;

namespace MultiVenueMargin.Client;

/// <summary>
/// Nobody answered within the budget. Whether a mutation had its effect is not known: repeat it with the same request_id and be told, or look.
/// </summary>
public sealed class DoorUnansweredException : DoorException
{
    internal DoorUnansweredException(RpcCode code, int attempts, string message, Exception? cause)
        : base($"{code} after {attempts} attempts: {message}", cause)
    {
        Code = code;
        Attempts = attempts;
    }

    /// <summary>How the last attempt ended.</summary>
    public RpcCode Code { get; }

    public int Attempts { get; }
}
