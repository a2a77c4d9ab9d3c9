using MultiVenueMargin.Accounts.Alerts;
using MultiVenueMargin.Accounts.Books;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Corrections;
using MultiVenueMargin.Accounts.Deficits;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Margins;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Pools;
using MultiVenueMargin.Accounts.Quarantine;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Accounts.Requests;
using MultiVenueMargin.Accounts.Transfers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Accounts;

/// <summary>
/// One client account: what its records make of it. It has one owner at a time and is not safe to share; it knows no clock, market,
/// disk or network. Applying the same records gives the same state, byte for byte.
/// </summary>
/// <remarks>
/// The state changes in place, for feeds change it hundreds of thousands of times a second; what the parts keep of workflows are
/// immutable records. An account that has decided something that did not become durable is thrown away and read again, never patched.
/// </remarks>
public sealed class Account
{
    private readonly KeptBook _book = new();

    /// <summary>An account without records; the first must be <see cref="AccountOpened"/>.</summary>
    public Account(AccountId id)
    {
        Id = id;
        Feeds = new FeedBook();
        Pools = new PoolBook();
        Transfers = new TransferLedger();
        Corrections = new CorrectionBook();
        Margins = new MarginBook();
        Calls = new CallDesk();
        Liquidations = new LiquidationDesk();
        Deficits = new DeficitBook();
        Alerts = new AlertBoard();
        Requests = new RequestMemory();
        Quarantine = new QuarantineBook();
    }

    public AccountId Id { get; }

    /// <summary>How many records it has.</summary>
    public long Version { get; private set; }

    public bool IsOpen { get; private set; }

    /// <summary>It was open and is no more.</summary>
    public bool IsClosed => Version > 0 && !IsOpen;

    public AccountPolicy Policy { get; private set; } = new();

    internal FeedBook Feeds { get; private init; }

    internal PoolBook Pools { get; private init; }

    internal TransferLedger Transfers { get; private init; }

    internal CorrectionBook Corrections { get; private init; }

    /// <summary>The last recorded state of each pool.</summary>
    internal MarginBook Margins { get; private init; }

    internal CallDesk Calls { get; private init; }

    internal LiquidationDesk Liquidations { get; private init; }

    internal DeficitBook Deficits { get; private init; }

    internal AlertBoard Alerts { get; private init; }

    internal RequestMemory Requests { get; private init; }

    internal QuarantineBook Quarantine { get; private init; }

    /// <summary>An input of it could not be worked on and was put aside: somebody is to look at the bug.</summary>
    public bool HasQuarantined => Quarantine.Count > 0;

    /// <summary>What the account holds and owes at a moment: the facts that its margin is found from.</summary>
    public Book BookAt(DateTimeOffset now) => _book.Of(this, now);

    /// <summary>
    /// The earliest moment at which a look may decide something by time alone; absent when nothing waits for time. Looking earlier is
    /// harmless, looking later is late.
    /// </summary>
    public DateTimeOffset? NextDeadline => new[]
    {
        Feeds.NextDeadline(Policy.Freshness),
        Transfers.NextDeadline(),
        Corrections.NextDeadline(),
        Calls.NextDeadline,
        Liquidations.NextDeadline(Policy.Liquidation),
    }.Min();

    /// <summary>Positions, orders and balances that its feeds told: what it costs to evaluate, write down or read.</summary>
    public int Lines => Feeds.All.Sum(feed => feed.Lines.Count);

    /// <summary>What the account wants of registers, as its state has it; sent when that is durable, and again until it asks no more.</summary>
    public IReadOnlyList<RegisterCommand> Letters => Deficits.Letters;

    /// <summary>What a report of a moment must not keep silent about.</summary>
    public IReadOnlyList<string> Notices(DateTimeOffset now) => AccountNotices.Of(this, now);

    /// <summary>The same, with what is to be known of the prices that the book rests on.</summary>
    public IReadOnlyList<string> Notices(Book book, TurnContext context) =>
        [.. Notices(context.Now), .. DoubtfulPrices.Notices(this, book, context)];

    /// <summary>Everything about the account but its margin.</summary>
    public AccountView View(DateTimeOffset now) => AccountViews.Of(this, now);

    /// <summary>The state at this version as canonical bytes: equal states give equal bytes.</summary>
    public void WriteTo(CanonicalWriter writer)
    {
        // A state is written as the first version that can say it, so that states without a quarantine are the same bytes as before there was one.
        writer.Record(RecordKind.AccountState, version: HasQuarantined ? 2 : 1);
        ValueCodec.Write(writer, Id);
        writer.Int64(Version);
        writer.Bool(IsOpen);
        PolicyCodec.Write(writer, Policy);
        Feeds.WriteTo(writer);
        Pools.WriteTo(writer);
        Transfers.WriteTo(writer);
        Corrections.WriteTo(writer);
        Margins.WriteTo(writer);
        Calls.WriteTo(writer);
        Liquidations.WriteTo(writer);
        Deficits.WriteTo(writer);
        Alerts.WriteTo(writer);
        Requests.WriteTo(writer);
        if (HasQuarantined)
        {
            Quarantine.WriteTo(writer);
        }
    }

    public static Account ReadFrom(CanonicalReader reader)
    {
        var version = reader.Record(RecordKind.AccountState, latest: 2);
        return new Account(ValueCodec.ReadAccountId(reader))
        {
            Version = reader.Int64(),
            IsOpen = reader.Bool(),
            Policy = PolicyCodec.ReadAccountPolicy(reader),
            Feeds = FeedBook.ReadFrom(reader),
            Pools = PoolBook.ReadFrom(reader),
            Transfers = TransferLedger.ReadFrom(reader),
            Corrections = CorrectionBook.ReadFrom(reader),
            Margins = MarginBook.ReadFrom(reader),
            Calls = CallDesk.ReadFrom(reader),
            Liquidations = LiquidationDesk.ReadFrom(reader),
            Deficits = DeficitBook.ReadFrom(reader),
            Alerts = AlertBoard.ReadFrom(reader),
            Requests = RequestMemory.ReadFrom(reader),
            Quarantine = version < 2 ? new QuarantineBook() : QuarantineBook.ReadFrom(reader),
        };
    }

    /// <summary>Takes a record over. It was accepted when it was decided; one that does not fit here is a bug or an altered journal, and throws.</summary>
    /// <param name="record">What happened.</param>
    /// <param name="at">When it was recorded.</param>
    public void Apply(AccountRecord record, DateTimeOffset at)
    {
        var version = Version + 1;
        if (record is AccountOpened == IsOpen || IsClosed)
        {
            throw new InvalidOperationException(
                $"{Id} at version {Version} is {(IsOpen ? "open" : IsClosed ? "closed" : "not open")}; {record.GetType().Name} cannot follow.");
        }

        switch (record)
        {
            case AccountOpened opened when opened.Account != Id:
                throw new InvalidOperationException($"A record that opens {opened.Account} is not one of {Id}.");
            case AccountOpened opened:
                IsOpen = true;
                Policy = opened.Policy;
                break;
            case PolicyChanged changed:
                Policy = changed.Policy;
                break;
            case AccountClosed:
                IsOpen = false;
                break;
            default:
                // What crosses from pool to pool is seen before the ledger lets go of it.
                var known = Calls.Apply(record, this, version, at)
                    | Feeds.Apply(record, at)
                    | Pools.Apply(record)
                    | Transfers.Apply(record, at)
                    | Corrections.Apply(record, Id, version)
                    | Margins.Apply(record)
                    | Liquidations.Apply(record, this, version, at)
                    | Deficits.Apply(record, Id, version)
                    | Alerts.Apply(record)
                    | Quarantine.Apply(record)
                    | Requests.Apply(record, version);
                if (!known)
                {
                    throw new InvalidOperationException($"No part of an account knows {record.GetType().Name}.");
                }

                break;
        }

        Version = version;
    }
}
