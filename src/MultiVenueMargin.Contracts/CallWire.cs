using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Contracts;

/// <summary>margin_call_service.proto: calls, what happens to them, and what is done about them.</summary>
public static class CallWire
{
    public static V1.MarginCall Write(CallView call) => new()
    {
        Call = call.Call.ToString(),
        Pool = call.Pool.Code,
        Amount = WireText.Of(call.Amount),
        Paid = WireText.Of(call.Paid),
        IssuedAt = WireText.Of(call.IssuedAt),
        Deadline = WireText.Of(call.Deadline),
        Status = EnumMap<CallStatus, V1.CallStatus>.Write(call.Status),
        IsAcknowledged = call.IsAcknowledged,
        Dispute = call.Dispute,
        Outcome = EnumMap<CallOutcome, V1.CallOutcome>.Write(call.Outcome),
    };

    /// <summary>A call that was open when a stream of events began, as of the account's version then.</summary>
    public static V1.MarginCallEvent OpenCall(CallView call, long version, DateTimeOffset at) => new()
    {
        Call = call.Call.ToString(),
        Kind = V1.CallEventKind.Open,
        Pool = call.Pool.Code,
        Amount = WireText.Of(call.Amount),
        Paid = WireText.Of(call.Paid),
        Deadline = WireText.Of(call.Deadline),
        Reason = call.Dispute,
        At = WireText.Of(at),
        Version = version,
    };

    /// <summary>What a record of an account says of a margin call; null where it says nothing of one.</summary>
    public static V1.MarginCallEvent? EventOf(JournalItem item)
    {
        var wire = item.Record switch
        {
            CallIssued issued => new V1.MarginCallEvent
            {
                Call = new DecisionId(item.Stream.Account, item.Version, 0).ToString(),
                Kind = V1.CallEventKind.Issued,
                Pool = issued.Pool.Code,
                Amount = WireText.Of(issued.Amount),
                Paid = "0",
                Deadline = WireText.Of(issued.Deadline),
                Evidence = EvidenceWire.Write(issued.Evidence),
            },
            CallAmended amended => new V1.MarginCallEvent
            {
                Call = amended.Call.ToString(),
                Kind = V1.CallEventKind.Amended,
                Pool = amended.Evidence.Figures.Pool.Code,
                Amount = WireText.Of(amended.Amount),
                Evidence = EvidenceWire.Write(amended.Evidence),
            },
            CallAcknowledged acknowledged => new V1.MarginCallEvent
            {
                Call = acknowledged.Call.ToString(),
                Kind = V1.CallEventKind.Acknowledged,
                By = acknowledged.By.Code,
            },
            CallDisputed disputed => new V1.MarginCallEvent
            {
                Call = disputed.Call.ToString(),
                Kind = V1.CallEventKind.Disputed,
                By = disputed.By.Code,
                Reason = disputed.Reason,
                OwnFigure = WireText.Of(disputed.OwnFigure),
            },
            CallPaid paid => new V1.MarginCallEvent
            {
                Call = paid.Call.ToString(),
                Kind = V1.CallEventKind.Paid,
                Paid = WireText.Of(paid.Counted),
            },
            CallExpired expired => new V1.MarginCallEvent { Call = expired.Call.ToString(), Kind = V1.CallEventKind.Expired },
            CallEnded ended => new V1.MarginCallEvent
            {
                Call = ended.Call.ToString(),
                Kind = V1.CallEventKind.Ended,
                Outcome = EnumMap<CallOutcome, V1.CallOutcome>.Write(ended.Outcome),
                Reason = ended.Reason,
                By = ended.By?.Code ?? "",
            },
            _ => null,
        };
        if (wire is not null)
        {
            (wire.At, wire.Version) = (WireText.Of(item.At), item.Version);
        }

        return wire;
    }

    public static Read<AccountCommand> Read(V1.AcknowledgeRequest wire, PrincipalId by) =>
        WireReader.Read<V1.AcknowledgeRequest, AccountCommand>(wire, (at, request) =>
        {
            var call = at.Decision("call", request.Call);
            return new AcknowledgeCall(call) { Account = call.Account, Request = at.Request("request_id", request.RequestId), By = by };
        });

    public static Read<AccountCommand> Read(V1.DisputeRequest wire, PrincipalId by) =>
        WireReader.Read<V1.DisputeRequest, AccountCommand>(wire, (at, request) =>
        {
            var call = at.Decision("call", request.Call);
            return new DisputeCall(call, request.Reason, at.OptionalUsd("own_figure", request.OwnFigure))
            {
                Account = call.Account,
                Request = at.Request("request_id", request.RequestId),
                By = by,
            };
        });

    public static Read<AccountCommand> Read(V1.WithdrawRequest wire, PrincipalId by) =>
        WireReader.Read<V1.WithdrawRequest, AccountCommand>(wire, (at, request) =>
        {
            var call = at.Decision("call", request.Call);
            return new WithdrawCall(call, request.Reason) { Account = call.Account, Request = at.Request("request_id", request.RequestId), By = by };
        });
}
