using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Corrections;
using MultiVenueMargin.Accounts.Deficits;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Live.Histories;

/// <summary>
/// An account whose past is run again: it takes the recorded facts as they are, decides for itself, and is told what people and executors did about
/// decisions as far as it took the same.
/// </summary>
internal sealed class RerunAccount
{
    private readonly DecisionPairs _pairs = new();
    private readonly List<NotCarriedOver> _notCarriedOver = [];
    private readonly CourseBook _course;

    private RerunAccount(Account account, CourseBook course)
    {
        (Account, _course) = (account, course);
        _pairs.Share(account.Version);
    }

    public Account Account { get; }

    public IReadOnlyList<NotCarriedOver> NotCarriedOver => _notCarriedOver;

    /// <summary>Begins where another account stands.</summary>
    public static RerunAccount From(Account account, CourseBook course)
    {
        if (account.Version == 0)
        {
            return new RerunAccount(new Account(account.Id), course);
        }

        var writer = new CanonicalWriter();
        account.WriteTo(writer);
        var at = 0;
        return new RerunAccount(Account.ReadFrom(new CanonicalReader(writer.ToArray(), ref at)), course);
    }

    /// <summary>Takes a recorded commit: facts and reactions. What it decided is only noted.</summary>
    /// <param name="firstVersion">Of the commit, as recorded.</param>
    /// <param name="market">The market version that its decisions rest on.</param>
    public void Take(long firstVersion, IReadOnlyList<AccountRecord> records, long market, TurnContext context)
    {
        var isAnswered = false;
        for (var i = 0; i < records.Count; i++)
        {
            var (record, recorded) = (records[i], new DecisionId(Account.Id, firstVersion + i, 0));
            switch (RecordNatures.Of(record))
            {
                case RecordNature.Fact when record is RequestAnswered && isAnswered:
                    isAnswered = false;
                    break;
                case RecordNature.Fact:
                    Take(recorded, record, context);
                    break;
                case RecordNature.Reaction:
                    var request = RequestOf(records, i);
                    isAnswered = request is not null;
                    React(recorded, record, request, context);
                    break;
                case RecordNature.Decision:
                    _pairs.Recorded(recorded, record, market);
                    break;
                default:
                    // It follows from the reaction, if that finds what it is about.
                    break;
            }
        }
    }

    /// <summary>Evaluates and decides. Returns the figures.</summary>
    public IReadOnlyList<PoolFigures> Look(TurnContext context)
    {
        var turn = new Turn(Account, context);
        turn.Look();
        Note(turn);
        return turn.Figures;
    }

    private void Take(DecisionId recorded, AccountRecord fact, TurnContext context)
    {
        // A correction is named by its version, which is another here.
        var translated = fact switch
        {
            CorrectionApproved it => it with { Correction = _pairs.Find(it.Correction) ?? it.Correction },
            CorrectionWithdrawn it => it with { Correction = _pairs.Find(it.Correction) ?? it.Correction },
            _ => fact,
        };
        Account.Apply(translated, context.Now);
        if (fact is CorrectionProposed)
        {
            _pairs.Same(recorded, new DecisionId(Account.Id, Account.Version, 0));
        }
    }

    private void React(DecisionId recorded, AccountRecord reaction, RequestId? request, TurnContext context)
    {
        if (_pairs.Find(Reactions.SubjectOf(reaction)) is not { } subject)
        {
            _notCarriedOver.Add(new NotCarriedOver(context.Now, recorded.Version, reaction, Histories.NotCarriedOver.NoSuchDecision));
            return;
        }

        var turn = new Turn(Account, context);
        turn.Take(Reactions.InputOf(reaction, subject, request));
        Note(turn);
        if (turn.Answer is CommandRefused refused)
        {
            _notCarriedOver.Add(new NotCarriedOver(context.Now, recorded.Version, reaction, refused.Message));
        }
    }

    private void Note(Turn turn)
    {
        var version = Account.Version - turn.Records.Count;
        foreach (var record in turn.Records)
        {
            version++;
            _course.Take(turn.Now, version, record);
            _pairs.Rerun(new DecisionId(Account.Id, version, 0), record, turn.Context.Stamp.Position);
        }
    }

    /// <summary>The answer to a command closes its turn; the fund's answers have none.</summary>
    private static RequestId? RequestOf(IReadOnlyList<AccountRecord> records, int reaction) =>
        records[reaction] is FundDrawGranted or DeficitSettled
            ? null
            : records.Skip(reaction).OfType<RequestAnswered>().FirstOrDefault()?.Request;
}
