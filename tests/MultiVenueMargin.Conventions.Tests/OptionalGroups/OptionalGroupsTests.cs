namespace MultiVenueMargin.Conventions.Tests.OptionalGroups;

/// <summary>
/// The mechanism of build/OptionalGroups.* at work. Every step is a real restore or build of several seconds, so a test
/// walks through as many answers as one solution can give.
/// </summary>
public sealed class OptionalGroupsTests
{
    private const string MissingPackage = "Unable to find package Local.Missing (NU1101)";

    [Fact]
    public async Task Build_WhenOnePackageIsMissing_LeavesOutThatGroupAlone()
    {
        using var solution = new TinySolution();

        TinySolution.Run build = await solution.Make("build", "Tiny.slnx");

        build.Succeeded();
        Assert.Contains("0 Warning(s)", build.Output, StringComparison.Ordinal);
        string line = Assert.Single(Lines(build), text => text.StartsWith("Optional groups:", StringComparison.Ordinal));
        Assert.Contains("Orleans on;", line, StringComparison.Ordinal);
        Assert.Contains($"Telemetry off: {MissingPackage};", line, StringComparison.Ordinal);
        Assert.Equal(
            ["compiled with Orleans",
             "OptionalGroup.Orleans is on",
             "OptionalGroup.Azure is on",
             $"OptionalGroup.Telemetry is off: {MissingPackage}",
             "OptionalGroup.Grpc is on"],
            Lines(await solution.RunApp()));

        Assert.True(solution.AppResolved("Local.Present"));

        // What stands in for a group is there exactly while the group is not.
        Assert.False(solution.StandInIsThere());
        (await solution.Make("build", "Instead", "-p:Grpc=false")).Succeeded();
        Assert.True(solution.StandInIsThere());

        // Present, and yet not wanted.
        (await solution.Make("build", "App", "-p:Orleans=false")).Succeeded();
        Assert.False(solution.AppResolved("Local.Present"));
        Assert.Equal(
            ["OptionalGroup.Orleans is off: switched off by Orleans=false",
             "OptionalGroup.Azure is off: needs the group Orleans",
             $"OptionalGroup.Telemetry is off: {MissingPackage}",
             "OptionalGroup.Grpc is on"],
            Lines(await solution.RunApp()));

        // Wanted, and yet not there.
        TinySolution.Run refused = await solution.Make("restore", "App", "-p:Telemetry=true");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains(
            $"error : The optional group Telemetry was asked for (Telemetry=true) and is off: {MissingPackage}.",
            refused.Output,
            StringComparison.Ordinal);

        // Neither.
        TinySolution.Run misspelt = await solution.Make("restore", "App", "-p:Telemetry=maybe");
        Assert.NotEqual(0, misspelt.ExitCode);
        Assert.Contains("Telemetry=maybe: an optional group is switched by true or false", misspelt.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_WhenNothingChanged_BelievesTheStamp_AndElseAsksAgain()
    {
        using var solution = new TinySolution();

        // Two projects at the same time, neither of which has been asked for before.
        foreach (TinySolution.Run run in await Task.WhenAll(solution.Make("restore", "App"), solution.Make("restore", "Only")))
        {
            run.Succeeded();
        }

        var present = solution.Stamp("Orleans");
        var missing = solution.Stamp("Telemetry");
        Assert.StartsWith("on|", present?.Text, StringComparison.Ordinal);
        Assert.StartsWith("off: " + MissingPackage + "|", missing?.Text, StringComparison.Ordinal);

        (await solution.Make("restore", "Tiny.slnx")).Succeeded();
        Assert.Equal(present, solution.Stamp("Orleans"));
        Assert.Equal(missing, solution.Stamp("Telemetry"));

        // Another version, which is not served; and a source more, which has what was missing.
        solution.PinPackages(orleansVersion: "2.0.0");
        solution.UseSources("feed", "more");
        TinySolution.Run build = await solution.Make("build", "Tiny.slnx");
        build.Succeeded();
        Assert.Contains("Orleans off: Unable to find package Local.Present with version (>= 2.0.0) (NU1102)", build.Output, StringComparison.Ordinal);
        Assert.Contains("Telemetry on;", build.Output, StringComparison.Ordinal);
        IReadOnlyList<string> said = Lines(await solution.RunApp());
        Assert.Contains("compiled with Telemetry", said);
        Assert.DoesNotContain("compiled with Orleans", said);

        // A stamp that was cut short is no answer.
        solution.BreakStamp("Telemetry");
        TinySolution.Run again = await solution.Make("restore", "Tiny.slnx");
        again.Succeeded();
        Assert.Contains("Telemetry on;", again.Output, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Lines(TinySolution.Run run) =>
        [.. run.Output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
