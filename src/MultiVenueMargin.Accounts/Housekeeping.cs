using MultiVenueMargin.Accounts.Corrections;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Transfers;

namespace MultiVenueMargin.Accounts;

/// <summary>
/// What time alone does to feeds, transfers and corrections. It comes first in a look, so that the margin is found from the grades
/// and adjustments of that moment. A second time at the same moment it records nothing.
/// </summary>
internal static class Housekeeping
{
    public static void Look(Turn turn)
    {
        FeedGrading.Look(turn);
        FeedWatch.Look(turn);
        foreach (var transfer in turn.Account.Transfers.DueBy(turn.Now))
        {
            turn.Record(new TransferOverdue(transfer.Reference));
        }

        foreach (var correction in turn.Account.Corrections.LapsedBy(turn.Now))
        {
            turn.Record(new CorrectionLapsed(correction.Id));
        }
    }
}
