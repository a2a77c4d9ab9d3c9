using System.Security.Cryptography;
using System.Text;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Live.Registers;

/// <summary>Commands of accounts of which a register decides the first half: who exists, and what belongs to whom.</summary>
internal static class RegisterFirst
{
    /// <summary>What the register is asked; null for commands that concern the account alone.</summary>
    public static RegisterCommand? PartOf(AccountCommand command) => command switch
    {
        OpenAccount => new RegisterAccount(command.Account) { Request = NameOf(command, "open"), By = command.By },
        ClaimVenueAccount claim => new ClaimFor(claim.Feed, command.Account, claim.Pool) { Request = NameOf(command, "claim"), By = command.By },
        _ => null,
    };

    /// <summary>Whether the register's state lets the command go on, however it came to be so.</summary>
    public static bool GoesOn(AccountCommand command, RegisterAnswer answer, RegisterDesk registers) => command switch
    {
        // An account that is registered and was never opened is opened now; one that is open says so itself.
        OpenAccount => answer is RegisterDone or RegisterRefused { Reason: Refusal.AlreadyExists },
        ClaimVenueAccount claim => registers.IsClaimed(claim.Feed, claim.Account, claim.Pool),
        _ => true,
    };

    /// <summary>The register's request ids are everybody's; two clients who both call something "1" must not meet there.</summary>
    private static RequestId NameOf(AccountCommand command, string step) =>
        new($"{step}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{command.Account} {command.Request}")))}");
}
