using Google.Protobuf;
using Grpc.Core;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Contracts.Reading;

namespace MultiVenueMargin.Client;

/// <summary>How a call ended, with what the rich status says about it; details that cannot be read are left out.</summary>
internal sealed record DoorStatus
{
    private const string DetailsKey = "grpc-status-details-bin";

    private static readonly Dictionary<string, V1.ErrorReason> Reasons = Enum.GetValues<V1.ErrorReason>()
        .Where(reason => reason != V1.ErrorReason.Unspecified)
        .ToDictionary(Refusals.NameOf, StringComparer.Ordinal);

    public required RpcCode Code { get; init; }

    public required string Message { get; init; }

    public V1.ErrorReason Reason { get; private init; }

    public string ReasonName { get; private init; } = "";

    public IReadOnlyList<FieldProblem> Problems { get; private init; } = [];

    public IReadOnlyList<V1.Finding> Findings { get; private init; } = [];

    public TimeSpan? RetryDelay { get; private init; }

    /// <summary>Whether the server said that the same request may succeed later; else a reason is definite.</summary>
    public bool AsksToRetry => Refusals.IsWorthRetrying(Reason);

    /// <summary>
    /// Whether a stream that ended so is begun anew from where it was. It was interrupted, or the server cut it off and says to go on.
    /// </summary>
    public bool IsInterruption =>
        AsksToRetry || Reason == V1.ErrorReason.SlowConsumer
        || (HasNoReason && Code is RpcCode.Unavailable or RpcCode.Cancelled or RpcCode.DeadlineExceeded or RpcCode.Aborted);

    /// <summary>
    /// Whether it may have been an interruption: a reset stream is called so, and an answer that cannot be read for good as well. Tried a few times.
    /// </summary>
    public bool MayBeInterruption => HasNoReason && Code is RpcCode.Internal;

    private bool HasNoReason => ReasonName.Length == 0;

    public static DoorStatus Of(RpcException end)
    {
        var plain = new DoorStatus { Code = (RpcCode)(int)end.StatusCode, Message = end.Status.Detail };
        if (end.Trailers.GetValueBytes(DetailsKey) is not { } bytes)
        {
            return plain;
        }

        try
        {
            return plain.With(Rpc.Status.Parser.ParseFrom(bytes));
        }
        catch (InvalidProtocolBufferException)
        {
            return plain;
        }
    }

    /// <summary>Of a name of ErrorReason, without its prefix, as answers within a stream carry it.</summary>
    public static DoorStatus Of(string reasonName, string message)
    {
        var reason = Reasons.GetValueOrDefault(reasonName);
        return new DoorStatus
        {
            Code = reason == V1.ErrorReason.Unspecified ? RpcCode.Unknown : Refusals.CodeOf(reason),
            Message = message,
            Reason = reason,
            ReasonName = reasonName,
        };
    }

    public DoorRefusedException ToException(Exception? cause = null) => new(this, cause);

    private DoorStatus With(Rpc.Status rich)
    {
        var status = this;
        foreach (var detail in rich.Details)
        {
            if (detail.TryUnpack<Rpc.ErrorInfo>(out var info) && info.Domain == Refusals.ErrorDomain)
            {
                status = status with { ReasonName = info.Reason, Reason = Reasons.GetValueOrDefault(info.Reason) };
            }
            else if (detail.TryUnpack<Rpc.BadRequest>(out var bad))
            {
                status = status with { Problems = [.. bad.FieldViolations.Select(violation => new FieldProblem(violation.Field, violation.Description))] };
            }
            else if (detail.TryUnpack<Rpc.RetryInfo>(out var retry) && retry.RetryDelay is { Seconds: >= 0 and < 86_400, Nanos: >= 0 } delay)
            {
                status = status with { RetryDelay = TimeSpan.FromSeconds(delay.Seconds) + TimeSpan.FromTicks(delay.Nanos / 100) };
            }
            else if (detail.TryUnpack<V1.Findings>(out var findings))
            {
                status = status with { Findings = [.. findings.Findings_] };
            }
        }

        return status;
    }
}
