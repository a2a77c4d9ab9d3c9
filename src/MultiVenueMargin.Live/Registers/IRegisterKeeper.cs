using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Replies;

namespace MultiVenueMargin.Live.Registers;

/// <summary>A register in memory, whichever it is.</summary>
internal interface IRegisterKeeper
{
    StreamId Stream { get; }

    bool IsReady { get; }

    bool IsIdle { get; }

    /// <summary>Whether what it decided and answers leaves room for more until some of it is durable.</summary>
    bool HasRoom { get; }

    string? Problem { get; }

    StreamUnreadableException? Unreadable { get; }

    void Take(CommitOutcome outcome);

    void Take(RegisterCommand command, DateTimeOffset now, IReply<RegisterAnswer> reply, Action? afterwards);

    bool Advance(DateTimeOffset now);

    void WriteSnapshot(bool evenIfSmall);
}
