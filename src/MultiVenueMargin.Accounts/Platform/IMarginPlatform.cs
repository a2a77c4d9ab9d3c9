using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
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

    /// <summary>Nothing is changed. Null where there is no such account.</summary>
    ValueTask<WhatIfReport?> WhatIfAsync(AccountId account, Proposal proposal, CancellationToken cancellation);

    /// <summary>Everything about an account but its margin. Null where there is no such account.</summary>
    ValueTask<AccountView?> AccountAsync(AccountId account, CancellationToken cancellation);

    /// <summary>Accounts by id, beyond one, at most <paramref name="max"/>.</summary>
    ValueTask<IReadOnlyList<AccountSummary>> ListAccountsAsync(AccountId? after, int max, CancellationToken cancellation);

    /// <summary>What a draft would do to every account of its book: who changes state, and by how much.</summary>
    ValueTask<IReadOnlyList<RuleImpact>> PreviewRulesAsync(RuleBookId book, RuleSet rules, CancellationToken cancellation);

    /// <summary>Where the journal ends now.</summary>
    ValueTask<Cursor> EndAsync(CancellationToken cancellation);

    /// <summary>Durable records beyond a cursor, in order within each stream, at most <paramref name="max"/> commits.</summary>
    ValueTask<JournalPage> ReadAsync(Cursor cursor, ReadScope scope, int max, CancellationToken cancellation);

    /// <summary>Returns when there may be something beyond the cursor, or the wait is cancelled.</summary>
    ValueTask WaitBeyondAsync(Cursor cursor, CancellationToken cancellation);

    /// <summary>Accounts whose figures changed since a mark, newest figures only, and the next mark. Mark 0 gives all.</summary>
    ValueTask<FigurePage> ReadFiguresAsync(long mark, IReadOnlyList<AccountId>? accounts, int max, CancellationToken cancellation);

    ValueTask WaitFiguresAsync(long mark, CancellationToken cancellation);

    ValueTask<PlatformHealth> HealthAsync(CancellationToken cancellation);
}
