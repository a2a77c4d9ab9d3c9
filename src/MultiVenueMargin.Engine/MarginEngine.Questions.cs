using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Live.Inboxes;
using MultiVenueMargin.Live.Markets;
using MultiVenueMargin.Live.Queries;
using MultiVenueMargin.Live.Replies;
using MultiVenueMargin.Risk.RuleBooks;
using MultiVenueMargin.Risk.WhatIf;

namespace MultiVenueMargin.Engine;

/// <content>
/// What is asked. Loops only take out what an answer rests on, immutable and durable; figures are found on the asker's thread, a bounded
/// number at once.
/// </content>
public sealed partial class MarginEngine
{
    private readonly InstrumentIndex _instruments = new();

    public async ValueTask<MarginView?> MarginOfAsync(AccountId account, CancellationToken cancellation) =>
        (await PictureAsync(account, cancellation).ConfigureAwait(false))?.Evaluate();

    public async ValueTask<MarginView?> MarginAsOfAsync(AccountId account, AsOf asOf, RuleVersion? rules, CancellationToken cancellation)
    {
        using var place = _node.Analyses.Enter();
        return (await IfSound(_past).ReadAsync(account, asOf, rules, _node.Board.Rules, cancellation).ConfigureAwait(false))?.Evaluate();
    }

    public async ValueTask<WhatIfReport?> WhatIfAsync(AccountId account, Proposal proposal, CancellationToken cancellation)
    {
        using var place = _node.Analyses.Enter();
        return await PictureAsync(account, cancellation).ConfigureAwait(false) is { } picture
            ? WhatIfAnalysis.Evaluate(picture.Book, picture.Required(), proposal)
            : null;
    }

    public async ValueTask<StressReport?> StressAsync(AccountId account, IReadOnlyList<StressCase> cases, CancellationToken cancellation)
    {
        StressQuestion.Check(cases);
        using var place = _node.Analyses.Enter();
        return await PictureAsync(account, cancellation).ConfigureAwait(false) is { } picture
            ? StressQuestion.Evaluate(picture, cases, cancellation)
            : null;
    }

    public async ValueTask<OutlookView?> OutlookAsync(AccountId account, PoolId? pool, CancellationToken cancellation)
    {
        using var place = _node.Analyses.Enter();
        var question = (OutlookQuestion?)await ReadAsync(account, context => OutlookQuestion.Of(context, pool), cancellation).ConfigureAwait(false);
        return question?.Answer(cancellation);
    }

    public async ValueTask<LiquidationPreview?> PreviewLiquidationAsync(AccountId account, PoolId pool, CancellationToken cancellation)
    {
        using var place = _node.Analyses.Enter();
        var question = (LiquidationQuestion?)await ReadAsync(
            account, context => LiquidationQuestion.Of(context.Account, context.Context, pool, context.IsCurrent), cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return question?.Answer();
    }

    public async ValueTask<IReadOnlyList<RuleImpact>> PreviewRulesAsync(RuleBookId book, RuleSet rules, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (RuleBookLint.Check(rules) is [var finding, ..])
        {
            throw new RefusedException(Refusal.Malformed, $"The rule set is not sound: {finding}");
        }

        using var place = _node.Analyses.Enter();
        var preview = new RulePreview(book, rules);
        var impacts = new List<RuleImpact>();
        foreach (var accounts in IfSound(_node).AccountsBeyond(null, int.MaxValue).Chunk(_options.AccountsAtOnce))
        {
            var pictures = await AllAsync(accounts, AccountPicture.Of, cancellation).ConfigureAwait(false);
            foreach (var picture in pictures.OfType<AccountPicture>())
            {
                cancellation.ThrowIfCancellationRequested();
                impacts.AddRange(preview.ImpactOn(picture));
            }
        }

        return impacts;
    }

    public async ValueTask<MarketView> MarketAsync(CancellationToken cancellation)
    {
        var view = await BoardAsync(cancellation).ConfigureAwait(false);
        var next = await _node.Reader.BehindAsync(StreamId.MarketPartition, view.Stamp.Position, cancellation).ConfigureAwait(false);
        return new MarketView(view.Stamp, view.Snapshot, view.Divergences, next);
    }

    public async ValueTask<InstrumentView?> InstrumentAsync(InstrumentId id, CancellationToken cancellation)
    {
        var view = await BoardAsync(cancellation).ConfigureAwait(false);
        return view.Snapshot?.Instruments.GetValueOrDefault(id) is { } instrument
            ? new InstrumentView(instrument, view.Snapshot.Marks.GetValueOrDefault(id), view.Stamp)
            : null;
    }

    public async ValueTask<ViewPage<Instrument>> InstrumentsAsync(RiskUnit? unit, InstrumentId? after, int max, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var view = await BoardAsync(cancellation).ConfigureAwait(false);
        return ViewPage.Of(view.Snapshot is { } snapshot ? _instruments.Beyond(snapshot.Instruments, unit, after) : [], max);
    }

    public ValueTask<ViewPage<RuleSetView>> RuleSetsAsync(RuleBookId? book, RuleSetKey? after, int max, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var (reply, now) = (new PendingReply<ViewPage<RuleSetView>>(Failure), _clock.Now);
        _node.Questions.OfRules(rules => RegisterLooks.RuleSets(rules, book, after, max, now), reply);
        return Answered(reply, cancellation);
    }

    public ValueTask<RuleSetContent?> RuleSetAsync(RuleBookId book, RuleVersion? version, CancellationToken cancellation)
    {
        var (reply, now) = (new PendingReply<RuleSetContent?>(Failure), _clock.Now);
        _node.Questions.OfRules(rules => RegisterLooks.RuleSet(rules, book, version, now), reply);
        return Answered(reply, cancellation);
    }

    public ValueTask<ViewPage<InstitutionView>> InstitutionsAsync(InstitutionId? after, int max, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var reply = new PendingReply<ViewPage<InstitutionView>>(Failure);
        _node.Questions.OfInstitutions(register => RegisterLooks.Institutions(register, after, max), reply);
        return Answered(reply, cancellation);
    }

    public ValueTask<ViewPage<RoleGrant>> GrantsAsync(GrantScope scope, RoleGrant? after, int max, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var reply = new PendingReply<ViewPage<RoleGrant>>(Failure);
        _node.Questions.OfInstitutions(register => RegisterLooks.Grants(register, scope, after, max), reply);
        return Answered(reply, cancellation);
    }

    public ValueTask<FundView> FundAsync(InstitutionId? after, int max, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var reply = new PendingReply<FundView>(Failure);
        _node.Questions.OfFund(fund => RegisterLooks.Fund(fund, after, max), reply);
        return Answered(reply, cancellation);
    }

    private ValueTask<BoardView> BoardAsync(CancellationToken cancellation)
    {
        var reply = new PendingReply<BoardView>(Failure);
        _node.Questions.OfMarket(reply);
        return Answered(reply, cancellation);
    }

    private async ValueTask<AccountPicture?> PictureAsync(AccountId account, CancellationToken cancellation) =>
        (AccountPicture?)await ReadAsync(account, AccountPicture.Of, cancellation).ConfigureAwait(false);

    private Task<object?> ReadAsync(AccountId account, Func<ReadContext, object?> read, CancellationToken cancellation)
    {
        var reply = new PendingReply<object?>(Failure);
        _node.Read(account, read, reply);
        return reply.Task.WaitAsync(cancellation);
    }

    private Task<object?[]> AllAsync(IReadOnlyList<AccountId> accounts, Func<ReadContext, object?> read, CancellationToken cancellation) =>
        Task.WhenAll(accounts.Select(account => ReadAsync(account, read, cancellation)));
}
