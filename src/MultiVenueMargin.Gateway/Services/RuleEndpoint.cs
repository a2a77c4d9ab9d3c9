using Grpc.Core;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Gateway.Answers;
using MultiVenueMargin.Gateway.Callers;

namespace MultiVenueMargin.Gateway.Services;

/// <summary>rule_service.proto.</summary>
internal sealed class RuleEndpoint(IMarginPlatform platform, Gatekeeper gate, RegisterCommands commands) : V1.RuleService.RuleServiceBase
{
    private const string ListQuestion = "rule sets";

    public override async Task<V1.PutRuleSetResponse> PutRuleSet(V1.PutRuleSetRequest request, ServerCallContext context)
    {
        var read = RuleWire.Read(request, Caller.Of(context).Principal);
        await commands.SendAsync(context, Need.Judge, read).ConfigureAwait(false);
        return new V1.PutRuleSetResponse { Version = ((DraftRuleSet)read.Value).Rules.Version.Code };
    }

    public override async Task<V1.LintRuleSetResponse> LintRuleSet(V1.LintRuleSetRequest request, ServerCallContext context)
    {
        await gate.RequireAsync(context, Need.BeKnown, NeedScope.Platform).ConfigureAwait(false);
        return new V1.LintRuleSetResponse { Findings = { RuleWire.Lint(request.RulesJson) } };
    }

    public override async Task<V1.PreviewRuleSetResponse> PreviewRuleSet(V1.PreviewRuleSetRequest request, ServerCallContext context)
    {
        var trial = Answer.Sound(RuleWire.Read(request));
        await gate.RequireAsync(context, Need.Judge, NeedScope.Platform).ConfigureAwait(false);
        var rules = trial.Rules
            ?? Answer.Found(await platform.RuleSetAsync(trial.Book, trial.Version, context.CancellationToken).ConfigureAwait(false), $"rule set {trial.Version} of {trial.Book}").Rules;
        var impacts = await platform.PreviewRulesAsync(trial.Book, rules, context.CancellationToken).ConfigureAwait(false);
        return new V1.PreviewRuleSetResponse
        {
            Impacts = { impacts.OrderByDescending(impact => impact.ChangesState).ThenBy(impact => impact.Account).ThenBy(impact => impact.Pool).Select(RuleWire.Write) },
            StateChanges = impacts.Count(impact => impact.ChangesState),
        };
    }

    public override async Task<V1.ActivateRuleSetResponse> ActivateRuleSet(V1.ActivateRuleSetRequest request, ServerCallContext context)
    {
        var (by, wanted) = (Caller.Of(context).Principal, Answer.Sound(RuleWire.Read(request)));
        await gate.RequireAsync(context, Need.Judge, NeedScope.Platform).ConfigureAwait(false);
        var standing = (await platform.RuleSetAsync(wanted.Book, wanted.Version, context.CancellationToken).ConfigureAwait(false))?.Standing;
        var isApproval = IsApproval(standing, wanted, by);
        RegisterCommand command = isApproval
            ? new ApproveActivation(wanted.Book, wanted.Version) { Request = wanted.Request, By = by }
            : new ProposeActivation(wanted.Book, wanted.Version, wanted.From!.Value) { Request = wanted.Request, By = by };
        Answer.Done(await platform.SendAsync(command, context.CancellationToken).ConfigureAwait(false));
        return new V1.ActivateRuleSetResponse { IsApproved = isApproval };
    }

    public override async Task<V1.WithdrawActivationResponse> WithdrawActivation(V1.WithdrawActivationRequest request, ServerCallContext context)
    {
        var done = await commands.SendAsync(context, Need.Judge, RuleWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false);
        return new V1.WithdrawActivationResponse { RegisterVersion = done.Version };
    }

    public override async Task<V1.GetRuleSetResponse> GetRuleSet(V1.GetRuleSetRequest request, ServerCallContext context)
    {
        var (book, version) = Answer.Sound(WireReader.Read(request, static (at, wire) => (
            at.RuleBook("book", wire.Book), wire.Version.Length == 0 ? (RuleVersion?)null : at.RuleVersion("version", wire.Version))));
        await gate.RequireAsync(context, Need.BeKnown, NeedScope.Platform).ConfigureAwait(false);
        var found = await platform.RuleSetAsync(book, version, context.CancellationToken).ConfigureAwait(false);
        return RuleWire.Write(Answer.Found(found, version is { } named ? $"rule set {named} of {book}" : $"rule set in force in {book}"));
    }

    public override async Task<V1.ListRuleSetsResponse> ListRuleSets(V1.ListRuleSetsRequest request, ServerCallContext context)
    {
        var (book, size) = Answer.Sound(WireReader.Read(request, static (at, wire) => (
            wire.Book.Length == 0 ? (RuleBookId?)null : at.RuleBook("book", wire.Book), at.PageSize("page_size", wire.PageSize))));
        await gate.RequireAsync(context, Need.BeKnown, NeedScope.Platform).ConfigureAwait(false);
        var question = $"{ListQuestion} {request.Book}";
        RuleSetKey? after = PageToken.Read(question, request.PageToken, 2) is not [var inBook, var version] ? null
            : Identifier.IsValid(inBook, 64) && Identifier.IsValid(version, 96) ? new RuleSetKey(new RuleBookId(inBook), new RuleVersion(version))
            : throw PageToken.Invalid();
        var page = await platform.RuleSetsAsync(book, after, size, context.CancellationToken).ConfigureAwait(false);
        return new V1.ListRuleSetsResponse
        {
            RuleSets = { page.Items.Select(RuleWire.Write) },
            NextPageToken = page.IsEnd ? "" : PageToken.Write(question, page.Items[^1].Book.Code, page.Items[^1].Version.Code),
        };
    }

    /// <summary>
    /// Whoever names no date approves. Whoever names the date that another person proposed does so, too; and, where the same person has
    /// approved it already, repeats that, so that a repetition is the command that it was the first time.
    /// </summary>
    private static bool IsApproval(RuleSetView? standing, Contracts.RuleActivation wanted, PrincipalId by) =>
        wanted.From is not { } from
        || (standing?.Proposal is { } proposal && proposal.By != by && proposal.From == from)
        || (standing is { Proposal: null, Activation: { } activation } && activation.ApprovedBy == by && activation.From == from);
}
