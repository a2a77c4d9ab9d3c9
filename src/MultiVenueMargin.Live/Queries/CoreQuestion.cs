using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Live.Inboxes;
using MultiVenueMargin.Live.Markets;
using MultiVenueMargin.Live.Registers;
using MultiVenueMargin.Live.Replies;

namespace MultiVenueMargin.Live.Queries;

/// <summary>Something that waits for the core loop to look at what it owns.</summary>
internal abstract record CoreQuestion : IRefusable
{
    public long Bytes => Weight.Request;

    /// <summary>Runs on the core loop.</summary>
    public abstract void Put(CoreQuestions to);

    public abstract void Refuse(Refusal reason, string message);
}

/// <summary>A look at one register.</summary>
internal sealed record RegisterQuestion<TRegister, T>(RegisterKeeper<TRegister> Keeper, Func<TRegister, T> Look, IReply<T> Reply) : CoreQuestion
    where TRegister : Register
{
    public override void Put(CoreQuestions to) => Keeper.Read(Look, Reply);

    public override void Refuse(Refusal reason, string message) => Reply.Refuse(reason, message);
}

/// <summary>A look at the market, when all of it is folded that was durable when it was asked for.</summary>
internal sealed record MarketQuestion(IReply<BoardView> Reply) : CoreQuestion
{
    public override void Put(CoreQuestions to) => to.Await(this);

    public override void Refuse(Refusal reason, string message) => Reply.Refuse(reason, message);
}
