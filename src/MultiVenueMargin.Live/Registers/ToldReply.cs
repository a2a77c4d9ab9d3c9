using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Live.Pipeline;
using MultiVenueMargin.Live.Replies;

namespace MultiVenueMargin.Live.Registers;

/// <summary>An account has taken, or refused for good, what the register says; without it it is told again.</summary>
internal sealed class ToldReply(
    (AccountId Account, VenueAccountId VenueAccount) what, Mailbox<(AccountId Account, VenueAccountId VenueAccount)> told) : IReply<AccountAnswer>
{
    public void Give(AccountAnswer answer) => told.Post(what);

    public void Refuse(Refusal reason, string message)
    {
        // It is told again.
    }
}
