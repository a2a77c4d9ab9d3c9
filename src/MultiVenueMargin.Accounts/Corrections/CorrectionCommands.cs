using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Corrections;

/// <summary>Adjusting a balance takes two persons: one who proposes and another who approves. Taking it back takes one.</summary>
internal static class CorrectionCommands
{
    /// <summary>Records what the command asks for.</summary>
    /// <returns>Why it is refused, with nothing recorded; null when it was carried out.</returns>
    public static CommandRefused? Take(Turn turn, AccountCommand command) => command switch
    {
        ProposeCorrection propose => Propose(turn, propose),
        ApproveCorrection approve => Approve(turn, approve),
        WithdrawCorrection withdraw => Withdraw(turn, withdraw),
        _ => throw new ArgumentException($"{command.GetType().Name} is none of a correction's.", nameof(command)),
    };

    private static CommandRefused? Propose(Turn turn, ProposeCorrection correction)
    {
        var account = turn.Account;
        if (correction.Until <= turn.Now || correction.Until > turn.Now + Limits.LongestCorrection)
        {
            return new CommandRefused(
                Refusal.Malformed,
                nameof(correction.Until),
                $"It would lapse at {correction.Until:u}; that lies after now, {turn.Now:u}, and within {Limits.LongestCorrection.Days} days.");
        }

        if (account.Feeds.Find(correction.Feed) is null)
        {
            return new CommandRefused(Refusal.NotFound, nameof(correction.Feed), $"{correction.Feed} is no venue account of {account.Id}.");
        }

        if (account.Corrections.All.Count >= Limits.Corrections)
        {
            return new CommandRefused(
                Refusal.LimitReached, nameof(correction.Feed), $"An account has at most {Limits.Corrections} corrections at a time.");
        }

        turn.Record(new CorrectionProposed(
            correction.Feed, correction.Asset, correction.Amount, correction.Reason, correction.Until, correction.By));
        return null;
    }

    private static CommandRefused? Approve(Turn turn, ApproveCorrection approve)
    {
        if (Find(turn, approve.Correction, out var correction) is { } refused)
        {
            return refused;
        }

        if (correction!.ApprovedBy is { } before)
        {
            return new CommandRefused(Refusal.WrongState, nameof(approve.Correction), $"{before} approved {correction.Id} already.");
        }

        if (correction.ProposedBy == approve.By)
        {
            return new CommandRefused(
                Refusal.NeedsAnotherPerson, nameof(approve.By), $"{approve.By} proposed {correction.Id}; a second person approves it.");
        }

        turn.Record(new CorrectionApproved(correction.Id, approve.By));
        return null;
    }

    private static CommandRefused? Withdraw(Turn turn, WithdrawCorrection withdraw)
    {
        if (Find(turn, withdraw.Correction, out var correction) is { } refused)
        {
            return refused;
        }

        turn.Record(new CorrectionWithdrawn(correction!.Id, withdraw.Reason, withdraw.By));
        return null;
    }

    /// <summary>One whose time is over is none, whether or not that was recorded yet.</summary>
    private static CommandRefused? Find(Turn turn, DecisionId id, out Correction? correction)
    {
        correction = turn.Account.Corrections.Find(id);
        return correction is null ? new CommandRefused(Refusal.NotFound, "Correction", $"There is no correction {id}.")
            : correction.Until <= turn.Now ? new CommandRefused(Refusal.WrongState, "Correction", $"{id} lapsed at {correction.Until:u}.")
            : null;
    }
}
