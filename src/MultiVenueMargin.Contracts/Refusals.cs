using Google.Protobuf.WellKnownTypes;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Files;

namespace MultiVenueMargin.Contracts;

/// <summary>
/// error_reason.proto: a refusal as the status that a caller gets, with its reason for a program, the fields at fault, and when it is
/// worth trying again. The message of a status is for people and names no more than the refusal does.
/// </summary>
public static class Refusals
{
    public const string ErrorDomain = "multivenuemargin";

    /// <summary>Long enough for a full inbox to drain or a journal to come back, short enough for nobody to notice.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>A reason's name, without its prefix: "CLAIMED_ELSEWHERE".</summary>
    public static string NameOf(V1.ErrorReason reason)
    {
        const string Prefix = "ERROR_REASON_";
        return V1.ErrorReasonReflection.Descriptor.EnumTypes[0].FindValueByNumber((int)reason) is { } known
            ? known.Name[Prefix.Length..]
            : throw new ArgumentOutOfRangeException(nameof(reason), reason, "The contract has no such reason.");
    }

    public static string NameOf(Refusal refusal) => NameOf(ReasonOf(refusal));

    /// <summary>Every refusal of the platform has a reason of the same name; the contract has further ones of the door.</summary>
    public static V1.ErrorReason ReasonOf(Refusal refusal) =>
        refusal != Refusal.Unspecified && System.Enum.TryParse<V1.ErrorReason>(refusal.ToString(), out var reason) && System.Enum.IsDefined(reason)
            ? reason
            : throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "The contract has no reason for this.");

    /// <summary>The status code that error_reason.proto states for a reason.</summary>
    public static RpcCode CodeOf(V1.ErrorReason reason) => reason switch
    {
        V1.ErrorReason.Malformed or V1.ErrorReason.CursorInvalid or V1.ErrorReason.Findings => RpcCode.InvalidArgument,
        V1.ErrorReason.RequestReused or V1.ErrorReason.AccountClosed or V1.ErrorReason.ClaimedElsewhere or V1.ErrorReason.WrongState
            or V1.ErrorReason.NeedsAnotherPerson or V1.ErrorReason.MarginInsufficient or V1.ErrorReason.EpochEnded
            or V1.ErrorReason.SequenceGap or V1.ErrorReason.Unknown => RpcCode.FailedPrecondition,
        V1.ErrorReason.NoSuchAccount or V1.ErrorReason.NotFound => RpcCode.NotFound,
        V1.ErrorReason.AlreadyExists => RpcCode.AlreadyExists,
        V1.ErrorReason.LimitReached or V1.ErrorReason.Busy or V1.ErrorReason.SlowConsumer => RpcCode.ResourceExhausted,
        V1.ErrorReason.NotDurable or V1.ErrorReason.NotReady => RpcCode.Unavailable,
        V1.ErrorReason.Unauthenticated => RpcCode.Unauthenticated,
        V1.ErrorReason.NotAllowed => RpcCode.PermissionDenied,
        V1.ErrorReason.CursorCompacted => RpcCode.OutOfRange,
        V1.ErrorReason.TooLong => RpcCode.DeadlineExceeded,
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "The contract has no such reason."),
    };

    /// <summary>Whether the same request may succeed a little later.</summary>
    public static bool IsWorthRetrying(V1.ErrorReason reason) =>
        reason is V1.ErrorReason.Busy or V1.ErrorReason.NotDurable or V1.ErrorReason.NotReady;

    public static Rpc.Status Status(V1.ErrorReason reason, string message) => Status(reason, message, []);

    /// <summary>A message that could not be read.</summary>
    public static Rpc.Status Malformed(IReadOnlyList<FieldProblem> problems, int count)
    {
        ArgumentOutOfRangeException.ThrowIfZero(problems.Count);
        var further = count - 1;
        return Status(
            V1.ErrorReason.Malformed,
            further == 0 ? $"{problems[0]}." : $"{problems[0]}; and {ExactNumber.Format(further)} more.",
            problems);
    }

    public static Rpc.Status Of(CommandRefused refused) =>
        Status(ReasonOf(refused.Reason), refused.Message, FieldOf(refused.Field, refused.Message));

    /// <summary>With its findings, where there are some: then they are the reason.</summary>
    public static Rpc.Status Of(RegisterRefused refused)
    {
        if (refused.Findings.Count == 0)
        {
            return Status(ReasonOf(refused.Reason), refused.Message, FieldOf(refused.Field, refused.Message));
        }

        return Findings(refused.Message, refused.Findings.Select(FiguresWire.Write));
    }

    /// <summary>A rule set or listing with findings.</summary>
    public static Rpc.Status Findings(string message, IEnumerable<V1.Finding> findings)
    {
        var status = Status(V1.ErrorReason.Findings, message);
        status.Details.Add(Any.Pack(new V1.Findings { Findings_ = { findings } }));
        return status;
    }

    private static Rpc.Status Status(V1.ErrorReason reason, string message, IReadOnlyList<FieldProblem> fields)
    {
        var status = new Rpc.Status
        {
            Code = (int)CodeOf(reason),
            Message = message,
            Details = { Any.Pack(new Rpc.ErrorInfo { Reason = NameOf(reason), Domain = ErrorDomain }) },
        };
        if (fields.Count > 0)
        {
            status.Details.Add(Any.Pack(new Rpc.BadRequest
            {
                FieldViolations =
                {
                    fields.Select(field => new Rpc.BadRequest.Types.FieldViolation { Field = field.Path, Description = field.Problem }),
                },
            }));
        }

        if (IsWorthRetrying(reason))
        {
            status.Details.Add(Any.Pack(new Rpc.RetryInfo { RetryDelay = Duration.FromTimeSpan(RetryDelay) }));
        }

        return status;
    }

    /// <summary>A field of a command under its name in the contract. Who asks is not a field of it.</summary>
    private static List<FieldProblem> FieldOf(string field, string message) => field switch
    {
        "" or "By" => [],
        "Request" => [new FieldProblem("request_id", message)],
        "Leg" => [new FieldProblem("request", message)],
        "VenueAccount" => [new FieldProblem("feed", message)],
        _ => [new FieldProblem(JsonPath.OfDomain(field), message)],
    };
}
