using MultiVenueMargin.Accounts;
using MultiVenueMargin.Live.Replies;

namespace MultiVenueMargin.Live.Pipeline;

/// <summary>Something that rests on records and is let out only when they are durable.</summary>
internal abstract record Release
{
    /// <summary>They are durable.</summary>
    public abstract void Give();

    /// <summary>They are not, or nobody knows.</summary>
    public abstract void Fail(string why);
}

/// <summary>An answer to somebody.</summary>
internal sealed record AnswerRelease<T>(IReply<T> Reply, T Answer) : Release
{
    public override void Give() => Reply.Give(Answer);

    public override void Fail(string why) => Reply.Refuse(Refusal.NotDurable, why);
}

/// <summary>Something that the loop itself does when it is durable; nobody waits for it.</summary>
internal sealed record ActionRelease(Action Action) : Release
{
    public override void Give() => Action();

    public override void Fail(string why)
    {
        // The stream is read again after this, and what its state asks for is asked for again.
    }
}
