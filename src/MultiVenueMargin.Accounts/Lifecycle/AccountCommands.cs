using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Lifecycle;

/// <summary>Opening, running and closing an account.</summary>
internal static class AccountCommands
{
    /// <summary>Records what the command asks for.</summary>
    /// <returns>Why it is refused, with nothing recorded; null when it was carried out.</returns>
    public static CommandRefused? Take(Turn turn, AccountCommand command)
    {
        var account = turn.Account;
        switch (command)
        {
            case OpenAccount when account.Version > 0:
                return new CommandRefused(
                    account.IsClosed ? Refusal.AccountClosed : Refusal.AlreadyExists, nameof(command.Account), $"{account.Id} was opened before.");
            case OpenAccount { Policy: var policy } when PolicyCheck.UnderRules(policy, turn) is { Count: > 0 } findings:
                return Unsound(findings);
            case ChangePolicy { Policy: var policy } when PolicyCheck.UnderRules(policy, turn) is { Count: > 0 } findings:
                return Unsound(findings);
            case OpenAccount open:
                turn.Record(new AccountOpened(account.Id, open.Policy, open.By));
                return null;
            case ChangePolicy change:
                turn.Record(new PolicyChanged(change.Policy, change.By));
                return null;
            default:
                throw new ArgumentException($"{command.GetType().Name} is none of an account's life.", nameof(command));
        }
    }

    private static CommandRefused Unsound(IReadOnlyList<string> findings) =>
        new(Refusal.Malformed, nameof(OpenAccount.Policy), string.Join("; ", findings));

    /// <summary>Why the account cannot be closed; absent when it can.</summary>
    public static CommandRefused? RefusalOf(Turn turn) =>
        Remaining(turn.Account).FirstOrDefault() is { } what
            ? new CommandRefused(Refusal.WrongState, "Account", $"{turn.Account.Id} cannot be closed: {what}.")
            : null;

    /// <summary>What stands in the way of closing, the first to be mended first.</summary>
    private static IEnumerable<string> Remaining(Account account)
    {
        foreach (var liquidation in account.Liquidations.UnderWay)
        {
            yield return $"the liquidation {liquidation.Id} is under way";
        }

        foreach (var call in account.Calls.Open)
        {
            yield return $"the margin call {call.Id} is open";
        }

        if (account.Deficits.HasUnsettled)
        {
            yield return "a deficit is unsettled";
        }

        foreach (var transfer in account.Transfers.Open)
        {
            yield return $"the transfer {transfer.Reference} is open";
        }

        foreach (var correction in account.Corrections.All)
        {
            yield return $"the correction {correction.Id} is open";
        }

        // A venue account that is given up holds nothing that puts anybody at risk, and nobody else can have it before that.
        foreach (var feed in account.Feeds.All)
        {
            yield return $"{feed.Id} still belongs to it";
        }
    }
}
