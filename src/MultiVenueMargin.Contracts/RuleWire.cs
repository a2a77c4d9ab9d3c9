using System.Text;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Files;

namespace MultiVenueMargin.Contracts;

/// <summary>rule_service.proto: rule sets, which travel as the JSON of rules files.</summary>
public static class RuleWire
{
    /// <summary>Everything that is wrong with a rule set, by its paths in the JSON; empty: nothing is.</summary>
    public static IReadOnlyList<V1.Finding> Lint(string rulesJson) =>
    [
        .. RulesFile.Parse("rules_json", Encoding.UTF8.GetBytes(rulesJson)).Problems.Select(problem =>
            new V1.Finding { Path = problem.Path, Problem = problem.Found, Fix = problem.Fix }),
    ];

    public static Read<RegisterCommand> Read(V1.PutRuleSetRequest wire, PrincipalId by) =>
        WireReader.Read<V1.PutRuleSetRequest, RegisterCommand>(wire, (at, request) =>
            new DraftRuleSet(at.RuleBook("book", request.Book), MarginWire.ReadRules(at, "rules_json", request.RulesJson)!)
            {
                Request = at.Request("request_id", request.RequestId),
                By = by,
            });

    /// <summary>Which rule set to try: of the register by its version, or one of one's own.</summary>
    public static Read<RuleTrial> Read(V1.PreviewRuleSetRequest wire) => WireReader.Read(wire, static (at, request) =>
    {
        var book = at.RuleBook("book", request.Book);
        switch (request.RulesCase)
        {
            case V1.PreviewRuleSetRequest.RulesOneofCase.Version:
                return new RuleTrial(book, at.RuleVersion("version", request.Version), null);
            case V1.PreviewRuleSetRequest.RulesOneofCase.RulesJson:
                return new RuleTrial(book, null, MarginWire.ReadRules(at, "rules_json", request.RulesJson));
            default:
                at.Missing("rules");
                return new RuleTrial(book, null, null);
        }
    });

    public static Read<RuleActivation> Read(V1.ActivateRuleSetRequest wire) => WireReader.Read(wire, static (at, request) => new RuleActivation(
        at.RuleBook("book", request.Book),
        at.RuleVersion("version", request.Version),
        at.OptionalInstant("effective_from", request.EffectiveFrom),
        at.Request("request_id", request.RequestId)));

    public static Read<RegisterCommand> Read(V1.WithdrawActivationRequest wire, PrincipalId by) =>
        WireReader.Read<V1.WithdrawActivationRequest, RegisterCommand>(wire, (at, request) =>
            new WithdrawActivation(at.RuleBook("book", request.Book), at.RuleVersion("version", request.Version))
            {
                Request = at.Request("request_id", request.RequestId),
                By = by,
            });

    /// <summary>Who proposed and approved it, and from when on: of what waits for a second person, else of what was approved.</summary>
    public static V1.RuleSetSummary Write(RuleSetView view) => new()
    {
        Book = view.Book.Code,
        Version = view.Version.Code,
        DraftedBy = view.DraftedBy.Code,
        ProposedBy = view.Proposal?.By.Code ?? view.Activation?.ProposedBy.Code ?? "",
        ApprovedBy = view.Proposal is null ? view.Activation?.ApprovedBy.Code ?? "" : "",
        EffectiveFrom = WireText.Of(view.Proposal?.From ?? view.Activation?.From),
        IsInForce = view.Status == RuleSetStatus.InForce,
        Status = EnumMap<RuleSetStatus, V1.RuleSetStatus>.Write(view.Status),
    };

    public static V1.GetRuleSetResponse Write(RuleSetContent content) => new()
    {
        Summary = Write(content.Standing),
        RulesJson = RulesFile.Write(content.Rules),
    };

    public static V1.RuleImpact Write(RuleImpact impact) => new()
    {
        Account = impact.Account.ToString(),
        Before = FiguresWire.Write(impact.Before),
        After = FiguresWire.Write(impact.After),
        ChangesState = impact.ChangesState,
    };
}
