using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.Cli.Tests.Keeping;

public sealed class BackupCommandTests(PlatformRun platform) : IClassFixture<PlatformRun>
{
    [Theory]
    [InlineData("backup", "--data DIR is missing")]
    [InlineData("backup", "--to DIR is missing", "--data", "d")]
    [InlineData("restore", "--from DIR is missing")]
    [InlineData("restore", "--data DIR is missing", "--from", "d")]
    [InlineData("restore", "Did you mean --from?", "--form", "d")]
    public void Command_WhenMisunderstood_SaysSo(string command, string said, params string[] args)
    {
        var run = CommandRun.Of([command, .. args]);

        Assert.Equal((ExitCode.Misused, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains(said, run.Errors, StringComparison.Ordinal);
    }

    /// <summary>The drill: lose the machine, keep the backup and the key, and go on.</summary>
    [Fact]
    public void Backup_WhenRestored_GoesOnWhereItWas()
    {
        using var folder = new TemporaryFolder();
        var (backup, data) = (folder.PathOf("backup"), folder.PathOf("restored"));

        var backedUp = CommandRun.Of("backup", "--data", platform.Data, "--to", backup);
        var verified = CommandRun.Of("verify", "--data", backup, "--key", platform.PublicKey);
        var restored = CommandRun.Of("restore", "--from", backup, "--data", data, "--key", platform.PublicKey);
        File.Copy(platform.PrivateKey, Path.Combine(data, "seal-key.pem"));
        var up = CommandRun.Of("up", "--data", data, "--demo", "--no-door", "--for", "2");
        var again = CommandRun.Of("verify", "--data", data, "--key", platform.PublicKey);

        Assert.All([backedUp, verified, restored, up, again], run => Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors)));
        Assert.Contains("put the seal key back", restored.Output, StringComparison.Ordinal);
        Assert.Contains("Recovered 6 accounts", up.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Backup_WhenTheTargetIsNotEmpty_TouchesNothing()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("precious", "kept");

        var backup = CommandRun.Of("backup", "--data", platform.Data, "--to", folder.PathOf("."));
        var restore = CommandRun.Of("restore", "--from", folder.PathOf("."), "--data", platform.Data);

        Assert.Equal((ExitCode.FileRefused, ExitCode.FileRefused), (backup.ExitCode, restore.ExitCode));
        Assert.Contains("is not empty", backup.Errors, StringComparison.Ordinal);
        Assert.Contains("has a journal already", restore.Errors, StringComparison.Ordinal);
        Assert.Equal([file], Directory.GetFiles(folder.PathOf(".")).Select(Path.GetFullPath));
    }

    [Fact]
    public void Restore_WhenAByteOfTheBackupIsAltered_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        var backup = folder.PathOf("backup");
        Assert.Equal(ExitCode.Sound, CommandRun.Of("backup", "--data", platform.Data, "--to", backup).ExitCode);
        var file = Directory.GetFiles(backup).Where(each => Path.GetFileName(each) is not ("manifest.json" or "lock")).MaxBy(each => new FileInfo(each).Length)!;
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);

        var run = CommandRun.Of("restore", "--from", backup, "--data", folder.PathOf("data"));

        Assert.Equal(ExitCode.FileRefused, run.ExitCode);
        Assert.Contains($"{Path.GetFileName(file)} is corrupt", run.Errors, StringComparison.Ordinal);
    }
}
