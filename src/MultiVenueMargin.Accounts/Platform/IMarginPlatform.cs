using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.WhatIf;

namespace MultiVenueMargin.Accounts.Platform;

/// <summary>
/// The platform as everybody outside sees it, whatever hosts it. Asynchronous, batched and pull-based: coarse immutable messages,
/// typed refusals, no delegates, no live objects. Whatever is answered as done is durable.
/// </summary>
/// <remarks>
/// A subscription is pull by cursor plus doorbell: read, and when there is nothing wait beyond the cursor. A doorbell may be lost or ring
/// for nothing; a read never loses anything. Streams of decisions are reads of the journal; figures are conflated to the newest.
/// </remarks>
public interface IMarginPlatform
{
    ValueTask<AccountAnswer> SendAsync(AccountCommand command, CancellationToken cancellation);

    ValueTask<RegisterAnswer> SendAsync(RegisterCommand command, CancellationToken cancellation);

    /// <summary>One answer per batch, in order: a <see cref="FeedAnswer"/>, or why there is none.</summary>
    ValueTask<IReadOnlyList<AccountAnswer>> FeedAsync(IReadOnlyList<FeedBatch> batches, CancellationToken cancellation);

    /// <summary>Takes what sources say. It is conflated, so there is no acknowledgement of single quotes: what is published is journaled.</summary>
    ValueTask<MarketAnswer> PublishAsync(MarketBatch batch, CancellationToken cancellation);

    /// <summary>The newest durable figure of an account, evaluated with the newest market. Null where there is no such account.</summary>
    ValueTask<MarginView?> MarginOfAsync(AccountId account, CancellationToken cancellation);

    /// <summary>
    /// The margin as it was at a cursor or instant, or as it would have been under another rule set. Null where the account did not exist then.
    /// </summary>
    ValueTask<MarginView?> MarginAsOfAsync(AccountId account, AsOf asOf, RuleVersion? rules, CancellationToken cancellation);

    /// <summary>
    /// Nothing is changed. Null where there is no such account. Refused with <see cref="Refusal.Busy"/> while too many analyses are under way, as every
    /// question is that takes many evaluations.
    /// </summary>
    ValueTask<WhatIfReport?> WhatIfAsync(AccountId account, Proposal proposal, CancellationToken cancellation);

    /// <summary>
    /// The figures under each of many moves of the market, all of one book and one market. A case that cannot be done says so and spoils no other.
    /// Cancellation is heeded between cases. Null where there is no such account. Refused with <see cref="Refusal.Malformed"/> and
    /// <see cref="Refusal.LimitReached"/> for what <see cref="QuestionLimits"/> does not allow, with <see cref="Refusal.Unknown"/> without a market.
    /// </summary>
    ValueTask<StressReport?> StressAsync(AccountId account, IReadOnlyList<StressCase> cases, CancellationToken cancellation);

    /// <summary>
    /// The margin, how far each factor may move before the pool is called or liquidated, and what would meet a call; of one pool, or of all. Null where
    /// there is no such account; refused with <see cref="Refusal.NotFound"/> where it has no such pool.
    /// </summary>
    ValueTask<OutlookView?> OutlookAsync(AccountId account, PoolId? pool, CancellationToken cancellation);

    /// <summary>
    /// The liquidation that the account would plan for a pool now, made as it would make it. Nothing is changed. Null where there is no such account;
    /// refused with <see cref="Refusal.NotFound"/> where it has no such pool, and with <see cref="Refusal.Unknown"/> where nothing would be
    /// planned because something is not known.
    /// </summary>
    ValueTask<LiquidationPreview?> PreviewLiquidationAsync(AccountId account, PoolId pool, CancellationToken cancellation);

    /// <summary>Everything about an account but its margin. Null where there is no such account.</summary>
    ValueTask<AccountView?> AccountAsync(AccountId account, CancellationToken cancellation);

    /// <summary>Accounts by id, beyond one, at most <paramref name="max"/>.</summary>
    ValueTask<IReadOnlyList<AccountSummary>> ListAccountsAsync(AccountId? after, int max, CancellationToken cancellation);

    /// <summary>What a draft would do to every account of its book: who changes state, and by how much.</summary>
    ValueTask<IReadOnlyList<RuleImpact>> PreviewRulesAsync(RuleBookId book, RuleSet rules, CancellationToken cancellation);

    /// <summary>The market as it is published, with everything that was durable when it was asked for, and the cursor behind exactly that.</summary>
    ValueTask<MarketView> MarketAsync(CancellationToken cancellation);

    /// <summary>What is listed under an id, and what it stands at. Null where nothing is.</summary>
    ValueTask<InstrumentView?> InstrumentAsync(InstrumentId id, CancellationToken cancellation);

    /// <summary>What is listed, by id, beyond one; of one underlying, or everything.</summary>
    ValueTask<ViewPage<Instrument>> InstrumentsAsync(RiskUnit? unit, InstrumentId? after, int max, CancellationToken cancellation);

    /// <summary>Rule sets by book and version, beyond one; of one book, or of all.</summary>
    ValueTask<ViewPage<RuleSetView>> RuleSetsAsync(RuleBookId? book, RuleSetKey? after, int max, CancellationToken cancellation);

    /// <summary>A rule set of a book, or the one in force there. Null where there is none.</summary>
    ValueTask<RuleSetContent?> RuleSetAsync(RuleBookId book, RuleVersion? version, CancellationToken cancellation);

    /// <summary>Tenants by id, beyond one.</summary>
    ValueTask<ViewPage<InstitutionView>> InstitutionsAsync(InstitutionId? after, int max, CancellationToken cancellation);

    /// <summary>Who may do what, by principal, institution, role and account, beyond one.</summary>
    ValueTask<ViewPage<RoleGrant>> GrantsAsync(GrantScope scope, RoleGrant? after, int max, CancellationToken cancellation);

    /// <summary>How the insurance fund stands, with those who contributed beyond one.</summary>
    ValueTask<FundView> FundAsync(InstitutionId? after, int max, CancellationToken cancellation);

    /// <summary>Where the journal ends now.</summary>
    ValueTask<Cursor> EndAsync(CancellationToken cancellation);

    /// <summary>
    /// Durable records beyond a cursor, in order within each stream, at most <paramref name="max"/> commits. Refused with
    /// <see cref="Refusal.CursorInvalid"/> or <see cref="Refusal.CursorCompacted"/> where it cannot go on without a hole (<see cref="Cursor"/>).
    /// </summary>
    ValueTask<JournalPage> ReadAsync(Cursor cursor, ReadScope scope, int max, CancellationToken cancellation);

    /// <summary>Returns when there may be something beyond the cursor, or the wait is cancelled. Refused where it is no cursor of this journal.</summary>
    ValueTask WaitBeyondAsync(Cursor cursor, CancellationToken cancellation);

    /// <summary>
    /// Accounts whose figures changed since a mark, newest figures only, and the next mark. The beginning and any mark of an earlier run give
    /// all. Refused with <see cref="Refusal.CursorInvalid"/> where it is no mark.
    /// </summary>
    ValueTask<FigurePage> ReadFiguresAsync(FigureMark mark, IReadOnlyList<AccountId>? accounts, int max, CancellationToken cancellation);

    /// <summary>
    /// Returns when there may be figures of these accounts, or of any where none are named, beyond the mark; at once for one of an earlier run, or when the wait
    /// is cancelled.
    /// </summary>
    ValueTask WaitFiguresAsync(FigureMark mark, IReadOnlyList<AccountId>? accounts, CancellationToken cancellation);

    ValueTask<PlatformHealth> HealthAsync(CancellationToken cancellation);
}
