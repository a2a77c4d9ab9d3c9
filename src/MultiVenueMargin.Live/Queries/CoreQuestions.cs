using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Inboxes;
using MultiVenueMargin.Live.Markets;
using MultiVenueMargin.Live.Registers;
using MultiVenueMargin.Live.Replies;

namespace MultiVenueMargin.Live.Queries;

/// <summary>
/// What can be asked of the registers and the market. Who was told that something is durable and asks for it then, finds it: registers answer in the
/// order of what they decided, and the market when it has come as far as the journal had. Safe to ask from any thread; what looks runs on the
/// core loop, and takes out what it wants.
/// </summary>
public sealed class CoreQuestions
{
    private readonly IJournal _journal;
    private readonly RegisterDesk _registers;
    private readonly MarketBoard _board;
    private readonly int _mostWaiting;
    private readonly Queue<(long Position, MarketQuestion Question)> _waiting = new();

    internal CoreQuestions(IJournal journal, RegisterDesk registers, MarketBoard board, RequestInbox<CoreQuestion> inbox, int mostWaiting) =>
        (_journal, _registers, _board, Inbox, _mostWaiting) = (journal, registers, board, inbox, mostWaiting);

    internal RequestInbox<CoreQuestion> Inbox { get; }

    public void OfRules<T>(Func<RuleRegister, T> look, IReply<T> reply) =>
        Inbox.Post(new RegisterQuestion<RuleRegister, T>(_registers.Rules, look, reply));

    public void OfInstitutions<T>(Func<InstitutionRegister, T> look, IReply<T> reply) =>
        Inbox.Post(new RegisterQuestion<InstitutionRegister, T>(_registers.Institutions, look, reply));

    public void OfFund<T>(Func<FundRegister, T> look, IReply<T> reply) =>
        Inbox.Post(new RegisterQuestion<FundRegister, T>(_registers.Fund, look, reply));

    public void OfMarket(IReply<BoardView> reply) => Inbox.Post(new MarketQuestion(reply));

    /// <summary>Runs on the core loop, after the board; true when something was answered.</summary>
    internal bool RunOnce()
    {
        var moved = false;
        while (_registers.HasRoom && _waiting.Count < _mostWaiting && Inbox.TryTake(out var question))
        {
            question!.Put(this);
            moved = true;
        }

        while (_waiting.TryPeek(out var first) && Answer(first.Position, first.Question))
        {
            _waiting.Dequeue();
            moved = true;
        }

        return moved;
    }

    internal void Await(MarketQuestion question)
    {
        var position = _journal.LastPositionOf(StreamId.MarketPartition);
        if (!Answer(position, question))
        {
            _waiting.Enqueue((position, question));
        }
    }

    /// <summary>False while the board has not come so far and may yet.</summary>
    private bool Answer(long position, MarketQuestion question)
    {
        if (_board.Problem is { } problem)
        {
            question.Refuse(Refusal.NotDurable, $"The market cannot be read from the journal now: {problem}");
            return true;
        }

        var view = _board.Current;
        if (view.Stamp.Position < position)
        {
            return false;
        }

        question.Reply.Give(view);
        return true;
    }
}
