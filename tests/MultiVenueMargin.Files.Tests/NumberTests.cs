using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Files.Tests;

public sealed class NumberTests
{
    [Fact]
    public void Number_WhenFormattedAndParsed_IsTheSame()
    {
        var numbers = from parts in Gen.Choose(int.MinValue, int.MaxValue).ArrayOf(3)
                      from negative in Gen.Elements(true, false)
                      from scale in Gen.Choose(0, 28)
                      select new decimal(parts[0], parts[1], parts[2], negative, (byte)scale);
        Prop.ForAll(numbers.ToArbitrary(), number =>
        {
            var quoted = Read($"\"{ExactNumber.Format(number)}\"");
            var bare = Read(ExactNumber.Format(number));
            return quoted == number && bare == number && ExactNumber.Format(quoted) == ExactNumber.Format(number);
        }).Check(Config.QuickThrowOnFailure.WithReplay(20_261_121, 7));
    }

    [Fact]
    public void Measured_WhenWrittenAndRead_IsTheSameDouble()
    {
        var numbers = from mantissa in Gen.Choose(-1_000_000_000, 1_000_000_000)
                      from divisor in Gen.Choose(1, int.MaxValue)
                      select (double)mantissa / divisor;
        Prop.ForAll(numbers.ToArbitrary(), number => Measured($"\"{Values.Written(number)}\"").Equals(number)).Check(Config.QuickThrowOnFailure.WithReplay(20_261_121, 7));
    }

    [Fact]
    public void Duration_WhenWrittenAndRead_IsTheSame()
    {
        var durations = Gen.Choose(0, int.MaxValue).Select(ticks => TimeSpan.FromTicks(ticks * 1_000_003L % (3650 * TimeSpan.TicksPerDay)));
        Prop.ForAll(durations.ToArbitrary(), duration => Duration($"\"{Values.Written(duration)}\"") == duration).Check(Config.QuickThrowOnFailure.WithReplay(20_261_121, 7));
    }

    [Theory]
    [InlineData("0s", 0)]
    [InlineData("90s", 90_000)]
    [InlineData("250ms", 250)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("2d", 172_800_000)]
    public void Duration_WhenWrittenWithAUnit_IsRead(string text, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Duration($"\"{text}\""));

    [Theory]
    [InlineData("2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z")]
    [InlineData("2026-03-02T09:00:00.250Z", "2026-03-02T09:00:00.25Z")]
    [InlineData("2026-03-02T09:00:00.1234567Z", "2026-03-02T09:00:00.1234567Z")]
    public void Instant_WhenReadAndWritten_IsTheSame(string text, string written) =>
        Assert.Equal(written, Values.Written(ReadBy($"\"{text}\"", Values.Instant)));

    // 0.1 + 0.2 style slips: the characters of the file are the number, whatever a double would make of them.
    [Theory]
    [InlineData("0.1000000000000000055511151231", "0.1000000000000000055511151231")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("1E-8", "0.00000001")]
    [InlineData("-0.10", "-0.1")]
    public void Number_WhenBare_IsTakenFromItsCharacters(string bare, string expected) =>
        Assert.Equal(expected, ExactNumber.Format(Read(bare)));

    private static decimal Read(string json) => ReadBy(json, Values.Number);

    private static double Measured(string json) => ReadBy(json, Values.Measured);

    private static TimeSpan Duration(string json) => ReadBy(json, Values.Duration);

    private static T ReadBy<T>(string json, Func<JsonCursor, T> read)
    {
        var content = JsonFile.Parse<object>(
            "test.json",
            Encoding.UTF8.GetBytes($$"""{ "schema": "test/1", "value": {{json}} }"""),
            "test/1",
            members => members.Required("value", read)!,
            _ => []);
        Assert.Empty(content.Lines);
        return (T)content.Content!;
    }
}
