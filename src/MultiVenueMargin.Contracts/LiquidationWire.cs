using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Contracts;

/// <summary>liquidation_service.proto: plans, requests to executors, what happens to them, and what is done about them.</summary>
public static class LiquidationWire
{
    public static V1.Liquidation Write(LiquidationView liquidation) => new()
    {
        Liquidation_ = liquidation.Liquidation.ToString(),
        Pool = liquidation.Pool.Code,
        Status = EnumMap<LiquidationStatus, V1.LiquidationStatus>.Write(liquidation.Status),
        Plan = { liquidation.Plan.Select(Write) },
        Legs =
        {
            liquidation.Legs.Select(leg => new V1.LegStanding
            {
                Request = leg.Request.ToString(),
                Leg = Write(leg.Leg),
                Filled = WireText.Of(leg.Filled),
                IsAccepted = leg.IsAccepted,
                Deadline = WireText.Of(leg.Deadline),
                Outcome = EnumMap<LegOutcome, V1.LegOutcome>.Write(leg.Outcome),
            }),
        },
        Outcome = EnumMap<LiquidationOutcome, V1.LiquidationOutcome>.Write(liquidation.Outcome),
        Reason = liquidation.Reason,
    };

    public static V1.PlanStep Write(PlannedStep step) => new()
    {
        Ordinal = step.Ordinal,
        Legs = { step.Legs.Select(Write) },
        CancelsOrders = { step.CancelsOrders.Select(instrument => instrument.Code) },
        ExpectedCost = WireText.Of(step.ExpectedCost),
        EquityAfter = WireText.Of(step.EquityAfter),
        LikelyAfter = WireText.Of(step.LikelyAfter),
        MaintenanceAfter = WireText.Of(step.MaintenanceAfter),
    };

    /// <summary>The plan that would be made now.</summary>
    public static V1.PreviewLiquidationResponse Write(LiquidationPreview plan) => new()
    {
        Evidence = EvidenceWire.Write(plan.Evidence),
        Steps = { plan.Steps.Select(Write) },
        Outcome = EnumMap<PlanOutcome, V1.PlanOutcome>.Write(plan.Outcome),
        Reasons = { plan.Reasons },
        UnderWay = plan.UnderWay?.ToString() ?? "",
        IsCurrent = plan.IsCurrent,
    };

    /// <summary>A request that was open when a stream of events began, as of the account's version then.</summary>
    public static V1.LegEvent OpenLeg(DecisionId liquidation, LegView leg, long version, DateTimeOffset at) => new()
    {
        Request = leg.Request.ToString(),
        Kind = V1.LegEventKind.Open,
        Liquidation = liquidation.ToString(),
        Leg = Write(leg.Leg),
        Deadline = WireText.Of(leg.Deadline),
        Filled = WireText.Of(leg.Filled),
        At = WireText.Of(at),
        Version = version,
    };

    /// <summary>What a record of an account says of a request to an executor; null where it says nothing of one.</summary>
    public static V1.LegEvent? EventOf(JournalItem item)
    {
        var wire = item.Record switch
        {
            LegRequested requested => new V1.LegEvent
            {
                Request = requested.Request.ToString(),
                Kind = V1.LegEventKind.Requested,
                Liquidation = requested.Liquidation.ToString(),
                Leg = Write(requested.Leg),
                CancelOrdersFirst = requested.CancelOrdersFirst,
                Deadline = WireText.Of(requested.Deadline),
            },
            LegAccepted accepted => new V1.LegEvent { Request = accepted.Request.ToString(), Kind = V1.LegEventKind.Accepted },
            LegFilled filled => new V1.LegEvent
            {
                Request = filled.Request.ToString(),
                Kind = V1.LegEventKind.Filled,
                Filled = WireText.Of(filled.Quantity),
                Price = WireText.Of(filled.Price),
            },
            LegEnded ended => new V1.LegEvent
            {
                Request = ended.Request.ToString(),
                Kind = V1.LegEventKind.Ended,
                Outcome = EnumMap<LegOutcome, V1.LegOutcome>.Write(ended.Outcome),
                Reason = ended.Reason,
            },
            _ => null,
        };
        if (wire is not null)
        {
            (wire.At, wire.Version) = (WireText.Of(item.At), item.Version);
        }

        return wire;
    }

    public static Read<AccountCommand> Read(V1.ApproveRequest wire, PrincipalId by) =>
        WireReader.Read<V1.ApproveRequest, AccountCommand>(wire, (at, request) =>
        {
            var id = at.Decision("liquidation", request.Liquidation);
            return new ApproveLiquidation(id) { Account = id.Account, Request = at.Request("request_id", request.RequestId), By = by };
        });

    public static Read<AccountCommand> Read(V1.HoldRequest wire, PrincipalId by) =>
        WireReader.Read<V1.HoldRequest, AccountCommand>(wire, (at, request) =>
        {
            var id = at.Decision("liquidation", request.Liquidation);
            return new HoldLiquidation(id, request.Reason) { Account = id.Account, Request = at.Request("request_id", request.RequestId), By = by };
        });

    public static Read<AccountCommand> Read(V1.ReleaseRequest wire, PrincipalId by) =>
        WireReader.Read<V1.ReleaseRequest, AccountCommand>(wire, (at, request) =>
        {
            var id = at.Decision("liquidation", request.Liquidation);
            return new ReleaseLiquidation(id) { Account = id.Account, Request = at.Request("request_id", request.RequestId), By = by };
        });

    public static Read<AccountCommand> Read(V1.AbortRequest wire, PrincipalId by) =>
        WireReader.Read<V1.AbortRequest, AccountCommand>(wire, (at, request) =>
        {
            var id = at.Decision("liquidation", request.Liquidation);
            return new AbortLiquidation(id, request.Reason) { Account = id.Account, Request = at.Request("request_id", request.RequestId), By = by };
        });

    public static Read<AccountCommand> Read(V1.ReportStepRequest wire, PrincipalId by) =>
        WireReader.Read<V1.ReportStepRequest, AccountCommand>(wire, (at, request) =>
        {
            var leg = at.Decision("request", request.Request);
            return new ReportLeg(
                leg,
                at.Choice<LegReport, V1.LegReport>("report", request.Report),
                at.OptionalQuantity("quantity", request.Quantity) ?? default,
                at.OptionalPrice("price", request.Price),
                request.Reason)
            {
                Account = leg.Account,
                Request = at.Request("request_id", request.RequestId),
                By = by,
            };
        });

    private static V1.Leg Write(PlannedLeg leg) => new()
    {
        Venue = leg.Venue.Code,
        Instrument = leg.Instrument.Code,
        Side = EnumMap<OrderSide, V1.OrderSide>.Write(leg.Side),
        Quantity = WireText.Of(leg.Quantity),
        Limit = WireText.Of(leg.Limit),
    };
}
