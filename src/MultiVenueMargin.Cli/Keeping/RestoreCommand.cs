using System.Globalization;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Cli.Running;
using MultiVenueMargin.Host;
using MultiVenueMargin.Journal.Archiving;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Seals;

namespace MultiVenueMargin.Cli.Keeping;

/// <summary><c>mvm restore</c>: a backup into a new platform's folder, everything checked.</summary>
internal static class RestoreCommand
{
    private static readonly Option[] Options = [new("--from", TakesValue: true), new("--data", TakesValue: true), new("--key", TakesValue: true)];

    public static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        if (Arguments.Parse(args, Options, out var problem) is not { } arguments)
        {
            return Misused(problem, terminal);
        }

        if (arguments.ValueOf("--from") is not { } from)
        {
            return Misused("--from DIR is missing: it names the backup.", terminal);
        }

        if (arguments.ValueOf("--data") is not { } data)
        {
            return Misused("--data DIR is missing: it names the folder to restore into.", terminal);
        }

        return FolderTrouble.Guard("restore", data, terminal, () => Restore(from, new DataFolder(data), arguments.ValueOf("--key"), terminal));
    }

    private static int Restore(string from, DataFolder folder, string? keyFile, Terminal terminal)
    {
        var backup = new FolderReader(from);
        if (folder.HasJournal && Directory.EnumerateFileSystemEntries(folder.Journal).Any())
        {
            terminal.Error.WriteLine($"mvm restore: {folder.Path} has a journal already; a restore never goes over another. Name a new folder.");
            return ExitCode.FileRefused;
        }

        using var key = keyFile is null ? null : SealKey.Load(keyFile);
        folder.Prepare();
        using var target = new FileDevice(folder.Journal);
        var manifest = Backup.Restore(backup, target, key is null ? [] : [key]);
        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Restored {manifest.Streams:N0} streams as of {manifest.At.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}Z; every file, chain{(key is null ? string.Empty : ", seal")} and head is what was backed up."));
        if (!File.Exists(folder.SealKeyFile))
        {
            terminal.Output.WriteLine($"Before mvm up, put the seal key back: {folder.SealKeyFile}.");
        }

        return ExitCode.Sound;
    }

    private static int Misused(string problem, Terminal terminal)
    {
        terminal.Error.WriteLine($"mvm restore: {problem}");
        terminal.Error.WriteLine("See mvm help restore.");
        return ExitCode.Misused;
    }
}
