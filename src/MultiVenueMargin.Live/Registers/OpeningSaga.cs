using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Live.Inboxes;
using MultiVenueMargin.Live.Replies;

namespace MultiVenueMargin.Live.Registers;

/// <summary>
/// Opens an account in two steps: the institutions register has it first, then the account itself is opened and answers. A crash in
/// between costs the answer; the same request then goes the same way again, and so does another one: an account that is registered
/// and was never opened can be opened.
/// </summary>
internal sealed class OpeningSaga(OpenAccount command, IReply<AccountAnswer> reply, Action<AccountRequest> post) : IReply<RegisterAnswer>
{
    /// <summary>What the register is asked first.</summary>
    public RegisterCommand First => new RegisterAccount(command.Account) { Request = SagaRequest.Of(command, "open"), By = command.By };

    public void Give(RegisterAnswer answer)
    {
        if (answer is RegisterDone or RegisterRefused { Reason: Refusal.AlreadyExists })
        {
            post(new TurnRequest(command.Account, new CommandInput(command), reply));
        }
        else if (answer is RegisterRefused refused)
        {
            reply.Give(new CommandRefused(refused.Reason, refused.Field, refused.Message));
        }
    }

    public void Refuse(Refusal reason, string message) => reply.Refuse(reason, message);
}
