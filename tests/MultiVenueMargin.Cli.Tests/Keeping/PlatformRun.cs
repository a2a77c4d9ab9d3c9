using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.Cli.Tests.Keeping;

/// <summary>The folder of a platform that ran for some seconds, was started again, and ended gracefully; in the long form for long enough to call and liquidate.</summary>
public sealed class PlatformRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PlatformRun()
    {
        Data = _folder.PathOf("data");
        var seconds = Environment.GetEnvironmentVariable("MVM_FULL") == "1" ? "45" : "4";
        // Twice, so that a seal lies in the middle: bytes at the very end may have been torn by a crash.
        foreach (var time in new[] { seconds, "2" })
        {
            var run = CommandRun.Of("up", "--data", Data, "--demo", "--no-door", "--for", time);
            Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors));
        }

        PublicKey = _folder.PathOf("auditor.pem");
        File.Copy(Path.Combine(Data, "seal-key.public.pem"), PublicKey);
    }

    public string Data { get; }

    /// <summary>As an auditor has it: somewhere else.</summary>
    public string PublicKey { get; }

    public string PrivateKey => Path.Combine(Data, "seal-key.pem");

    public string Journal => Path.Combine(Data, "journal");

    /// <summary>A copy of the folder, to be altered.</summary>
    internal static string CopyOf(string data, TemporaryFolder into)
    {
        var copy = into.PathOf("copy");
        Directory.CreateDirectory(Path.Combine(copy, "journal"));
        foreach (var file in Directory.GetFiles(data, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(copy, Path.GetRelativePath(data, file)));
        }

        return copy;
    }

    public void Dispose() => _folder.Dispose();
}
