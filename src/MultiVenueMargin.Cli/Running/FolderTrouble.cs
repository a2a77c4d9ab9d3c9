using System.Security.Cryptography;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Files;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Live;

namespace MultiVenueMargin.Cli.Running;

/// <summary>What can be wrong with a platform's folder, in words that say what to do next.</summary>
internal static class FolderTrouble
{
    public static int Guard(string command, string folder, Terminal terminal, Func<int> run)
    {
        try
        {
            return run();
        }
        catch (JournalCorruptedException corruption)
        {
            return Refuse(
                $"{corruption.Message} The platform does not start on it, for what was acknowledged there can no longer be shown. "
                + $"Keep the folder as it is; mvm verify --data {Shown(folder)} --key PUBLIC.pem says what else holds, and "
                + "mvm restore --from BACKUP --data NEW goes on from a backup.");
        }
        catch (StreamUnreadableException unreadable)
        {
            return Refuse(
                $"{unreadable.Message} The platform does not start without it, for its margin would be missing unseen. {NextOf(unreadable, folder)}");
        }
        catch (StorageException busy) when (busy.Error == StorageError.InUse)
        {
            return Refuse($"{busy.Message} End that one first, or name another folder.");
        }
        catch (StorageException full) when (full.Error == StorageError.NoSpace)
        {
            return Refuse($"{full.Message} Make room on that disk and start again; nothing that was acknowledged is lost.");
        }
        catch (StorageException refusal)
        {
            return Refuse($"{refusal.Message} See that this user may read and write there and that the disk is sound.");
        }
        catch (CryptographicException noKey)
        {
            return Refuse($"the key is none that seals can be made or checked with: {noKey.Message}");
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return Refuse($"{refusal.Message} Name a folder that this user may write, in one that is there.");
        }

        int Refuse(string problem)
        {
            terminal.Error.WriteLine($"mvm {command}: {Shown(folder)}: {problem}");
            return ExitCode.FileRefused;
        }
    }

    private static string NextOf(StreamUnreadableException unreadable, string folder) =>
        unreadable.IsFromLaterBuild
            ? "A later build wrote it: start with that build; nothing is damaged."
            : $"Keep the folder as it is; if another build wrote it, start with that one. mvm verify --data {Shown(folder)} --key PUBLIC.pem says whether "
                + "it was altered, and mvm restore --from BACKUP --data NEW goes on from a backup.";

    private static string Shown(string path) => JsonPath.Shown(path, longest: 200);
}
