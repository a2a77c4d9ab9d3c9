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

    string? Problem { get; }

    StreamUnreadableException? Unreadable { get; }

    void Take(CommitOutcome outcome);

    void Take(RegisterCommand command, DateTimeOffset now, IReply<RegisterAnswer> reply, Action? afterwards);

    bool Advance(DateTimeOffset now);

    void WriteSnapshot(bool evenIfSmall);
}
