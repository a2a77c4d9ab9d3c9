using System.Globalization;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Cli.CommandLine;

namespace MultiVenueMargin.Cli.Running;

/// <summary>Says how far a start has come and what it waits for: one line whenever that has changed.</summary>
internal sealed class StartProgress(Terminal terminal) : IProgress<PlatformHealth>
{
    private const int MostNamed = 3;

    private string _said = string.Empty;

    public void Report(PlatformHealth value)
    {
        var journal = value.Journal == "sound" ? string.Empty : $" {value.Journal}.";
        var named = value.Missing.Take(MostNamed).Select(missing => $" {missing.Account}: {missing.Why}.");
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"Starting: {value.Accounts:N0} accounts are here, {value.Missing.Count:N0} are missing.{journal}{string.Concat(named)}");
        if (line != _said)
        {
            _said = line;
            terminal.Output.WriteLine(line);
            terminal.Output.Flush();
        }
    }
}
