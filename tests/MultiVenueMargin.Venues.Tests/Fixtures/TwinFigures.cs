using System.Text.Json;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Venues.Tests.Fixtures;

/// <summary>Figures of what another reader made of a message.</summary>
internal static class TwinFigures
{
    public static decimal? Number(this JsonElement twin, string name)
    {
        if (!twin.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        Assert.Equal(NumberRefusal.None, ExactNumber.TryParse(text, out var number));
        return number;
    }

    public static string? Text(this JsonElement twin, string name) =>
        twin.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static void IsNear(decimal expected, decimal actual, decimal tolerance) =>
        Assert.InRange(actual, expected - tolerance, expected + tolerance);

    /// <summary>Where the twin has the figure it is ours. The twin went through a double, so the last digits of a long one are not compared.</summary>
    public static void Agrees(FixtureCase origin, string name, decimal? twin, decimal? ours)
    {
        if (twin is { } expected)
        {
            Assert.True(
                ours is { } actual && Math.Abs(actual - expected) <= Math.Abs(expected) * 1e-14m,
                $"{origin}: {name} is {ours?.ToString() ?? "absent"} here and {expected} there");
        }
    }
}
