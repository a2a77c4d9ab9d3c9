using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Tests.Registers;

public sealed class InstitutionRegisterTests
{
    private static readonly PrincipalId Ann = new("ann");
    private static readonly PrincipalId Bob = new("bob");
    private static readonly InstitutionId Fund = new("fund");
    private static readonly AccountId Main = new(Fund, "main");
    private static readonly AccountId Second = new(Fund, "second");
    private static readonly AccountId Foreign = new(new InstitutionId("rival"), "main");
    private static readonly AccountId Missing = new(Fund, "missing");
    private static readonly PoolId Isolated = new("isolated");
    private static readonly VenueAccountId Sub = new(new LocationId("deribit"), "sub-1");

    private readonly RegisterDriver<InstitutionRegister> _register = new(InstitutionRegister.ReadFrom);

    private InstitutionRegister Register => _register.Register;

    [Fact]
    public void Institution_WhenRegistered_IsThereOnce()
    {
        _register.Does(new RegisterInstitution(Fund, "A Fund") { Request = Next(), By = Ann });
        Assert.Equal(new InstitutionEntry("A Fund", Quota.Default, 0), Register.Institutions[Fund]);
        _register.Refuses(new RegisterInstitution(Fund, "Another") { Request = Next(), By = Ann }, Refusal.AlreadyExists, "Institution");
    }

    [Theory]
    [InlineData("fund/x", "Fund", "Institution")]
    [InlineData("fund", "", "DisplayName")]
    [InlineData("fund", "  ", "DisplayName")]
    [InlineData("fund", "a\nb", "DisplayName")]
    public void Institution_WhenItsNamesCannotBe_IsMalformed(string id, string name, string field) =>
        _register.Refuses(new RegisterInstitution(new(id), name) { Request = Next(), By = Ann }, Refusal.Malformed, field);

    [Fact]
    public void Institution_WhenItsDisplayNameIsTooLong_IsMalformed()
    {
        var longest = new string('x', RegisterLimits.DisplayNameLength);
        _register.Refuses(new RegisterInstitution(Fund, longest + "x") { Request = Next(), By = Ann }, Refusal.Malformed, "DisplayName");
        _register.Does(new RegisterInstitution(Fund, longest) { Request = Next(), By = Ann });
    }

    [Fact]
    public void Account_WhenRegistered_IsOneOfItsInstitution()
    {
        _register.Refuses(Account(Main), Refusal.NotFound, "Institution");
        Registered(Main);
        Assert.True(Register.IsRegistered(Main));
        Assert.False(Register.IsRegistered(Second));
        _register.Refuses(Account(Main), Refusal.AlreadyExists, "Account");
        _register.Refuses(Account(default), Refusal.Malformed, "Account");
    }

    [Fact]
    public void Account_WhenTheQuotaIsUsedUp_IsRefusedUntilItIsRaised()
    {
        Registered(Main);
        _register.Does(new SetQuota(Fund, 1, 100) { Request = Next(), By = Ann });
        _register.Refuses(Account(Second), Refusal.LimitReached, "Account");
        _register.Does(new SetQuota(Fund, 2, 100) { Request = Next(), By = Ann });
        _register.Restart();
        _register.Does(Account(Second));
        _register.Refuses(Account(Missing), Refusal.LimitReached, "Account");
        Assert.Equal(new InstitutionEntry("fund", new Quota(2, 100), 2), Register.Institutions[Fund]);
    }

    [Fact]
    public void Quota_WhenItCannotBe_IsRefused()
    {
        _register.Refuses(new SetQuota(Fund, 1, 1) { Request = Next(), By = Ann }, Refusal.NotFound, "Institution");
        _register.Refuses(new SetQuota(default, 1, 1) { Request = Next(), By = Ann }, Refusal.Malformed, "Institution");
        _register.Refuses(new SetQuota(Fund, -1, 1) { Request = Next(), By = Ann }, Refusal.Malformed, "Accounts");
        _register.Refuses(new SetQuota(Fund, 1, -1) { Request = Next(), By = Ann }, Refusal.Malformed, "UpdatesPerSecond");
    }

    [Fact]
    public void Claim_WhenFree_IsTheAccounts()
    {
        Registered(Main);
        _register.Does(Claim(Main, PoolId.Cross));
        Assert.Equal(new VenueAccountClaimed(Sub, Main, PoolId.Cross), Register.FindClaim(Sub));
        Assert.Equal([new VenueAccountClaimed(Sub, Main, PoolId.Cross)], Register.ClaimsOf(Main));
        Assert.Empty(Register.ClaimsOf(Second));
        _register.Refuses(Claim(Main, PoolId.Cross), Refusal.AlreadyExists, "VenueAccount");
    }

    [Fact]
    public void Claim_WhenHeldInTheSameInstitution_NamesTheHolder()
    {
        Registered(Main);
        Registered(Second);
        _register.Does(Claim(Main, Isolated));
        var refused = _register.Refuses(Claim(Second, PoolId.Cross), Refusal.ClaimedElsewhere, "VenueAccount");
        Assert.Contains("fund/main", refused.Message, StringComparison.Ordinal);
        Assert.Contains("isolated", refused.Message, StringComparison.Ordinal);
        _register.Refuses(Claim(Main, PoolId.Cross), Refusal.ClaimedElsewhere, "VenueAccount");
    }

    [Fact]
    public void Claim_WhenHeldByAnotherInstitution_TellsNothingOfTheHolder()
    {
        Registered(Main);
        Registered(Foreign);
        _register.Does(Claim(Main, Isolated));
        var refused = _register.Refuses(Claim(Foreign, PoolId.Cross), Refusal.ClaimedElsewhere, "VenueAccount");
        Assert.All(["fund", "main", "isolated"], secret => Assert.DoesNotContain(secret, refused.Message, StringComparison.Ordinal));
        Assert.Empty(refused.Findings);
    }

    [Fact]
    public void Claim_WhenItsAccountIsNotRegistered_IsRefused()
    {
        Registered(Main);
        _register.Refuses(Claim(Missing, PoolId.Cross), Refusal.NoSuchAccount, "Account");
        _register.Refuses(new MoveFor(Sub, Missing, Isolated) { Request = Next(), By = Ann }, Refusal.NoSuchAccount, "Account");
        _register.Refuses(new ReleaseFor(Sub, Missing) { Request = Next(), By = Ann }, Refusal.NoSuchAccount, "Account");
    }

    [Fact]
    public void Claim_WhenANameIsMissing_IsMalformed()
    {
        _register.Refuses(new ClaimFor(default, Main, Isolated) { Request = Next(), By = Ann }, Refusal.Malformed, "VenueAccount");
        _register.Refuses(new ClaimFor(Sub, default, Isolated) { Request = Next(), By = Ann }, Refusal.Malformed, "Account");
        _register.Refuses(new ClaimFor(Sub, Main, default) { Request = Next(), By = Ann }, Refusal.Malformed, "Pool");
        _register.Refuses(new MoveFor(Sub, Main, default) { Request = Next(), By = Ann }, Refusal.Malformed, "Pool");
        _register.Refuses(new ReleaseFor(default, Main) { Request = Next(), By = Ann }, Refusal.Malformed, "VenueAccount");
    }

    [Fact]
    public void Claim_WhenTheAccountHasItsMost_IsRefused()
    {
        var register = new InstitutionRegister();
        var now = _register.Now;
        register.Apply(new InstitutionRegistered(Fund, "fund", Ann), now);
        register.Apply(new AccountRegistered(Main), now);
        for (var i = 0; i < Limits.Feeds; i++)
        {
            register.Apply(new VenueAccountClaimed(new(new("chain"), $"address-{i}"), Main, PoolId.Cross), now);
        }

        var refused = Assert.IsType<RegisterRefused>(register.Take(Claim(Main, PoolId.Cross), now).Answer);
        Assert.Equal(Refusal.LimitReached, refused.Reason);
        register.Take(new ReleaseFor(new(new("chain"), "address-7"), Main) { Request = Next(), By = Ann }, now);
        Assert.IsType<RegisterDone>(register.Take(Claim(Main, PoolId.Cross), now).Answer);
    }

    [Fact]
    public void Claim_WhenMovedAndReleased_BelongsToTheOtherPoolAndThenToNobody()
    {
        Registered(Main);
        Registered(Foreign);
        _register.Does(Claim(Main, PoolId.Cross));
        _register.Refuses(new MoveFor(Sub, Foreign, Isolated) { Request = Next(), By = Bob }, Refusal.NotFound, "VenueAccount");
        _register.Refuses(new ReleaseFor(Sub, Foreign) { Request = Next(), By = Bob }, Refusal.NotFound, "VenueAccount");
        _register.Refuses(new MoveFor(Sub, Main, PoolId.Cross) { Request = Next(), By = Ann }, Refusal.WrongState, "Pool");
        _register.Does(new MoveFor(Sub, Main, Isolated) { Request = Next(), By = Ann });
        Assert.Equal(Isolated, Register.FindClaim(Sub)?.Pool);
        _register.Restart();
        _register.Does(new ReleaseFor(Sub, Main) { Request = Next(), By = Ann });
        Assert.Null(Register.FindClaim(Sub));
        Assert.Empty(Register.ClaimsOf(Main));
        _register.Does(Claim(Foreign, PoolId.Cross));
    }

    [Fact]
    public void Role_WhenGranted_HoldsForTheAccountOrTheWholeInstitution()
    {
        Registered(Main);
        Registered(Second);
        Registered(Foreign);
        _register.Does(new GrantRole(Bob, Role.Trader, Fund, Main) { Request = Next(), By = Ann });
        _register.Does(new GrantRole(Bob, Role.Viewer, Fund, null) { Request = Next(), By = Ann });
        _register.Restart();
        Assert.True(Register.IsGranted(Bob, Role.Trader, Main));
        Assert.False(Register.IsGranted(Bob, Role.Trader, Second));
        Assert.True(Register.IsGranted(Bob, Role.Viewer, Second));
        Assert.False(Register.IsGranted(Bob, Role.Viewer, Foreign));
        Assert.False(Register.IsGranted(Ann, Role.Viewer, Main));
        Assert.False(Register.IsGranted(Bob, Role.Risk, Main));

        _register.Does(new RevokeRole(Bob, Role.Viewer, Fund, null) { Request = Next(), By = Ann });
        Assert.False(Register.IsGranted(Bob, Role.Viewer, Second));
        Assert.True(Register.IsGranted(Bob, Role.Trader, Main));
    }

    [Fact]
    public void Role_WhenItCannotBe_IsRefused()
    {
        Registered(Main);
        _register.Does(Grant(Bob, Role.Trader, Fund, Main));
        _register.Refuses(Grant(Bob, Role.Trader, Fund, Main), Refusal.AlreadyExists, "Role");
        _register.Refuses(Grant(default, Role.Trader, Fund, Main), Refusal.Malformed, "Principal");
        _register.Refuses(Grant(Bob, Role.Unspecified, Fund, Main), Refusal.Malformed, "Role");
        _register.Refuses(Grant(Bob, (Role)99, Fund, Main), Refusal.Malformed, "Role");
        _register.Refuses(Grant(Bob, Role.Trader, default, null), Refusal.Malformed, "Institution");
        _register.Refuses(Grant(Bob, Role.Trader, Foreign.Institution, Main), Refusal.Malformed, "Account");
        _register.Refuses(Grant(Bob, Role.Trader, Fund, Missing), Refusal.NoSuchAccount, "Account");
        _register.Refuses(Grant(Bob, Role.Trader, Foreign.Institution, null), Refusal.NotFound, "Institution");
        _register.Refuses(new RevokeRole(Bob, Role.Trader, Fund, null) { Request = Next(), By = Ann }, Refusal.NotFound, "Role");
    }

    [Fact]
    public void Claims_UnderAnyInterleaving_BelongToOneAccountAsANaiveTableSays()
    {
        AccountId[] accounts = [Main, Second, Foreign];
        PoolId[] pools = [PoolId.Cross, Isolated];
        var venueAccounts = Enumerable.Range(0, 4).Select(i => new VenueAccountId(new("okx"), $"sub-{i}")).ToArray();
        var random = new Random(20_261_121);
        foreach (var account in accounts)
        {
            Registered(account);
        }

        var expected = new Dictionary<VenueAccountId, (AccountId, PoolId)>();
        for (var i = 0; i < 300; i++)
        {
            var (venueAccount, account, pool) =
                (venueAccounts[random.Next(4)], accounts[random.Next(3)], pools[random.Next(2)]);
            var isHolder = expected.TryGetValue(venueAccount, out var held) && held.Item1 == account;
            switch (random.Next(3))
            {
                case 0:
                    Assert.Equal(expected.TryAdd(venueAccount, (account, pool)), IsDone(new ClaimFor(venueAccount, account, pool) { Request = Next(), By = Ann }));
                    break;
                case 1:
                    Assert.Equal(isHolder && held.Item2 != pool, IsDone(new MoveFor(venueAccount, account, pool) { Request = Next(), By = Ann }));
                    expected[venueAccount] = isHolder ? (account, pool) : held;
                    break;
                default:
                    Assert.Equal(isHolder, IsDone(new ReleaseFor(venueAccount, account) { Request = Next(), By = Ann }));
                    expected.Remove(isHolder ? venueAccount : default);
                    break;
            }

            foreach (var nobody in expected.Where(entry => entry.Value == default).Select(entry => entry.Key).ToList())
            {
                expected.Remove(nobody);
            }

            Assert.Equal(
                expected.OrderBy(entry => entry.Key).Select(entry => (entry.Key, entry.Value.Item1, entry.Value.Item2)),
                Register.Claims.Select(claim => (claim.VenueAccount, claim.Account, claim.Pool)));
            Assert.Equal(Register.Claims.Count, accounts.Sum(each => Register.ClaimsOf(each).Count));
        }
    }

    private RequestId Next() => _register.NextRequest();

    private bool IsDone(RegisterCommand command) => _register.Take(command).Answer is RegisterDone;

    private RegisterAccount Account(AccountId account) => new(account) { Request = Next(), By = Ann };

    private ClaimFor Claim(AccountId account, PoolId pool) => new(Sub, account, pool) { Request = Next(), By = Ann };

    private GrantRole Grant(PrincipalId principal, Role role, InstitutionId institution, AccountId? account) =>
        new(principal, role, institution, account) { Request = Next(), By = Ann };

    private void Registered(AccountId account)
    {
        if (!Register.Institutions.ContainsKey(account.Institution))
        {
            _register.Does(new RegisterInstitution(account.Institution, account.Institution.Code) { Request = Next(), By = Ann });
        }

        _register.Does(Account(account));
    }
}
