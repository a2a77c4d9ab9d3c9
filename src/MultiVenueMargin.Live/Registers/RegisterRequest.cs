using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Live.Inboxes;
using MultiVenueMargin.Live.Replies;

namespace MultiVenueMargin.Live.Registers;

/// <summary>A command that waits for its register; answered when what came of it is durable.</summary>
public sealed record RegisterRequest(RegisterCommand Command, IReply<RegisterAnswer> Reply) : IRefusable
{
    public long Bytes { get; } = Weight.Of(Command);

    public void Refuse(Refusal reason, string message) => Reply.Refuse(reason, message);
}
