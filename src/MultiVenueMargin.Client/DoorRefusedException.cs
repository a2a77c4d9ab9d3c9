using MultiVenueMargin.Contracts;
using MultiVenueMargin.Contracts.Reading;

namespace MultiVenueMargin.Client;

/// <summary>The front door said no. The same request again is answered the same, but where <see cref="RetryDelay"/> says otherwise.</summary>
public sealed class DoorRefusedException : DoorException
{
    internal DoorRefusedException(DoorStatus status, Exception? cause)
        : base(status.ReasonName.Length == 0 ? $"{status.Code}: {status.Message}" : $"{status.ReasonName}: {status.Message}", cause)
    {
        (Code, Reason, ReasonName) = (status.Code, status.Reason, status.ReasonName);
        (Problems, Findings, RetryDelay) = (status.Problems, status.Findings, status.RetryDelay);
    }

    public RpcCode Code { get; }

    /// <summary>Unspecified where none was given, and where it is one that this client does not know.</summary>
    public V1.ErrorReason Reason { get; }

    /// <summary>Its name, also of one that is not known here; empty where none was given.</summary>
    public string ReasonName { get; }

    /// <summary>The fields at fault.</summary>
    public IReadOnlyList<FieldProblem> Problems { get; }

    /// <summary>What is wrong with a rule set, market or listing.</summary>
    public IReadOnlyList<V1.Finding> Findings { get; }

    /// <summary>The same may succeed after it. Absent: it will not.</summary>
    public TimeSpan? RetryDelay { get; }
}
