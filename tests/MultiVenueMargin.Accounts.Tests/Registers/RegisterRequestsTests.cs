using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Tests.Registers;

public sealed class RegisterRequestsTests
{
    private static readonly PrincipalId Ann = new("ann");
    private static readonly InstitutionId Fund = new("fund");

    private readonly RegisterDriver<InstitutionRegister> _register = new(InstitutionRegister.ReadFrom);

    [Fact]
    public void Request_WhenRepeated_GetsTheSameAnswerAndChangesNothing()
    {
        var command = new RegisterInstitution(Fund, "Fund") { Request = new("r"), By = Ann };
        var first = _register.Does(command);
        _register.Does(new SetQuota(Fund, 1, 1) { Request = new("s"), By = Ann });
        var before = _register.Bytes();
        Assert.Equal(first, _register.Does(command));
        _register.Restart();
        Assert.Equal(first, _register.Does(command));
        Assert.Equal(before, _register.Bytes());
        Assert.Equal(new RegisterDone(2, "fund"), first);
    }

    [Fact]
    public void Request_WhenItsIdComesWithAnotherBody_IsRefused()
    {
        _register.Does(new RegisterInstitution(Fund, "Fund") { Request = new("r"), By = Ann });
        _register.Refuses(new RegisterInstitution(Fund, "Fond") { Request = new("r"), By = Ann }, Refusal.RequestReused, "Request");
        _register.Refuses(new RegisterInstitution(Fund, "Fund") { Request = new("r"), By = new("bob") }, Refusal.RequestReused, "Request");
        _register.Refuses(new SetQuota(Fund, 1, 1) { Request = new("r"), By = Ann }, Refusal.RequestReused, "Request");
        _register.Refuses(new SetQuota(Fund, -1, 1) { Request = new("r"), By = Ann }, Refusal.Malformed, "Accounts");
    }

    [Fact]
    public void Request_WhenItWasRefused_MayBeSentAgain()
    {
        var account = new RegisterAccount(new(Fund, "main")) { Request = new("r"), By = Ann };
        _register.Refuses(account, Refusal.NotFound, "Institution");
        _register.Does(new RegisterInstitution(Fund, "Fund") { Request = new("s"), By = Ann });
        _register.Does(account);
    }

    [Fact]
    public void Requests_WhenTheyAreTooMany_ForgetTheOldestFirst()
    {
        var register = new InstitutionRegister();
        var now = _register.Now;
        register.Take(new RegisterInstitution(Fund, "Fund") { Request = new("first"), By = Ann }, now);
        for (var i = 1; i < Limits.RememberedRequests; i++)
        {
            register.Take(new SetQuota(Fund, i, i) { Request = new($"r{i}"), By = Ann }, now);
        }

        Assert.Equal(Refusal.RequestReused, Reused(register, "first"));
        register.Take(new SetQuota(Fund, 0, 0) { Request = new("last"), By = Ann }, now);
        Assert.Null(Reused(register, "first"));
        Assert.Equal(Refusal.RequestReused, Reused(register, "last"));
    }

    private Refusal? Reused(InstitutionRegister register, string request) =>
        (register.Take(new SetQuota(Fund, 77, 77) { Request = new(request), By = Ann }, _register.Now).Answer as RegisterRefused)?.Reason;
}
