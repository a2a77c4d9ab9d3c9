using System.Globalization;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Cli.Running;
using MultiVenueMargin.Host;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Seals;
using MultiVenueMargin.Live.Audits;

namespace MultiVenueMargin.Cli.Keeping;

/// <summary><c>mvm verify</c>: what a journal states, recomputed from the journal and a public key alone.</summary>
internal static class VerifyCommand
{
    private static readonly Option[] Options = [new("--data", TakesValue: true), new("--key", TakesValue: true)];

    public static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        if (Arguments.Parse(args, Options, out var problem) is not { } arguments)
        {
            return Misused(problem, terminal);
        }

        if (arguments.ValueOf("--data") is not { } data)
        {
            return Misused("--data DIR is missing: it names the folder to verify.", terminal);
        }

        if (arguments.ValueOf("--key") is not { } keyFile)
        {
            return Misused("--key FILE is missing: it names the public part of the key that seals the journal.", terminal);
        }

        return FolderTrouble.Guard("verify", data, terminal, () =>
        {
            using var key = SealKey.Load(keyFile);
            return Verify(StorageOf(data), key, terminal);
        });
    }

    /// <summary>A platform's folder keeps its journal in one of its own; a backup is the journal itself.</summary>
    public static FolderReader StorageOf(string data)
    {
        var folder = new DataFolder(data);
        return new FolderReader(folder.HasJournal ? folder.Journal : folder.Path);
    }

    private static int Verify(FolderReader storage, SealKey key, Terminal terminal)
    {
        var began = PlatformHost.Time.GetTimestamp();
        var audit = new JournalAudit(storage, [key]);
        var isSound = audit.Run(CancellationToken.None);
        if (audit.Alteration is { } alteration)
        {
            terminal.Output.WriteLine($"Altered: {alteration}");
            if (!alteration.Stream.IsDefault)
            {
                terminal.Output.WriteLine($"  {alteration.Stream.Code}{(alteration.Version > 0 ? $" version {alteration.Version}" : string.Empty)}");
            }
        }
        else if (audit.Difference is { } difference)
        {
            terminal.Output.WriteLine($"Different: {difference}");
        }

        if (!isSound)
        {
            return ExitCode.Altered;
        }

        if (audit.Entries == 0)
        {
            terminal.Error.WriteLine("mvm verify: there is nothing in this journal; is it the right folder?");
            return ExitCode.FileRefused;
        }

        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Sound: {audit.Entries:N0} commits with {audit.Records:N0} records, {audit.Seals:N0} seals, {audit.Accounts:N0} accounts replayed, "
            + $"{audit.Snapshots:N0} snapshots equal to the replay, {audit.Decisions:N0} decisions found again, in {PlatformHost.Time.GetElapsedTime(began).TotalSeconds:0.0} s."));
        terminal.Output.WriteLine(audit.LastSeal is { } seal
            ? string.Create(CultureInfo.InvariantCulture, $"Sealed up to {seal.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z (seal {seal.Sequence}, key {seal.KeyId}); what came later is chained, and not sealed yet.")
            : "No seal is there yet: nothing shows that the newest entries were not cut off.");
        return ExitCode.Sound;
    }

    private static int Misused(string problem, Terminal terminal)
    {
        terminal.Error.WriteLine($"mvm verify: {problem}");
        terminal.Error.WriteLine("See mvm help verify.");
        return ExitCode.Misused;
    }
}
