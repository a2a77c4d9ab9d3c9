using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Pools;

/// <summary>Opening and giving up isolated pools.</summary>
internal static class PoolCommands
{
    /// <summary>Records what the command asks for.</summary>
    /// <returns>Why it is refused, with nothing recorded; null when it was carried out.</returns>
    public static CommandRefused? Take(Turn turn, AccountCommand command) => command switch
    {
        OpenPool open => Open(turn, open),
        ClosePool close => Close(turn, close),
        _ => throw new ArgumentException($"{command.GetType().Name} is none of a pool's.", nameof(command)),
    };

    private static CommandRefused? Open(Turn turn, OpenPool open)
    {
        var pools = turn.Account.Pools;
        if (pools.Contains(open.Pool))
        {
            return new CommandRefused(Refusal.AlreadyExists, nameof(open.Pool), $"There is a pool {open.Pool}.");
        }

        if (pools.Isolated.Count >= Limits.Pools)
        {
            return new CommandRefused(Refusal.LimitReached, nameof(open.Pool), $"An account has at most {Limits.Pools} isolated pools.");
        }

        turn.Record(new PoolOpened(open.Pool, open.Purpose, open.By));
        return null;
    }

    private static CommandRefused? Close(Turn turn, ClosePool close)
    {
        var account = turn.Account;
        if (close.Pool == PoolId.Cross)
        {
            return new CommandRefused(Refusal.WrongState, nameof(close.Pool), "The cross pool is the account's own and closes with it.");
        }

        if (!account.Pools.Contains(close.Pool))
        {
            return new CommandRefused(Refusal.NotFound, nameof(close.Pool), $"There is no pool {close.Pool}.");
        }

        var what = account.Feeds.All.FirstOrDefault(feed => feed.Pool == close.Pool) is { } feed ? $"{feed.Id} feeds it"
            : account.Calls.FindOpen(close.Pool) is { } call ? $"the margin call {call.Id} is open"
            : account.Liquidations.FindUnderWay(close.Pool) is { } liquidation ? $"the liquidation {liquidation.Id} is under way"
            : account.Deficits.Views.FirstOrDefault(deficit => deficit.Pool == close.Pool && !deficit.IsSettled) is { } deficit
                ? $"the deficit {deficit.Deficit} is unsettled"
            : null;
        if (what is not null)
        {
            return new CommandRefused(Refusal.WrongState, nameof(close.Pool), $"{close.Pool} cannot be closed: {what}.");
        }

        turn.Record(new PoolClosed(close.Pool, close.By));
        return null;
    }
}
