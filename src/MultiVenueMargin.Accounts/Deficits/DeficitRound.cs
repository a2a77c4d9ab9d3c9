using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Margins;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Deficits;

/// <summary>Records what a liquidation left unpaid.</summary>
internal static class DeficitRound
{
    /// <summary>The negative of likely equity, less what was recorded of the pool before and it has not recovered from since.</summary>
    public static void Record(Turn turn, Survey survey, Liquidation liquidation, PoolFigures figures)
    {
        var amount = -figures.LikelyEquity - turn.Account.Deficits.ClaimedOf(liquidation.Pool);
        if (amount > Usd.Zero)
        {
            turn.Record(new DeficitRecorded(liquidation.Pool, liquidation.Id, amount, survey.EvidenceOf(liquidation.Pool)));
        }
    }
}
