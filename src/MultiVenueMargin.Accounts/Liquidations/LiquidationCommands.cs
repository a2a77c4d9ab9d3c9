namespace MultiVenueMargin.Accounts.Liquidations;

/// <summary>What people do to liquidations. Only a look plans and requests.</summary>
internal static class LiquidationCommands
{
    /// <summary>Records what the command asks for.</summary>
    /// <returns>Why it is refused, with nothing recorded; null when it was carried out.</returns>
    public static CommandRefused? Take(Turn turn, AccountCommand command) => command switch
    {
        ApproveLiquidation approve => Approve(turn, approve),
        HoldLiquidation hold => Hold(turn, hold),
        ReleaseLiquidation release => Release(turn, release),
        AbortLiquidation abort => Abort(turn, abort),
        ReportLeg report => LegReports.Take(turn, report),
        _ => throw new ArgumentException($"{command.GetType().Name} is none of a liquidation's.", nameof(command)),
    };

    private static CommandRefused? Approve(Turn turn, ApproveLiquidation command)
    {
        if (FindUnderWay(turn, command.Liquidation, out var liquidation) is { } refused)
        {
            return refused;
        }

        if (liquidation!.IsApproved(turn.Account.Policy.Liquidation) || turn.Account.Policy.Liquidation.PersonsNeeded == 0)
        {
            return Refused(Refusal.WrongState, $"The liquidation {liquidation.Id} needs no further approval.");
        }

        if (liquidation.Approvers.Contains(command.By))
        {
            return Refused(Refusal.NeedsAnotherPerson, $"{command.By} approved it before; a second person is needed.");
        }

        turn.Record(new LiquidationApproved(liquidation.Id, command.By));
        return null;
    }

    /// <summary>Anybody who may can hold it alone: stopping for a while is the safe side, and undone by a release.</summary>
    private static CommandRefused? Hold(Turn turn, HoldLiquidation command)
    {
        if (Words.Check(command.Reason, nameof(command.Reason)) is { } wrongReason)
        {
            return wrongReason;
        }

        if (FindUnderWay(turn, command.Liquidation, out var liquidation) is { } refused)
        {
            return refused;
        }

        if (liquidation!.IsHeld)
        {
            return Refused(Refusal.WrongState, $"The liquidation {liquidation.Id} is held already.");
        }

        turn.Record(new LiquidationHeld(liquidation.Id, command.By, command.Reason));
        return null;
    }

    private static CommandRefused? Release(Turn turn, ReleaseLiquidation command)
    {
        if (FindUnderWay(turn, command.Liquidation, out var liquidation) is { } refused)
        {
            return refused;
        }

        if (!liquidation!.IsHeld)
        {
            return Refused(Refusal.WrongState, $"The liquidation {liquidation.Id} is not held.");
        }

        turn.Record(new LiquidationReleased(liquidation.Id, command.By));
        return null;
    }

    /// <summary>Requests that nobody has taken on are taken back; those that somebody has run on, and what they report counts.</summary>
    private static CommandRefused? Abort(Turn turn, AbortLiquidation command)
    {
        if (Words.Check(command.Reason, nameof(command.Reason)) is { } wrongReason)
        {
            return wrongReason;
        }

        if (FindUnderWay(turn, command.Liquidation, out var liquidation) is { } refused)
        {
            return refused;
        }

        if (turn.Account.Policy.Liquidation.Approval == Approval.TwoPersons)
        {
            if (liquidation!.AbortAskedBy is not { } first)
            {
                turn.Record(new LiquidationAbortAsked(liquidation.Id, command.By, command.Reason));
                return null;
            }

            if (first == command.By)
            {
                return Refused(Refusal.NeedsAnotherPerson, $"{first} asked for it before; a second person is needed.");
            }
        }

        foreach (var request in liquidation!.Requests.Where(request => request is { IsOpen: true, IsTakenOn: false }))
        {
            turn.Record(new LegEnded(request.Id, LegOutcome.Withdrawn, "the liquidation was stopped"));
        }

        turn.Record(new LiquidationEnded(liquidation.Id, LiquidationOutcome.Aborted, command.Reason, command.By));
        return null;
    }

    private static CommandRefused? FindUnderWay(Turn turn, DecisionId id, out Liquidation? liquidation)
    {
        liquidation = turn.Account.Liquidations.Find(id);
        return liquidation is null ? Refused(Refusal.NotFound, $"This account has no liquidation {id}, or it ended long ago.")
            : !liquidation.IsUnderWay ? Refused(Refusal.WrongState, $"The liquidation {id} has ended: {liquidation.Outcome}.")
            : null;
    }

    private static CommandRefused Refused(Refusal reason, string message) => new(reason, "Liquidation", message);
}
