using System.Reflection;
using Xunit.Abstractions;

namespace MultiVenueMargin.Conventions.Tests.OptionalGroups;

/// <summary>Says in the test output with which groups this run was built; a group that is off was not tested.</summary>
public sealed class OptionalGroupStatesTests(ITestOutputHelper output)
{
    [Fact]
    public void State_WhenBuilt_IsStatedForEveryGroup()
    {
        Dictionary<string, string?> states = typeof(OptionalGroupStatesTests).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(attribute => attribute.Key.StartsWith("OptionalGroup.", StringComparison.Ordinal))
            .ToDictionary(attribute => attribute.Key["OptionalGroup.".Length..], attribute => attribute.Value);
        foreach ((string group, string? state) in states)
        {
            output.WriteLine($"Optional group {group} is {state}");
        }

        Assert.Equal(["Azure", "Grpc", "Orleans", "Telemetry"], states.Keys.Order());
        Assert.All(states.Values, state => Assert.Matches("^(on|off: .{8,})$", state));

        // A build without a restore before it has not asked, and would pass for one where nothing is available.
        Assert.DoesNotContain(states.Values, state => state!.Contains("not asked yet", StringComparison.Ordinal));
    }
}
