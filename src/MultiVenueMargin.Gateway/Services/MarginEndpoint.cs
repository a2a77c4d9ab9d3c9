using Grpc.Core;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Gateway.Answers;
using MultiVenueMargin.Gateway.Callers;
using MultiVenueMargin.Gateway.Streams;
using MultiVenueMargin.Risk.RuleBooks;

namespace MultiVenueMargin.Gateway.Services;

/// <summary>margin_service.proto.</summary>
internal sealed class MarginEndpoint(IMarginPlatform platform, Gatekeeper gate, Evaluator evaluator, DoorOptions options) : V1.MarginService.MarginServiceBase
{
    public override async Task<V1.GetMarginResponse> GetMargin(V1.GetMarginRequest request, ServerCallContext context)
    {
        var account = Answer.Sound(WireReader.Read(request, static (at, wire) => at.Account("account", wire.Account)));
        await gate.RequireAsync(context, Need.Look, account).ConfigureAwait(false);
        var view = Answer.Found(await platform.MarginOfAsync(account, context.CancellationToken).ConfigureAwait(false), account);
        return new V1.GetMarginResponse { Margin = Write(view, options.Clock.GetUtcNow(), request.WithBook) };
    }

    public override async Task WatchMargin(
        V1.WatchMarginRequest request, IServerStreamWriter<V1.WatchMarginResponse> responseStream, ServerCallContext context)
    {
        var (accounts, cursor, every) = Answer.Sound(MarginWire.Read(request));
        foreach (var account in accounts ?? [])
        {
            await gate.RequireAsync(context, Need.Look, account).ConfigureAwait(false);
            // A stream of one that is not there would be silent for ever.
            Answer.Found(await platform.AccountAsync(account, context.CancellationToken).ConfigureAwait(false), account);
        }

        var outlet = new Outlet<V1.WatchMarginResponse>(responseStream, context, options) { Cursor = cursor };
        var pump = new FigurePump(platform, outlet, options) { MaySee = account => gate.AllowsAsync(context, Need.Look, NeedScope.Of(account)) };
        await pump.RunAsync(new FigureMark(cursor), accounts, every).ConfigureAwait(false);
    }

    public override async Task<V1.WhatIfResponse> WhatIf(V1.WhatIfRequest request, ServerCallContext context)
    {
        var (account, proposal) = Answer.Sound(MarginWire.Read(request));
        await gate.RequireAsync(context, Need.Look, account).ConfigureAwait(false);
        return MarginWire.Write(Answer.Found(await platform.WhatIfAsync(account, proposal, context.CancellationToken).ConfigureAwait(false), account));
    }

    public override async Task<V1.ExplainResponse> Explain(V1.ExplainRequest request, ServerCallContext context)
    {
        var (account, pool) = Answer.Sound(WireReader.Read(request, static (at, wire) => (
            at.Account("account", wire.Account), wire.Pool.Length == 0 ? (PoolId?)null : at.NamedPool("pool", wire.Pool))));
        await gate.RequireAsync(context, Need.Look, account).ConfigureAwait(false);
        var outlook = request.WithOutlook
            ? Answer.Found(await platform.OutlookAsync(account, pool, context.CancellationToken).ConfigureAwait(false), account)
            : null;
        var margin = outlook?.Margin ?? Answer.Found(await platform.MarginOfAsync(account, context.CancellationToken).ConfigureAwait(false), account);
        var pools = margin.Report.Pools.Where(each => pool is null || each.Pool == pool).ToList();
        return pools.Count == 0
            ? throw RichStatus.Of(V1.ErrorReason.NotFound, $"{account} has no pool {pool}.")
            : new V1.ExplainResponse
            {
                Margin = Write(margin, options.Clock.GetUtcNow(), request.WithBook),
                Pools = { pools.Select(ReportWire.Explain) },
                Distances = { (outlook?.Outlook.Distances ?? []).Select(ReportWire.Write) },
                CallAmounts =
                {
                    (outlook?.Outlook.CallAmounts ?? []).Select(each => ReportWire.CallAmount(each.Pool, each.Asset, each.Location, each.Amount)),
                },
            };
    }

    public override async Task<V1.EvaluateResponse> Evaluate(V1.EvaluateRequest request, ServerCallContext context)
    {
        await gate.RequireAsync(context, Need.BeKnown, NeedScope.Platform).ConfigureAwait(false);
        return await evaluator.EvaluateAsync(request, context.CancellationToken).ConfigureAwait(false);
    }

    public override async Task<V1.ListModelsResponse> ListModels(V1.ListModelsRequest request, ServerCallContext context)
    {
        await gate.RequireAsync(context, Need.BeKnown, NeedScope.Platform).ConfigureAwait(false);
        return ModelWire.Write(ModelCatalogue.Shipped);
    }

    public override async Task<V1.StressResponse> Stress(V1.StressRequest request, ServerCallContext context)
    {
        var (account, cases) = Answer.Sound(MarginWire.Read(request));
        await gate.RequireAsync(context, Need.Look, account).ConfigureAwait(false);
        return MarginWire.Write(Answer.Found(await platform.StressAsync(account, cases, context.CancellationToken).ConfigureAwait(false), account));
    }

    public override async Task<V1.GetMarginAsOfResponse> GetMarginAsOf(V1.GetMarginAsOfRequest request, ServerCallContext context)
    {
        var (account, moment, rules) = Answer.Sound(MarginWire.Read(request));
        await gate.RequireAsync(context, Need.Look, account).ConfigureAwait(false);
        var view = Answer.Found(await platform.MarginAsOfAsync(account, moment, rules, context.CancellationToken).ConfigureAwait(false), account);
        return new V1.GetMarginAsOfResponse { Margin = Write(view, view.Report.AsOf, request.WithBook) };
    }

    /// <summary>Figures and book are of one and the same view, so that what is listed is what was margined.</summary>
    private V1.MarginView Write(MarginView view, DateTimeOffset now, bool withBook)
    {
        var items = (long)view.Book.Lines.Count + view.Book.Positions.Count + view.Book.Orders.Count;
        return !withBook || items <= options.Limits.BookItems ? ReportWire.Write(view, now, withBook) : throw RichStatus.Of(
            V1.ErrorReason.LimitReached,
            $"The book of {view.Book.Account} has {ExactNumber.Format(items)} lines, positions and orders, and an answer at most {ExactNumber.Format(options.Limits.BookItems)}. Ask without the book; the figures are of all of it.");
    }
}
