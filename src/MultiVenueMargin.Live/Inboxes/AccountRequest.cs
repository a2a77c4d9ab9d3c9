using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Live.Replies;

namespace MultiVenueMargin.Live.Inboxes;

/// <summary>Something that waits for one account.</summary>
public abstract record AccountRequest(AccountId Account)
{
    /// <summary>About how many bytes of memory it keeps while it waits.</summary>
    internal virtual long Bytes => Weight.Request;

    /// <summary>How many lines of the account it may change: what it costs to take it.</summary>
    internal virtual int Lines => 0;

    /// <summary>It is not done.</summary>
    internal abstract void Refuse(Refusal reason, string message);
}

/// <summary>An input that the account decides on; answered when what it decided is durable.</summary>
public sealed record TurnRequest(AccountId Account, AccountInput Input, IReply<AccountAnswer> Reply) : AccountRequest(Account)
{
    internal override long Bytes { get; } = Weight.Of(Input);

    internal override int Lines { get; } = Weight.LinesOf(Input);

    internal override void Refuse(Refusal reason, string message) => Reply.Refuse(reason, message);
}

/// <summary>A look at an account's state; answered when everything that the state rests on is durable. Null where there is no such account.</summary>
/// <param name="Read">Takes what is wanted out of the account. It runs on the account's loop: it copies and does not compute.</param>
public sealed record ReadRequest(AccountId Account, Func<ReadContext, object?> Read, IReply<object?> Reply) : AccountRequest(Account)
{
    internal override void Refuse(Refusal reason, string message) => Reply.Refuse(reason, message);
}

/// <summary>An account as it is seen by a read.</summary>
/// <param name="Context">The moment and the market under the rules of the account's book.</param>
/// <param name="IsCurrent">False while the journal is not sound: the state is the last that is known to be durable, and may be behind.</param>
public sealed record ReadContext(Account Account, TurnContext Context, bool IsCurrent);
