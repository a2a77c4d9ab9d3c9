using MultiVenueMargin.Accounts.Alerts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Accounts.Margins;

/// <summary>
/// A look at an account: the book is evaluated once, and all that follows from state, market and time is decided. A second look at
/// the same moment records nothing.
/// </summary>
/// <remarks>
/// Calls are concluded first, for one that runs out restricts its pool and one that is met lifts that again: only then is it known
/// in which state the pools are. In that rare case the book is evaluated a second time, so that the figures of every decision are
/// those of the account at the version that its evidence names.
/// </remarks>
internal static class Assessment
{
    /// <returns>The evaluation of the book that was given.</returns>
    public static Survey Look(Turn turn, Book book, PlanMaker plan)
    {
        var account = turn.Account;
        var first = Survey.Of(turn, book);
        var survey = first;
        if (CallRound.Conclude(turn, survey))
        {
            survey = Survey.Of(turn, book with { ExpiredCalls = account.Calls.ExpiredPools });
        }

        foreach (var standing in survey.Pools)
        {
            RecordState(turn, survey, standing);
        }

        CallRound.Ask(turn, survey);
        AlertRound.Look(turn, survey);
        LiquidationRound.Look(turn, survey, plan);
        turn.Found(survey);
        return first;
    }

    private static void RecordState(Turn turn, Survey survey, PoolStanding standing)
    {
        var recorded = turn.Account.Margins.Of(standing.Pool);
        if (recorded != new RecordedState(standing.State, standing.LastKnown))
        {
            turn.Record(new MarginStateChanged(
                standing.Pool,
                recorded.State,
                standing.State,
                standing.LastKnown,
                standing.Figures is null ? null : survey.EvidenceOf(standing.Pool)));
        }
    }
}
