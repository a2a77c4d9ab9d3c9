using MultiVenueMargin.Accounts;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Cli.Running;
using MultiVenueMargin.Host;
using MultiVenueMargin.Host.Serving;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.Cli.Tests.CommandLine;

public sealed class UpCommandTests
{
    [Theory]
    [InlineData("--data DIR is missing")]
    [InlineData("Did you mean --demo?", "--data", "d", "--dmeo")]
    [InlineData("--data needs a value", "--data")]
    [InlineData("--for \"-5\" is not understood", "--data", "d", "--for=-5")]
    [InlineData("--for \"0\" is not understood", "--data", "d", "--for", "0")]
    [InlineData("--for \"soon\" is not understood", "--data", "d", "--for", "soon")]
    [InlineData("--for \"99999999999999999999999999999999\" is not understood", "--data", "d", "--for", "99999999999999999999999999999999")]
    [InlineData("--seed \"x\" is not understood", "--data", "d", "--seed", "x")]
    public void Up_WhenMisunderstood_SaysSoAndTouchesNothing(string said, params string[] args)
    {
        var run = CommandRun.Of(["up", .. args]);

        Assert.Equal((ExitCode.Misused, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains(said, run.Errors, StringComparison.Ordinal);
        Assert.Contains("See mvm help up.", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists("d"));
    }

    [Fact]
    public void Up_WhenStartedAgain_RecoversWhatWasThere()
    {
        using var folder = new TemporaryFolder();
        var data = folder.PathOf("data");

        var first = CommandRun.Of("up", "--data", data, "--demo", "--no-door", "--for", "4");
        var second = CommandRun.Of("up", "--data", data, "--demo", "--no-door", "--for", "2");

        Assert.Equal((ExitCode.Sound, string.Empty), (first.ExitCode, first.Errors));
        Assert.Contains("A new platform in ", first.Output, StringComparison.Ordinal);
        Assert.Contains("NORTH/basis opened", first.Output, StringComparison.Ordinal);
        Assert.Contains("Ended and sealed", first.Output, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Sound, string.Empty), (second.ExitCode, second.Errors));
        Assert.Matches("Recovered 6 accounts from [0-9,]+ records in [0-9.]+ s", second.Output);
        Assert.DoesNotContain("opened", second.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(data, "seal-key.public.pem")));
    }

    [Fact]
    public void Up_WhenTheFolderCannotBeMade_SaysWhyAndWhatToDo()
    {
        using var folder = new TemporaryFolder();

        var nowhere = CommandRun.Of("up", "--data", Path.Combine(folder.PathOf("no"), "such"), "--no-door");
        var file = CommandRun.Of("up", "--data", folder.Write("file", "not a folder"), "--no-door");

        Assert.Equal((ExitCode.FileRefused, ExitCode.FileRefused), (nowhere.ExitCode, file.ExitCode));
        Assert.Contains("does not exist, so such cannot be made in it", nowhere.Errors, StringComparison.Ordinal);
        Assert.Contains("Name a folder that this user may write", file.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Up_WhenAnotherProcessHoldsTheFolder_SaysSo()
    {
        using var folder = new TemporaryFolder();
        using var device = new FileDevice(folder.PathOf(Path.Combine("data", "journal")));

        var run = CommandRun.Of("up", "--data", folder.PathOf("data"), "--no-door", "--for", "1");

        Assert.Equal(ExitCode.FileRefused, run.ExitCode);
        Assert.Contains("in use by another process", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Up_WhenTheJournalIsCorrupt_NamesFileAndOffset()
    {
        using var folder = new TemporaryFolder();
        var data = folder.PathOf("data");
        Assert.Equal(ExitCode.Sound, CommandRun.Of("up", "--data", data, "--demo", "--no-door", "--for", "2").ExitCode);
        var segment = Directory.GetFiles(Path.Combine(data, "journal")).Order(StringComparer.Ordinal)
            .First(file => !file.EndsWith(".snapshots", StringComparison.Ordinal) && File.ReadAllBytes(file).AsSpan().IndexOf("demo-1"u8) > 0);
        var bytes = File.ReadAllBytes(segment);
        // In the first record of the rules; what follows shows that it was durable.
        bytes[bytes.AsSpan().IndexOf("demo-1"u8)] ^= 1;
        File.WriteAllBytes(segment, bytes);

        var run = CommandRun.Of("up", "--data", data, "--no-door", "--for", "1");

        Assert.Equal(ExitCode.FileRefused, run.ExitCode);
        Assert.Matches($"{Path.GetFileName(segment)} is corrupt at offset [0-9]+", run.Errors);
        Assert.Contains("mvm restore", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_WhenALoopThrows_SaysSoAndEndsWithACode()
    {
        using var folder = new TemporaryFolder();
        var (output, errors) = (new StringWriter(), new StringWriter());

        var code = await UpCommand.RunAsync(
            new DataFolder(folder.PathOf("data")), new HostOptions { Serving = new ServingOptions { Door = null, Health = null }, Time = new BreakingClock("shard 0") }, seed: null, TimeSpan.FromMinutes(1), new Terminal(output, errors));

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("The platform has failed: its loop 'shard 0' threw InvalidOperationException (the clock is broken)", errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("What was acknowledged is on the disk", errors.ToString(), StringComparison.Ordinal);
        var again = CommandRun.Of("up", "--data", folder.PathOf("data"), "--no-door", "--for", "1");
        Assert.Equal((ExitCode.Sound, string.Empty), (again.ExitCode, again.Errors));
    }

    [Fact]
    public async Task Up_WhenAnAccountCannotBeRead_NamesItItsVersionAndWhatToDo()
    {
        using var folder = new TemporaryFolder();
        var data = folder.PathOf("data");
        Assert.Equal(ExitCode.Sound, CommandRun.Of("up", "--data", data, "--demo", "--no-door", "--for", "2").ExitCode);
        var head = await AppendGarbageAsync(new DataFolder(data).Journal);

        var run = CommandRun.Of("up", "--data", data, "--no-door", "--for", "1");

        Assert.Equal(ExitCode.FileRefused, run.ExitCode);
        Assert.Contains($"{head.Stream} cannot be read beyond version {head.Version}", run.Errors, StringComparison.Ordinal);
        Assert.Contains("mvm restore", run.Errors, StringComparison.Ordinal);
    }

    private static async Task<StreamHead> AppendGarbageAsync(string folder)
    {
        using var device = new FileDevice(folder);
        await using var journal = SegmentJournal.Open(device, new SegmentJournalOptions());
        var head = journal.Heads().First(each => each.Stream.Kind == StreamKind.Account);
        Assert.True(journal.TrySubmit(1, new Commit(head.Stream, head.Version, DateTimeOffset.UtcNow, [new byte[] { 0xff, 0xff }])));
        for (var outcomes = new List<CommitOutcome>(); outcomes.Count == 0;)
        {
            journal.Poll(outcomes);
        }

        return head;
    }

    /// <summary>The real clock, until a second has passed; then it throws on one thread.</summary>
    private sealed class BreakingClock(string thread) : TimeProvider
    {
        private readonly long _start = System.GetTimestamp();

        public override long GetTimestamp() =>
            Thread.CurrentThread.Name == thread && System.GetElapsedTime(_start) > TimeSpan.FromSeconds(1)
                ? throw new InvalidOperationException("the clock is broken")
                : System.GetTimestamp();
    }
}
