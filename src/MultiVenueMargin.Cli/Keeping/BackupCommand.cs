using System.Globalization;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Cli.Running;
using MultiVenueMargin.Journal.Archiving;
using MultiVenueMargin.Journal.Devices;

namespace MultiVenueMargin.Cli.Keeping;

/// <summary><c>mvm backup</c>: a platform's journal as of one moment, while it runs or not.</summary>
internal static class BackupCommand
{
    private static readonly Option[] Options = [new("--data", TakesValue: true), new("--to", TakesValue: true)];

    public static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        if (Arguments.Parse(args, Options, out var problem) is not { } arguments)
        {
            return Misused(problem, terminal);
        }

        if (arguments.ValueOf("--data") is not { } data)
        {
            return Misused("--data DIR is missing: it names the platform's folder.", terminal);
        }

        if (arguments.ValueOf("--to") is not { } to)
        {
            return Misused("--to DIR is missing: it names the folder that the backup goes to.", terminal);
        }

        return FolderTrouble.Guard("backup", data, terminal, () =>
        {
            var source = VerifyCommand.StorageOf(data);
            var point = BackupPoint.Read(source);
            if (Directory.Exists(to) && Directory.EnumerateFileSystemEntries(to).Any())
            {
                terminal.Error.WriteLine($"mvm backup: {to} is not empty; a backup never goes over another. Name a new folder.");
                return ExitCode.FileRefused;
            }

            using var target = new FileDevice(to);
            var manifest = Backup.Copy(point, source, target);
            terminal.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Backed up {manifest.Streams:N0} streams as of {manifest.At.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}Z: {manifest.Files.Count} files, "
                + $"{manifest.Files.Sum(file => file.Length):N0} bytes, root {manifest.Root}."));
            return ExitCode.Sound;
        });
    }

    private static int Misused(string problem, Terminal terminal)
    {
        terminal.Error.WriteLine($"mvm backup: {problem}");
        terminal.Error.WriteLine("See mvm help backup.");
        return ExitCode.Misused;
    }
}
