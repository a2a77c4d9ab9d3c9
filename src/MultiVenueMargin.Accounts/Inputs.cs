using MultiVenueMargin.Accounts.Deficits;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Requests;

namespace MultiVenueMargin.Accounts;

/// <summary>Hands an input to the part that decides on it.</summary>
internal static class Inputs
{
    public static void Take(Turn turn, AccountInput input)
    {
        if (input is CommandInput { Command: var command })
        {
            Commands.Take(turn, command);
        }
        else if (input is LookAgain)
        {
            // Nothing became fact; the look after it sees what time and market did.
            return;
        }
        else if (!turn.Account.IsOpen)
        {
            turn.Reply(NotOpen(turn.Account));
        }
        else
        {
            TakeOpen(turn, input);
        }
    }

    public static CommandRefused NotOpen(Account account) => account.IsClosed
        ? new CommandRefused(Refusal.AccountClosed, "Account", $"{account.Id} is closed.")
        : new CommandRefused(Refusal.NoSuchAccount, "Account", $"There is no account {account.Id}.");

    private static void TakeOpen(Turn turn, AccountInput input)
    {
        switch (input)
        {
            case FeedInput frames:
                FeedIntake.Take(turn, frames);
                break;
            case ClaimInput claim:
                ClaimInputs.Take(turn, claim);
                break;
            case ReleaseInput release:
                ClaimInputs.Take(turn, release);
                break;
            case FundInput answer:
                FundInputs.Take(turn, answer);
                break;
            case QuarantineInput aside:
                turn.Record(aside.Trace);
                break;
            default:
                throw new ArgumentException($"An account does not take {input.GetType().Name}.", nameof(input));
        }
    }
}
