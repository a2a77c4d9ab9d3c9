namespace MultiVenueMargin.Engine.Tests.Crash;

/// <summary>
/// A real process is killed at random instants, with everything it was doing, and started again on what it left. What it had acknowledged must be
/// there, once; what it had decided must not be decided again.
/// </summary>
public sealed class CrashTests
{
    private const int Seed = 20_261_121;

    private static readonly bool IsFull = Environment.GetEnvironmentVariable("MVM_FULL") == "1";

    [Fact]
    public async Task Engine_WhenKilledAgainAndAgain_LosesAndDoublesNothing()
    {
        var random = new Random(Seed);
        using var folder = new CrashFolder();
        var told = new Told();
        for (var round = 1; round <= (IsFull ? 50 : 5); round++)
        {
            await KilledProcess.RunAsync(folder.Path, round, random, told);
        }

        Assert.True(told.Acknowledged > 100, $"only {told.Acknowledged} updates were acknowledged: there was nothing to lose (seed {Seed})");
        Assert.NotEmpty(told.Calls);
        await CrashAudit.CheckAsync(folder.Path, told);
    }

    /// <summary>The first start, with everything that is made for the first time, is killed too.</summary>
    [Fact]
    public async Task Engine_WhenKilledInItsFirstRun_LosesNothing()
    {
        var random = new Random(Seed + 1);
        for (var nth = 0; nth < (IsFull ? 10 : 2); nth++)
        {
            using var folder = new CrashFolder();
            var told = new Told();
            await KilledProcess.RunAsync(folder.Path, 1, random, told);
            await KilledProcess.RunAsync(folder.Path, 2, random, told);
            await CrashAudit.CheckAsync(folder.Path, told);
        }
    }
}
