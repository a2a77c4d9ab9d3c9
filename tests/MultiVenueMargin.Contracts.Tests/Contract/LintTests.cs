using System.Diagnostics;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.Contracts.Tests.Contract;

public sealed class LintTests
{
    [BufFact]
    public async Task Contract_WhenLinted_IsSound()
    {
        using var buf = Process.Start(new ProcessStartInfo(BufFactAttribute.Program!)
        {
            ArgumentList = { "lint" },
            WorkingDirectory = Path.Combine(RepositoryFolder.Root, "protos"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (buf.StandardOutput.ReadToEndAsync(), buf.StandardError.ReadToEndAsync());
        await buf.WaitForExitAsync();

        Assert.True(buf.ExitCode == 0, await output + await error);
    }
}
