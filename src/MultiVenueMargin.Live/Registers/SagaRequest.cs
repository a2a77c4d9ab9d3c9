using System.Security.Cryptography;
using System.Text;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Live.Registers;

/// <summary>
/// Under which id a register is asked on behalf of an account's command. The register's ids are everybody's: two clients who both call
/// something "1" must not meet there. The same command gives the same id.
/// </summary>
internal static class SagaRequest
{
    public static RequestId Of(AccountCommand command, string step) =>
        new($"{step}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{command.Account} {command.Request}")))}");
}
