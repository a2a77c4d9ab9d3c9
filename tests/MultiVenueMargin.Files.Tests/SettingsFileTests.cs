using System.Text;

namespace MultiVenueMargin.Files.Tests;

/// <summary>Settings of a made-up program; those of the real one are held to the same as a list (OperatorSettingsTests).</summary>
public sealed class SettingsFileTests
{
    private static readonly Kettle Cold = new(2, 1 << 20, TimeSpan.FromSeconds(5), "blue");

    private static readonly IReadOnlyList<Setting<Kettle>> Known =
    [
        SettingKind.Count<Kettle>("cups", 1, 9, "how many", kettle => kettle.Cups, (kettle, value) => kettle with { Cups = value }),
        SettingKind.Size<Kettle>("tank.size", 512, 1L << 40, "how large", kettle => kettle.Tank, (kettle, value) => kettle with { Tank = value }, step: 512),
        SettingKind.Duration<Kettle>("tank.boil", TimeSpan.Zero, TimeSpan.FromDays(1), "how long", kettle => kettle.Boil, (kettle, value) => kettle with { Boil = value }),
        SettingKind.Of<Kettle, string>(
            "colour", "blue or red", "what it looks like", colour => colour, text => text is "blue" or "red" ? (text, null) : ("", "hurts the eye"),
            kettle => kettle.Colour, (kettle, value) => kettle with { Colour = value }),
    ];

    [Fact]
    public void File_WhenItNamesSome_LeavesTheOthersAsTheyAre()
    {
        var read = Parse("""{ "schema": "mvm-settings/1", "cups": "7", "tank": { "boil": "1.5m", "size": null }, "colour": "red" }""");

        Assert.Empty(read.Lines);
        Assert.Equal(Cold with { Cups = 7, Boil = TimeSpan.FromSeconds(90), Colour = "red" }, read.Content);
    }

    [Fact]
    public void File_WhenSeveralThingsAreWrong_NamesEachAndChangesNothing()
    {
        var read = Parse("""{ "schema": "mvm-settings/1", "cups": 10, "tank": { "boil": 5, "sise": "1KiB" }, "colour": "green" }""");

        Assert.Null(read.Content);
        Assert.Equal(["colour", "cups", "tank.boil", "tank.sise"], read.Problems.Select(problem => problem.Path).Order());
        Assert.Contains("s.json: colour: hurts the eye. Write blue or red.", read.Lines);
        Assert.Contains("s.json: cups: \"10\" is not allowed here. Write a whole number from 1 to 9.", read.Lines);
    }

    [Theory]
    [InlineData("512B", 512L)]
    [InlineData("1KiB", 1024L)]
    [InlineData("1.5KiB", 1536L)]
    [InlineData("1024GiB", 1L << 40)]
    [InlineData("1025GiB", null)]
    [InlineData("513B", null)]
    [InlineData("0.0001GiB", null)]
    [InlineData("511B", null)]
    [InlineData("1KB", null)]
    [InlineData("1 KiB", null)]
    [InlineData("KiB", null)]
    [InlineData("1024", null)]
    [InlineData("-1KiB", null)]
    [InlineData("99999999999999999999999999GiB", null)]
    public void Size_WhenWrittenWithItsUnit_IsTakenExactlyOrRefused(string text, long? bytes) =>
        Assert.Equal(bytes, Parse($$"""{ "schema": "mvm-settings/1", "tank": { "size": "{{text}}" } }""").Content?.Tank);

    [Fact]
    public void Options_WhenWritten_AreReadAgain()
    {
        var hot = new Kettle(9, 3 << 19, TimeSpan.FromMilliseconds(61_001), "red");

        var text = SettingsFile.Write(hot, Known);

        Assert.Equal(
            """
            {
              "schema": "mvm-settings/1",
              "cups": 9,
              "tank": {
                "size": "1536KiB",
                "boil": "61001ms"
              },
              "colour": "red"
            }
            """.ReplaceLineEndings("\n"),
            text.ReplaceLineEndings("\n"));
        Assert.Equal(hot, Parse(text).Content);
    }

    private static Loaded<Kettle> Parse(string json) => SettingsFile.Parse("s.json", Encoding.UTF8.GetBytes(json), Cold, Known);

    private sealed record Kettle(int Cups, long Tank, TimeSpan Boil, string Colour);
}
