using MultiVenueMargin.Accounts;
using MultiVenueMargin.Live.Replies;

namespace MultiVenueMargin.Live.Accounts;

/// <summary>Waits for the trace of something that was put aside to be durable; it is told again until it is.</summary>
internal sealed class QuarantineReply(PoisonCabinet cabinet, QuarantineInput trace) : IReply<AccountAnswer>
{
    public void Give(AccountAnswer answer)
    {
        // It is in the journal, or the account is closed and takes no more.
    }

    public void Refuse(Refusal reason, string message) => cabinet.Tell(trace);
}
