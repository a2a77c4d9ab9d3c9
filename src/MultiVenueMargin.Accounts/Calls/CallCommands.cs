using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Calls;

/// <summary>What people do to margin calls. Only a look issues, amends, lets run out or otherwise ends one.</summary>
internal static class CallCommands
{
    /// <summary>Records what the command asks for.</summary>
    /// <returns>Why it is refused, with nothing recorded; null when it was carried out.</returns>
    public static CommandRefused? Take(Turn turn, AccountCommand command) => command switch
    {
        AcknowledgeCall acknowledge => Acknowledge(turn, acknowledge),
        DisputeCall dispute => Dispute(turn, dispute),
        WithdrawCall withdraw => Withdraw(turn, withdraw),
        _ => throw new ArgumentException($"{command.GetType().Name} is none of a margin call's.", nameof(command)),
    };

    private static CommandRefused? Acknowledge(Turn turn, AcknowledgeCall command)
    {
        if (FindOpen(turn, command.Call, out var call) is { } refused)
        {
            return refused;
        }

        if (call!.IsAcknowledged)
        {
            return new CommandRefused(Refusal.WrongState, nameof(command.Call), $"The call {call.Id} was acknowledged before.");
        }

        turn.Record(new CallAcknowledged(call.Id, command.By));
        return null;
    }

    private static CommandRefused? Dispute(Turn turn, DisputeCall command)
    {
        if (Words.Check(command.Reason, nameof(command.Reason)) is { } wrongReason)
        {
            return wrongReason;
        }

        if (command.OwnFigure is { } figure && figure < Usd.Zero)
        {
            return new CommandRefused(Refusal.Malformed, nameof(command.OwnFigure), "What is owed is not negative; zero says that nothing is.");
        }

        if (FindOpen(turn, command.Call, out var call) is { } refused)
        {
            return refused;
        }

        turn.Record(new CallDisputed(call!.Id, command.By, command.Reason, command.OwnFigure));
        return null;
    }

    private static CommandRefused? Withdraw(Turn turn, WithdrawCall command)
    {
        if (Words.Check(command.Reason, nameof(command.Reason)) is { } wrongReason)
        {
            return wrongReason;
        }

        if (FindOpen(turn, command.Call, out var call) is { } refused)
        {
            return refused;
        }

        turn.Record(new CallEnded(call!.Id, CallOutcome.Withdrawn, command.Reason, command.By));
        return null;
    }

    private static CommandRefused? FindOpen(Turn turn, DecisionId id, out MarginCall? call)
    {
        call = turn.Account.Calls.Find(id);
        return call is null ? new CommandRefused(Refusal.NotFound, "Call", $"This account has no margin call {id}, or it ended long ago.")
            : !call.IsOpen ? new CommandRefused(Refusal.WrongState, "Call", $"The call {id} has ended: {call.Outcome}.")
            : null;
    }
}
