using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Deficits;
using MultiVenueMargin.Accounts.Margins;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Accounts.Liquidations;

/// <summary>
/// What a look decides on liquidations. Partial first: one step is requested, its feeds are awaited, and the next comes from a new plan
/// of what is held then. A pool that is unknown, or rests on a price that nobody confirms, is asked nothing of; requests that are out
/// run on.
/// </summary>
internal sealed class LiquidationRound
{
    private readonly Turn _turn;
    private readonly Survey _survey;
    private readonly LiquidationPlans _plans;
    private readonly HashSet<PoolId> _planned = [];

    private LiquidationRound(Turn turn, Survey survey, PlanMaker make)
    {
        _turn = turn;
        _survey = survey;
        _plans = new LiquidationPlans(turn.Account.Policy, survey.Book, survey.Market, turn.Now, make);
    }

    private LiquidationDesk Desk => _turn.Account.Liquidations;

    private LiquidationTerms Terms => _turn.Account.Policy.Liquidation;

    public static void Look(Turn turn, Survey survey, PlanMaker make)
    {
        var round = new LiquidationRound(turn, survey, make);
        round.TimeOut();
        foreach (var standing in survey.Pools.Where(standing => standing.IsKnown && !round.IsDoubtful(standing.Pool)))
        {
            round.BeginWhereNeeded(standing);
            round.Advance(standing);
        }
    }

    /// <summary>
    /// Calls may be issued on such a price, for a call can be withdrawn. What is sold cannot, and what is recorded as a deficit neither.
    /// </summary>
    private bool IsDoubtful(PoolId pool) => Terms.NeedsConfirmedPrices
        && DoubtfulPrices.Of(_survey.Book, pool, _survey.Market!, _turn.Context.Doubtful).Count > 0;

    /// <summary>Also the requests of a liquidation that was stopped: somebody took them on and may never say how they ended.</summary>
    private void TimeOut()
    {
        foreach (var request in Desk.All.SelectMany(liquidation => liquidation.Requests).ToList())
        {
            if (request.IsOpen && _turn.Now >= request.Deadline)
            {
                _turn.Record(new LegEnded(request.Id, LegOutcome.TimedOut, $"nothing was heard for {request.ReportWithin}"));
            }
        }
    }

    /// <summary>
    /// A pool whose deficit stands is begun again only where there is something to reduce, and one that a person stopped only when it
    /// has become graver, or has recovered in between.
    /// </summary>
    private void BeginWhereNeeded(PoolStanding standing)
    {
        var pool = standing.Pool;
        if (!standing.IsIn(MarginState.Liquidating) || Desk.FindUnderWay(pool) is not null || Desk.IsStopped(pool))
        {
            return;
        }

        var draft = _plans.For(pool, liquidation: null);
        if (draft.Steps.Count > 0 || !_turn.Account.Deficits.StandsIn(pool))
        {
            _turn.Record(new LiquidationPlanned(pool, draft.Steps, draft.Outcome, draft.Reasons, _survey.EvidenceOf(pool)));
            _planned.Add(pool);
        }
    }

    private void Advance(PoolStanding standing)
    {
        if (Desk.FindUnderWay(standing.Pool) is not { HasOpenRequests: false } liquidation || liquidation.IsSettling(_turn.Now, Terms))
        {
            return;
        }

        if (standing.IsOutOf(MarginState.Liquidating) && !liquidation.HasSent)
        {
            End(liquidation, LiquidationOutcome.NoLongerNeeded, "the pool recovered before anything was sent");
            return;
        }

        ApproveByPolicy(liquidation);
        var waitsForPersons = liquidation.Plan.Count > 0 && !IsApproved(standing.Pool);
        if (!liquidation.IsHeld && !waitsForPersons && !IsTriedLately(liquidation))
        {
            GoOn(standing, liquidation);
        }
    }

    /// <summary>Concludes the liquidation, or requests the first step of a plan that was made at this look.</summary>
    private void GoOn(PoolStanding standing, Liquidation liquidation)
    {
        // Time may stand still between two looks while feeds go on: a plan of an earlier look is not of what is held now.
        var isFromEarlier = liquidation.Plan.Count > 0 && !_planned.Contains(standing.Pool);
        if (liquidation.IsPlanUsed || isFromEarlier || liquidation.PlannedAt < _turn.Now)
        {
            var draft = _plans.For(standing.Pool, liquidation);
            if (draft.Steps.Count == 0 && Concludes(standing, liquidation, draft.Outcome))
            {
                return;
            }

            _turn.Record(new LiquidationReplanned(
                liquidation.Id, draft.Steps, draft.Outcome, draft.Reasons, _survey.EvidenceOf(standing.Pool)));
            liquidation = Desk.FindUnderWay(standing.Pool)!;
        }
        else if (liquidation.Plan.Count == 0 && Concludes(standing, liquidation, liquidation.PlanOutcome))
        {
            return;
        }

        if (liquidation.Plan.Count > 0 && IsApproved(standing.Pool))
        {
            Request(liquidation, liquidation.Plan[0]);
        }
    }

    /// <summary>
    /// With nothing to reduce: resolved where the pool is out of liquidation, a deficit where nobody doubts that equity is negative and
    /// what is left, if anything, can never be closed. Else it is blocked and stays under way.
    /// </summary>
    private bool Concludes(PoolStanding standing, Liquidation liquidation, PlanOutcome outcome)
    {
        if (standing.IsOutOf(MarginState.Liquidating))
        {
            End(liquidation, LiquidationOutcome.Resolved, outcome == PlanOutcome.ReachesTarget
                ? "the pool is back above its target"
                : "the pool is out of liquidation and nothing more can be reduced");
            return true;
        }

        if (outcome is PlanOutcome.Insolvent or PlanOutcome.FallsShort && standing.Figures is { } figures && figures.LikelyEquity < Usd.Zero)
        {
            End(liquidation, LiquidationOutcome.Deficit, "there is nothing left to reduce and equity is negative");
            DeficitRound.Record(_turn, _survey, liquidation, figures);
            CallRound.Supersede(_turn, liquidation.Pool, "the pool was liquidated and a deficit remains");
            return true;
        }

        return false;
    }

    private void ApproveByPolicy(Liquidation liquidation)
    {
        if (Terms.PersonsNeeded == 0 && !liquidation.IsApproved(Terms))
        {
            _turn.Record(new LiquidationApproved(liquidation.Id, By: null));
        }
    }

    private bool IsApproved(PoolId pool) => Desk.FindUnderWay(pool)!.IsApproved(Terms);

    /// <summary>Nothing could be reduced a short while ago: planning is dear, and it is tried again in a while.</summary>
    private bool IsTriedLately(Liquidation liquidation) =>
        !liquidation.IsPlanUsed && liquidation.Plan.Count == 0
        && liquidation.PlannedAt < _turn.Now && _turn.Now < liquidation.PlannedAt + Terms.RetryEvery;

    private void Request(Liquidation liquidation, PlannedStep step)
    {
        for (var i = 0; i < step.Legs.Count; i++)
        {
            var leg = step.Legs[i];
            _plans.RequireReduceOnly(liquidation.Pool, leg);
            _turn.Record(new LegRequested(
                liquidation.Id,
                _turn.NextId.Part(i + 1),
                leg,
                step.CancelsOrders.Contains(leg.Instrument),
                _turn.Now + Terms.ReportWithin));
        }
    }

    private void End(Liquidation liquidation, LiquidationOutcome outcome, string reason) =>
        _turn.Record(new LiquidationEnded(liquidation.Id, outcome, reason, By: null));
}
