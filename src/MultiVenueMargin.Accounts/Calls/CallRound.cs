using MultiVenueMargin.Accounts.Margins;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Accounts.Calls;

/// <summary>What a look decides on margin calls.</summary>
internal static class CallRound
{
    /// <summary>
    /// Counts what was paid, ends what is met and lets run out what is due. A deadline is the client's and passes whether or not the
    /// pool is known; everything else waits until it is. At the deadline itself a pool that is restored has met its call.
    /// </summary>
    /// <returns>Whether a pool is restricted by a call that ran out and was not before, or the other way round.</returns>
    public static bool Conclude(Turn turn, Survey survey)
    {
        var changesRestriction = false;
        foreach (var call in turn.Account.Calls.Open)
        {
            if (survey.Market is { } market)
            {
                CountFlows(turn, call, market);
                if (survey.Of(call.Pool).IsRestored(market.Rules))
                {
                    End(turn, call.Pool);
                    changesRestriction |= call.IsExpired;
                    continue;
                }
            }

            if (!call.IsExpired && turn.Now >= call.Deadline)
            {
                turn.Record(new CallExpired(call.Id));
                changesRestriction = true;
            }
        }

        return changesRestriction;
    }

    /// <summary>Issues a call to each pool that needs one and has none, and amends those that no longer ask for enough.</summary>
    public static void Ask(Turn turn, Survey survey)
    {
        foreach (var standing in survey.Pools)
        {
            if (!standing.IsIn(MarginState.Call) || standing.Figures is not { } figures || figures.CallAmount <= Usd.Zero)
            {
                continue;
            }

            if (turn.Account.Calls.FindOpen(standing.Pool) is { } open)
            {
                Amend(turn, survey, open, figures);
            }
            else if (!IsWaived(turn.Account, figures) && !turn.Account.Deficits.StandsIn(standing.Pool))
            {
                turn.Record(new CallIssued(
                    standing.Pool,
                    figures.CallAmount,
                    turn.Now + turn.Account.Policy.Calls.Grace,
                    survey.EvidenceOf(standing.Pool)));
            }
        }
    }

    /// <summary>Ends the pool's open call, where it has one, because what it called for is settled in another way.</summary>
    public static void Supersede(Turn turn, PoolId pool, string reason)
    {
        if (turn.Account.Calls.FindOpen(pool) is { } call)
        {
            turn.Record(new CallEnded(call.Id, CallOutcome.Superseded, reason, By: null));
        }
    }

    /// <summary>
    /// The figure of the pool already has what was paid, so it is held against what is still outstanding. The tolerance is a share of
    /// the whole call.
    /// </summary>
    private static void Amend(Turn turn, Survey survey, MarginCall call, PoolFigures figures)
    {
        var grownBy = (figures.CallAmount - call.Outstanding).Amount;
        if (grownBy > turn.Account.Policy.Calls.AmendAbove * call.Amount.Amount)
        {
            turn.Record(new CallAmended(call.Id, call.Paid + figures.CallAmount, survey.EvidenceOf(call.Pool)));
        }
    }

    private static bool IsWaived(Account account, PoolFigures figures) =>
        account.Calls.FindWaived(figures.Pool) is { } waived
        && figures.CallAmount.Amount <= waived.Amount * (1 + account.Policy.Calls.AmendAbove);

    /// <summary>Values what came and left since the last look. What has no price, or cannot have that much worth, waits until it has.</summary>
    private static void CountFlows(Turn turn, MarginCall call, PricedMarket market)
    {
        var flows = new List<ValuedFlow>();
        foreach (var (asset, amount) in turn.Account.Calls.Flows.PendingOf(call.Pool))
        {
            if (market.FindMark(asset) is { Mark: var mark } && (double)Math.Abs(amount) * (double)mark.Value <= (double)BookCheck.LargestValueUsd)
            {
                flows.Add(new ValuedFlow(asset, amount, mark));
            }
        }

        if (flows.Count > 0)
        {
            turn.Record(new CallPaid(call.Id, call.Paid + Usd.Sum(flows.Select(flow => flow.Worth)), flows));
        }
    }

    private static void End(Turn turn, PoolId pool)
    {
        var call = turn.Account.Calls.FindOpen(pool)!;
        turn.Record(call.Outstanding <= Usd.Zero
            ? new CallEnded(call.Id, CallOutcome.Met, "what was called for arrived, and the pool has its target", By: null)
            : new CallEnded(call.Id, CallOutcome.CuredByMarket, "the pool has its target without all that was called for", By: null));
    }
}
