using System.Collections.Frozen;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Margins;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Accounts;

/// <summary>
/// One turn of an account: an input comes in, records and an answer come out. What is decided is applied at once, so that what is
/// decided next rests on it; all records of a turn become durable together, and nothing of it is told before that. A turn that throws
/// leaves the account unusable: its owner reads it again.
/// </summary>
public sealed class Turn
{
    private readonly List<AccountRecord> _records = [];

    public Turn(Account account, TurnContext context)
    {
        Account = account;
        Context = context;
    }

    public Account Account { get; }

    public TurnContext Context { get; }

    public DateTimeOffset Now => Context.Now;

    public IReadOnlyList<AccountRecord> Records => _records;

    /// <summary>Absent where the input wants none.</summary>
    public AccountAnswer? Answer { get; private set; }

    /// <summary>
    /// Makes facts of an input, as far as it is accepted. No margin is found here, but by commands that need one before and after;
    /// <c>Look</c> decides what follows.
    /// </summary>
    public void Take(AccountInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Inputs.Take(this, input);
    }

    /// <summary>
    /// Evaluates the account once and decides all that follows from state, market and time. A second look at the same moment records
    /// nothing.
    /// </summary>
    public void Look()
    {
        if (!Account.IsOpen)
        {
            return;
        }

        Housekeeping.Look(this);
        Assessment.Look(this, Account.BookAt(Now), HousePlans.Make);
    }

    /// <summary>
    /// The same, without the report where figures with bounds make it certain that nothing is decided (<see cref="IsQuiet"/>). Where there are
    /// both, one is held against the other.
    /// </summary>
    /// <param name="quick">Of this loop.</param>
    /// <param name="held">Of this account, kept from look to look.</param>
    /// <param name="wantsReport">Somebody wants the figures, whatever is decided.</param>
    public void Look(QuickMargin quick, QuickBook held, bool wantsReport)
    {
        ArgumentNullException.ThrowIfNull(quick);
        ArgumentNullException.ThrowIfNull(held);
        if (!Account.IsOpen)
        {
            return;
        }

        Housekeeping.Look(this);
        Book? book = null;
        var figures = wantsReport ? quick.EvaluateAsCompiled(Account, held, Context, ref book) : quick.Evaluate(Account, held, Context, ref book);
        Book = book;
        if (!wantsReport && QuietLook.DecidesNothing(Account, Now, figures))
        {
            (IsQuiet, WorstRatio) = (true, figures.WorstRatio);
            return;
        }

        Book = book ??= Account.BookAt(Now);
        var survey = Assessment.Look(this, book, HousePlans.Make);
        if (QuickCheck.Disagreement(figures, survey.Report) is { } disagreement)
        {
            held.Distrust();
            Disagreement = disagreement;
        }
    }

    /// <summary>The account's book at the last look, where it was made for it.</summary>
    public Book? Book { get; private set; }

    /// <summary>The last look found, without a report, that nothing follows.</summary>
    public bool IsQuiet { get; private set; }

    /// <summary>Of the pool that stands worst, where the last look was quiet: for an order among accounts, and no figure.</summary>
    public double WorstRatio { get; private set; }

    /// <summary>Quick figures that were not within their bounds of the report. That is a bug, and the report is what counts.</summary>
    public string? Disagreement { get; private set; }

    /// <summary>What the last look found of every pool, by pool; empty before a look, and where nothing could be evaluated.</summary>
    public IReadOnlyList<PoolFigures> Figures { get; private set; } = [];

    /// <summary>The report on which the last look decided; absent before a look, and where nothing could be evaluated.</summary>
    public MarginReport? Report { get; private set; }

    /// <summary>The id that the next record's decision would have.</summary>
    internal DecisionId NextId => new(Account.Id, Account.Version + 1, 0);

    internal void Record(AccountRecord record)
    {
        Account.Apply(record, Now);
        _records.Add(record);
    }

    internal void Found(Survey survey) => (Figures, Report) = (survey.Figures, survey.Report);

    internal void Reply(AccountAnswer answer) => Answer = answer;
}

/// <summary>What a turn may know of the world.</summary>
/// <param name="Now">The host's time. It never goes back for one account.</param>
/// <param name="Stamp">Which market.</param>
/// <param name="Market">The market under the rules of the account's book; absent while no rules are in force or nothing was published: then nothing can be said of margin.</param>
public sealed record TurnContext(DateTimeOffset Now, MarketStamp Stamp, PricedMarket? Market)
{
    /// <summary>Assets whose price is not confirmed: its sources are too few, or split. Nobody is liquidated on it, as far as the policy has it.</summary>
    public IReadOnlySet<Asset> Doubtful { get; init; } = FrozenSet<Asset>.Empty;
}
