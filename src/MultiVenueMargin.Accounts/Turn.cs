using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Margins;
using MultiVenueMargin.Domain;
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
    public IReadOnlySet<Asset> Doubtful { get; init; } = new HashSet<Asset>();
}
