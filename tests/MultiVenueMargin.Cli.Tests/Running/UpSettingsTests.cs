using System.Net;
using System.Net.Sockets;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.Cli.Tests.Running;

/// <summary>What <c>mvm up</c> makes of its settings before anything is opened.</summary>
public sealed class UpSettingsTests
{
    [Fact]
    public void PrintedSettings_WhenGivenBack_PrintTheSame()
    {
        using var folder = new TemporaryFolder();
        var own = folder.Write("own.json", """{ "schema": "mvm-settings/1", "drain_within": "90s", "engine": { "shards": 5 } }""");

        var printed = CommandRun.Of("up", "--print-settings", "--settings", own);
        var again = CommandRun.Of("up", "--print-settings", "--settings", folder.Write("printed.json", printed.Output));

        Assert.Equal((ExitCode.Sound, string.Empty), (printed.ExitCode, printed.Errors));
        Assert.Contains("\"drain_within\": \"90s\"", printed.Output, StringComparison.Ordinal);
        Assert.Contains("\"shards\": 5", printed.Output, StringComparison.Ordinal);
        Assert.Equal(printed, again);
    }

    [Fact]
    public void CommandLine_WhenItSaysOtherwise_ComesBeforeTheFile()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("s.json", """{ "schema": "mvm-settings/1", "door": { "listen": "127.0.0.1:1001" }, "health": { "listen": "127.0.0.1:1002" } }""");

        Assert.Equal(("127.0.0.1:1001", "127.0.0.1:1002"), Addresses());
        Assert.Equal(("127.0.0.1:1003", "127.0.0.1:1002"), Addresses("--door", "localhost:1003"));
        Assert.Equal(("127.0.0.1:1001", "[::1]:1004"), Addresses("--http", "[::1]:1004"));
        Assert.Equal(("none", "none"), Addresses("--no-door"));
        Assert.Equal(("none", "127.0.0.1:1005"), Addresses("--no-door", "--http", "127.0.0.1:1005"));

        (string Door, string Health) Addresses(params string[] more)
        {
            var printed = CommandRun.Of(["up", "--print-settings", "--settings", file, .. more]);
            Assert.Equal((ExitCode.Sound, string.Empty), (printed.ExitCode, printed.Errors));
            var root = System.Text.Json.JsonDocument.Parse(printed.Output).RootElement;
            return (root.GetProperty("door").GetProperty("listen").GetString()!, root.GetProperty("health").GetProperty("listen").GetString()!);
        }
    }

    [Fact]
    public void Problems_OfFileAndCommandLine_AreAllToldAtOnceAndNothingIsTouched()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("s.json", """{ "schema": "mvm-settings/1", "drain_within": "never", "door": { "commits_per_read": 0, "listen": "0.0.0.0:7171" }, "egnine": { } }""");

        var run = CommandRun.Of("up", "--data", folder.PathOf("data"), "--settings", file, "--http", "10.0.0.1:80", "--for", "soon");

        Assert.Equal((ExitCode.FileRefused, string.Empty), (run.ExitCode, run.Output));
        foreach (var named in new[] { "drain_within: \"never\"", "door.commits_per_read: \"0\"", "door.listen: \"0.0.0.0:7171\"", "egnine: is not known", "--http: \"10.0.0.1:80\"", "--for \"soon\"" })
        {
            Assert.Contains(named, run.Errors, StringComparison.Ordinal);
        }

        Assert.Equal(6, run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.False(Directory.Exists(folder.PathOf("data")));
    }

    [Theory]
    [InlineData("can be reached from other machines", "--door", "0.0.0.0:7171")]
    [InlineData("TLS and identity come with the secured mode", "--door", "192.168.0.1:7171")]
    [InlineData("can be reached from other machines", "--http", "[::]:7172")]
    [InlineData("is no address with a port", "--door", "7171")]
    [InlineData("--door and --no-door exclude each other", "--door", "127.0.0.1:1", "--no-door")]
    public void Address_WhenItIsNotOfThisMachine_IsRefusedWithTheReason(string said, params string[] options)
    {
        using var folder = new TemporaryFolder();

        var run = CommandRun.Of(["up", "--data", folder.PathOf("data"), .. options]);

        Assert.Equal((ExitCode.Misused, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains(said, run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.PathOf("data")));
    }

    [Fact]
    public void Settings_WhenTheyDoNotGoTogether_AreRefusedByName()
    {
        var run = CommandRun.Of("up", "--print-settings", "--door", "127.0.0.1:7172");

        Assert.Equal((ExitCode.FileRefused, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains("health.listen: is 127.0.0.1:7172. It is another address than door.listen", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--door", "--http", "door.listen")]
    [InlineData("--http", "--door", "health.listen")]
    public void Port_WhenItIsTaken_IsToldBeforeTheFolderIsTouched(string option, string other, string setting)
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var run = CommandRun.Of("up", "--data", folder.PathOf("data"), option, $"127.0.0.1:{port}", other, "127.0.0.1:0");

        Assert.Equal(ExitCode.FileRefused, run.ExitCode);
        Assert.Contains($"{setting}: port {port} of 127.0.0.1 is taken by another program", run.Errors, StringComparison.Ordinal);
        Assert.Contains($"{option} 127.0.0.1:PORT", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.PathOf("data")));
    }

    /// <summary>A journal goes on whatever the size of its files was before.</summary>
    [Fact]
    public void Journal_WhenItsSettingsChange_GoesOn()
    {
        using var folder = new TemporaryFolder();
        foreach (var size in new[] { "16MiB", "48MiB", "17MiB" })
        {
            var file = folder.Write("s.json", $$"""{ "schema": "mvm-settings/1", "journal": { "segment": "{{size}}", "group": "64KiB" } }""");

            var run = CommandRun.Of("up", "--data", folder.PathOf("data"), "--settings", file, "--no-door", "--demo", "--for", "2");

            Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors));
        }

        var verified = CommandRun.Of("verify", "--data", folder.PathOf("data"), "--key", Path.Combine(folder.PathOf("data"), "seal-key.public.pem"));
        Assert.Equal((ExitCode.Sound, string.Empty), (verified.ExitCode, verified.Errors));
    }
}
