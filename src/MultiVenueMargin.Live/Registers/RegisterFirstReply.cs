using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Live.Inboxes;
using MultiVenueMargin.Live.Replies;

namespace MultiVenueMargin.Live.Registers;

/// <summary>
/// The first half of a command that a register decides before its account: when the register's part is durable the command goes
/// on to the account, which answers. A crash in between costs the answer; the same request then goes the same way again.
/// </summary>
/// <param name="request">What the account is to take.</param>
/// <param name="goesOn">Whether the register's state lets it, whatever the register answered: it may have been so before.</param>
internal sealed class RegisterFirstReply(TurnRequest request, Func<RegisterAnswer, bool> goesOn, Action<AccountRequest> post) : IReply<RegisterAnswer>
{
    public void Give(RegisterAnswer answer)
    {
        if (goesOn(answer))
        {
            post(request);
        }
        else if (answer is RegisterRefused refused)
        {
            request.Reply.Give(new CommandRefused(refused.Reason, refused.Field, refused.Message));
        }
        else
        {
            request.Reply.Give(new CommandRefused(
                Refusal.WrongState, string.Empty, "This request was carried out before and has been undone since; use another request id."));
        }
    }

    public void Refuse(Refusal reason, string message) => request.Refuse(reason, message);
}
