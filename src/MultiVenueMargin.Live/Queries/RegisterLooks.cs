using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Live.Queries;

/// <summary>What is taken out of registers for those who ask. Immutable; runs where the register lives.</summary>
public static class RegisterLooks
{
    /// <summary>Rule sets by book and version.</summary>
    public static ViewPage<RuleSetView> RuleSets(RuleRegister rules, RuleBookId? book, RuleSetKey? after, int max, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var drafts = rules.Drafts
            .Where(draft => book is null || draft.Book == book)
            .Where(draft => after is not { } key || IsBeyond(draft, key))
            .OrderBy(draft => draft.Book)
            .ThenBy(draft => draft.Rules.Version)
            .Select(draft => StandingOf(rules, draft, now));
        return ViewPage.Of(drafts, max);
    }

    /// <summary>One rule set of a book, or the one in force there.</summary>
    public static RuleSetContent? RuleSet(RuleRegister rules, RuleBookId book, RuleVersion? version, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return (version ?? rules.FindInForce(book, now)?.Version) is { } wanted
            && rules.Drafts.FirstOrDefault(draft => draft.Book == book && draft.Rules.Version == wanted) is { } draft
            ? new RuleSetContent(StandingOf(rules, draft, now), draft.Rules)
            : null;
    }

    public static ViewPage<InstitutionView> Institutions(InstitutionRegister register, InstitutionId? after, int max)
    {
        ArgumentNullException.ThrowIfNull(register);
        return ViewPage.Of(
            register.Institutions
                .SkipWhile(each => after is { } last && each.Key <= last)
                .Select(each => new InstitutionView(
                    each.Key, each.Value.DisplayName, each.Value.Accounts, each.Value.Quota, register.GrantsFor(each.Key))),
            max);
    }

    public static ViewPage<RoleGrant> Grants(InstitutionRegister register, GrantScope scope, RoleGrant? after, int max)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(scope);
        return ViewPage.Of(register.GrantsBeyond(scope.Institution, scope.Principal, after), max);
    }

    public static FundView Fund(FundRegister fund, InstitutionId? after, int max)
    {
        ArgumentNullException.ThrowIfNull(fund);
        var shares = fund.Contributions
            .SkipWhile(each => after is { } last && each.Key <= last)
            .Select(each => new FundShare(each.Key, each.Value, fund.AllocatedTo(each.Key)));
        return new FundView(fund.Version, fund.Contributed, fund.Free, fund.Reserved, fund.Paid, ViewPage.Of(shares, max));
    }

    private static bool IsBeyond(RuleSetDrafted draft, RuleSetKey key) =>
        draft.Book.CompareTo(key.Book) is var byBook && (byBook > 0 || (byBook == 0 && draft.Rules.Version.CompareTo(key.Version) > 0));

    private static RuleSetView StandingOf(RuleRegister rules, RuleSetDrafted draft, DateTimeOffset now)
    {
        var version = draft.Rules.Version;
        var activations = rules.ActivationsOf(draft.Book).Where(each => each.Version == version).ToList();
        var (past, ahead) = (activations.FindLast(each => each.From <= now), activations.Find(each => each.From > now));
        var proposal = rules.Proposals.FirstOrDefault(each => each.Version == version);
        var status = rules.FindInForce(draft.Book, now)?.Version == version ? RuleSetStatus.InForce
            : proposal is not null ? RuleSetStatus.Proposed
            : ahead is not null ? RuleSetStatus.Approved
            : past is not null ? RuleSetStatus.Past
            : RuleSetStatus.Draft;
        var shown = status is RuleSetStatus.InForce ? past : ahead ?? past;
        return new RuleSetView(
            draft.Book,
            version,
            status,
            draft.By,
            proposal is null ? null : new RuleProposal(proposal.From, proposal.By),
            shown is null ? null : new RuleActivation(shown.From, shown.ProposedBy, shown.ApprovedBy));
    }
}
