using MultiVenueMargin.Accounts.Margins;

namespace MultiVenueMargin.Accounts.Alerts;

/// <summary>
/// Raises and clears the client's alerts. Ratios are compared as equity with a multiple of MM, never rounded; where MM is zero there
/// is no ratio, and equity of zero or more is above every threshold. A pool that is unknown changes no alert;
/// with a pool or a threshold that is gone, its alert is.
/// </summary>
internal static class AlertRound
{
    public static void Look(Turn turn, Survey survey)
    {
        var board = turn.Account.Alerts;
        var thresholds = turn.Account.Policy.Alerts;
        var watched = thresholds.Where(threshold => survey.Report is null || survey.Find(threshold.Pool) is not null);
        foreach (var gone in board.Raised.Except(watched.Select(threshold => threshold.Name)))
        {
            turn.Record(new AlertCleared(gone));
        }

        foreach (var threshold in thresholds)
        {
            if (survey.Find(threshold.Pool) is not { IsKnown: true, Figures: { } figures })
            {
                continue;
            }

            var (equity, maintenance) = (figures.WorstEquity.Amount, figures.MaintenanceMargin.Amount);
            if (!board.IsRaised(threshold.Name) && equity < threshold.Below * maintenance)
            {
                turn.Record(new AlertRaised(threshold.Name, survey.EvidenceOf(threshold.Pool)));
            }
            else if (board.IsRaised(threshold.Name) && equity >= threshold.ClearAt * maintenance)
            {
                turn.Record(new AlertCleared(threshold.Name));
            }
        }
    }
}
