using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Accounts.Tests.Registers;

public sealed class RuleRegisterTests
{
    private static readonly PrincipalId Ann = new("ann");
    private static readonly PrincipalId Bob = new("bob");
    private static readonly RuleBookId House = AccountPolicy.DefaultRuleBook;
    private static readonly RuleBookId Other = new("other");

    private readonly RegisterDriver<RuleRegister> _rules = new(RuleRegister.ReadFrom);

    [Fact]
    public void Book_WhenNobodyActivatedOne_DoesNotExist()
    {
        Assert.Null(_rules.Register.FindInForce(House, DateTimeOffset.MaxValue));
        Assert.Null(_rules.Register.NextChange(House, DateTimeOffset.MinValue));
    }

    [Fact]
    public void RuleSet_WhenDraftedProposedAndApproved_IsInForceFromItsDateOn()
    {
        var from = _rules.Now.AddHours(1);
        Draft("a");
        Propose("a", from);
        Assert.Null(_rules.Register.FindInForce(House, from));
        Approve("a");

        Assert.Null(InForce(from.AddTicks(-1)));
        Assert.Equal("a", InForce(from));
        Assert.Equal("a", InForce(from.AddYears(10)));
        Assert.Equal(from, _rules.Register.NextChange(House, _rules.Now));
        Assert.Null(_rules.Register.NextChange(House, from));
        Assert.Equal([new RuleSetActivated(House, new("a"), from, Ann, Bob)], _rules.Register.ActivationsOf(House));
        Assert.Empty(_rules.Register.Proposals);
        Assert.Null(_rules.Register.FindInForce(Other, from));
    }

    [Fact]
    public void Approval_WhenItComesAfterTheDate_TakesEffectThenAndNeverBefore()
    {
        var proposedFor = _rules.Now;
        Draft("a");
        Propose("a", proposedFor);
        _rules.Now += TimeSpan.FromMinutes(3);
        Approve("a");

        Assert.Null(InForce(proposedFor));
        Assert.Null(InForce(_rules.Now.AddTicks(-1)));
        Assert.Equal("a", InForce(_rules.Now));
    }

    [Fact]
    public void Past_WhenMoreIsActivated_StaysAsItWas()
    {
        var start = _rules.Now;
        Activate("a", start);
        Activate("b", start.AddDays(2));
        _rules.Now = start.AddDays(1);
        var before = Enumerable.Range(0, 25).Select(hour => InForce(start.AddHours(hour - 1))).ToList();
        Activate("c", _rules.Now);

        Assert.Equal(before, Enumerable.Range(0, 25).Select(hour => InForce(start.AddHours(hour - 1))));
        Assert.Equal("c", InForce(start.AddDays(1)));
        Assert.Equal("b", InForce(start.AddDays(2)));
        Assert.Equal(start.AddDays(2), _rules.Register.NextChange(House, _rules.Now));
    }

    [Fact]
    public void Activation_WhenAnotherHasTheSameDate_FollowsTheLaterApproval()
    {
        var from = _rules.Now.AddDays(1);
        Activate("a", from);
        Activate("b", from);
        Assert.Equal("b", InForce(from));
    }

    [Fact]
    public void Version_WhenItWasInForceBefore_CanBeGoneBackTo()
    {
        Activate("a", _rules.Now);
        _rules.Now += TimeSpan.FromHours(1);
        Activate("b", _rules.Now);
        _rules.Now += TimeSpan.FromHours(1);
        Propose("a", _rules.Now);
        Approve("a");
        Assert.Equal("a", InForce(_rules.Now));
        Assert.Equal("b", InForce(_rules.Now.AddTicks(-1)));
    }

    [Fact]
    public void Draft_WhenTheLintHasFindings_IsRefusedWithAllOfThem()
    {
        var rules = Rules("a") with { InitialMarginFactor = 0.5m, BorrowTiers = [] };
        var refused = _rules.Refuses(new DraftRuleSet(House, rules) { Request = Next(), By = Ann }, Refusal.Malformed, RuleLint.Check(rules)[0].Path);
        Assert.Equal(RuleLint.Check(rules), refused.Findings);
        Assert.True(refused.Findings.Count >= 2);
    }

    [Fact]
    public void Version_WhenItIsThere_IsNeverUsedAgain()
    {
        Draft("a");
        _rules.Refuses(new DraftRuleSet(House, Rules("a")) { Request = Next(), By = Ann }, Refusal.AlreadyExists, "Rules.Version");
        _rules.Refuses(new DraftRuleSet(Other, Rules("a")) { Request = Next(), By = Bob }, Refusal.AlreadyExists, "Rules.Version");
        _rules.Refuses(
            new DraftRuleSet(House, Rules("a") with { InitialMarginFactor = 2m }) { Request = Next(), By = Ann },
            Refusal.AlreadyExists,
            "Rules.Version");
    }

    [Fact]
    public void Proposal_WhenItCannotBe_IsRefused()
    {
        Draft("a", effectiveFrom: _rules.Now.AddDays(1));
        _rules.Refuses(Proposal("b", _rules.Now), Refusal.NotFound, "Version");
        _rules.Refuses(
            new ProposeActivation(Other, new("a"), _rules.Now) { Request = Next(), By = Ann }, Refusal.NotFound, "Version");
        _rules.Refuses(Proposal("a", _rules.Now.AddTicks(-1)), Refusal.WrongState, "From");
        _rules.Refuses(Proposal("a", _rules.Now.AddHours(23)), Refusal.WrongState, "From");
        _rules.Does(Proposal("a", _rules.Now.AddDays(1)));
        _rules.Refuses(Proposal("a", _rules.Now.AddDays(1)), Refusal.WrongState, "Version");
    }

    [Fact]
    public void Approval_WhenItCannotBe_IsRefused()
    {
        Draft("a");
        _rules.Refuses(Approval("a", Bob), Refusal.NotFound, "Version");
        Propose("a", _rules.Now);
        _rules.Refuses(Approval("a", Ann), Refusal.NeedsAnotherPerson, "By");
        _rules.Refuses(new ApproveActivation(Other, new("a")) { Request = Next(), By = Bob }, Refusal.NotFound, "Version");
        _rules.Does(Approval("a", Bob));
        _rules.Refuses(Approval("a", Bob), Refusal.NotFound, "Version");
    }

    [Fact]
    public void Proposal_WhenWithdrawn_CannotBeApprovedAndCanBeMadeAgain()
    {
        Draft("a");
        Propose("a", _rules.Now);
        _rules.Does(new WithdrawActivation(House, new("a")) { Request = Next(), By = Bob });
        _rules.Refuses(Approval("a", Bob), Refusal.NotFound, "Version");
        _rules.Refuses(new WithdrawActivation(House, new("a")) { Request = Next(), By = Bob }, Refusal.NotFound, "Version");
        Propose("a", _rules.Now);
        Approve("a");
        Assert.Equal("a", InForce(_rules.Now));
    }

    [Fact]
    public void Command_WhenANameIsMissing_IsMalformed()
    {
        _rules.Refuses(new DraftRuleSet(default, Rules("a")) { Request = Next(), By = Ann }, Refusal.Malformed, "Book");
        _rules.Refuses(new ApproveActivation(default, new("a")) { Request = Next(), By = Ann }, Refusal.Malformed, "Book");
        _rules.Refuses(new WithdrawActivation(House, default) { Request = Next(), By = Ann }, Refusal.Malformed, "Version");
        _rules.Refuses(new ProposeActivation(House, default, _rules.Now) { Request = Next(), By = Ann }, Refusal.Malformed, "Version");
        _rules.Refuses(Approval("a", default), Refusal.Malformed, "By");
        _rules.Refuses(new ApproveActivation(House, new("a")) { Request = default, By = Ann }, Refusal.Malformed, "Request");
    }

    [Fact]
    public void State_WhenReadBack_GoesOnAsBefore()
    {
        Activate("a", _rules.Now.AddDays(1));
        Draft("b");
        Propose("b", _rules.Now.AddDays(2));
        _rules.Restart();
        Approve("b");
        Assert.Equal("a", InForce(_rules.Now.AddDays(1)));
        Assert.Equal("b", InForce(_rules.Now.AddDays(2)));
    }

    [Fact]
    public void Record_WhenItDoesNotFit_Throws()
    {
        var activated = new RuleSetActivated(House, new("a"), _rules.Now, Ann, Bob);
        Assert.Throws<InvalidOperationException>(() => new RuleRegister().Apply(activated, _rules.Now));
        Assert.Throws<InvalidOperationException>(() => new RuleRegister().Apply(new DrawConfirmed(default), _rules.Now));
    }

    [Fact]
    public void Command_WhenOfAnotherRegister_Throws() => Assert.Throws<ArgumentException>(
        () => new RuleRegister().Take(new ConfirmDraw(default) { Request = new("1"), By = Ann }, _rules.Now));

    private static RuleSet Rules(string version, DateTimeOffset? effectiveFrom = null) => RuleSet.Default with
    {
        Version = new(version),
        EffectiveFrom = effectiveFrom ?? DateTimeOffset.UnixEpoch,
    };

    private RequestId Next() => _rules.NextRequest();

    private ProposeActivation Proposal(string version, DateTimeOffset from) => new(House, new(version), from) { Request = Next(), By = Ann };

    private ApproveActivation Approval(string version, PrincipalId by) => new(House, new(version)) { Request = Next(), By = by };

    private void Draft(string version, DateTimeOffset? effectiveFrom = null) =>
        _rules.Does(new DraftRuleSet(House, Rules(version, effectiveFrom)) { Request = Next(), By = Ann });

    private void Propose(string version, DateTimeOffset from) => _rules.Does(Proposal(version, from));

    private void Approve(string version) => _rules.Does(Approval(version, Bob));

    private void Activate(string version, DateTimeOffset from)
    {
        Draft(version);
        Propose(version, from);
        Approve(version);
    }

    private string? InForce(DateTimeOffset at) => _rules.Register.FindInForce(House, at)?.Version.Code;
}
