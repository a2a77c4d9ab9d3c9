using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Liquidations;

/// <summary>
/// What executors report. A fill is a fact and recorded whenever it comes: late, of a liquidation that was stopped, beyond what was
/// asked for (which is named). Anything else is refused of a request that has ended.
/// </summary>
internal static class LegReports
{
    public static CommandRefused? Take(Turn turn, ReportLeg report)
    {
        if (CheckAlone(report) is { } malformed)
        {
            return malformed;
        }

        if (turn.Account.Liquidations.FindOf(report.Leg)?.Requests.First(each => each.Id == report.Leg) is not { } request)
        {
            return Refused(Refusal.NotFound, nameof(report.Leg), $"This account asked for nothing under {report.Leg}, or long ago.");
        }

        if (!request.IsOpen && report.Report != LegReport.Filled)
        {
            return Refused(Refusal.WrongState, nameof(report.Leg), $"The request {request.Id} has ended: {request.Outcome}.");
        }

        switch (report.Report)
        {
            case LegReport.Accepted when request.IsAccepted:
                return Refused(Refusal.WrongState, nameof(report.Report), $"The request {request.Id} was accepted before.");
            case LegReport.Accepted:
                turn.Record(new LegAccepted(request.Id, report.By));
                return null;
            case LegReport.Filled:
                return Fill(turn, request, report);
            case LegReport.Done:
                turn.Record(new LegEnded(request.Id, LegOutcome.Done, report.Reason));
                return null;
            default:
                turn.Record(new LegEnded(request.Id, LegOutcome.Rejected, report.Reason));
                return null;
        }
    }

    private static CommandRefused? Fill(Turn turn, ExecutorRequest request, ReportLeg report)
    {
        var filled = request.Filled.Value + report.Quantity.Value;
        if (filled > Quantity.Largest)
        {
            return Refused(Refusal.Malformed, nameof(report.Quantity), $"With {request.Filled} before it is more than there can be.");
        }

        turn.Record(new LegFilled(request.Id, report.Quantity, report.Price!.Value, report.By));
        if (request.IsOpen && filled >= request.Leg.Quantity.Value)
        {
            var beyond = filled - request.Leg.Quantity.Value;
            turn.Record(new LegEnded(request.Id, LegOutcome.Filled, beyond > 0
                ? $"filled {ExactNumber.Format(beyond)} more than was asked for"
                : "filled"));
        }

        return null;
    }

    private static CommandRefused? CheckAlone(ReportLeg report)
    {
        if (report.Report is not (LegReport.Accepted or LegReport.Filled or LegReport.Done or LegReport.Rejected))
        {
            return Refused(Refusal.Malformed, nameof(report.Report), $"It is {report.Report}; say what happened.");
        }

        if (report.Report == LegReport.Filled)
        {
            return report.Quantity <= Quantity.Zero ? Refused(Refusal.Malformed, nameof(report.Quantity), $"A fill of {report.Quantity} is none.")
                : report.Price is null ? Refused(Refusal.Malformed, nameof(report.Price), "Say at which price it was filled.")
                : null;
        }

        if (report.Quantity != Quantity.Zero)
        {
            return Refused(Refusal.Malformed, nameof(report.Quantity), "Only a fill has a quantity.");
        }

        return report.Report == LegReport.Accepted ? null : Words.Check(report.Reason, nameof(report.Reason));
    }

    private static CommandRefused Refused(Refusal reason, string field, string message) => new(reason, field, message);
}
