using System.Globalization;
using System.Numerics;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Venues.Numbers;

namespace MultiVenueMargin.Venues.Tests.Numbers;

public sealed class FieldReaderTests
{
    private static readonly Config Replayed = Config.QuickThrowOnFailure.WithReplay(20_261_121, 7).WithMaxTest(2_000);

    private static Gen<string> Texts =>
        from negative in Gen.Elements("", "-")
        from whole in Gen.Choose(0, 999_999)
        from digits in Gen.Choose(0, 40)
        from fraction in Gen.Choose(0, 9).ListOf(digits)
        from exponent in Gen.Elements("", "e-6", "E-20", "e3", "e+2", "E0")
        select negative + whole.ToString(CultureInfo.InvariantCulture) + (digits == 0 ? "" : "." + string.Concat(fraction)) + exponent;

    [Theory]
    [InlineData("5.482e-6", "0.000005482")]
    [InlineData("\"5.482e-6\"", "0.000005482")]
    [InlineData("\"0E-20\"", "0")]
    [InlineData("-1.60", "-1.6")]
    [InlineData("\"31.594357699\"", "31.594357699")]
    [InlineData("60.0", "60")]
    public void Number_QuotedOrBare_IsTheSameToTheLastDigit(string json, string expected)
    {
        var fields = new FieldReader();

        Assert.Equal(expected, ExactNumber.Format(fields.Exact(Parse(json), "size")!.Value));
        Assert.Null(fields.Problem);
        Assert.Empty(fields.Remarks);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void Number_WhenNothingStandsThere_IsAbsentAndNotZero(string json)
    {
        var fields = new FieldReader();

        Assert.Null(fields.Owned(Parse(json), "equity"));
        Assert.Null(fields.Problem);
    }

    [Theory]
    [InlineData("\"NaN\"")]
    [InlineData("\"Infinity\"")]
    [InlineData("\"1,000\"")]
    [InlineData("\" 1\"")]
    [InlineData("\"0x10\"")]
    [InlineData("1e999")]
    [InlineData("\"market_price\"")]
    public void Number_WhenItIsNone_IsAProblemThatNamesTheField(string json)
    {
        var fields = new FieldReader();

        Assert.Null(fields.Required(Parse(json), "initial_margin"));
        Assert.Contains("initial_margin", fields.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("[1]")]
    [InlineData("{\"a\":1}")]
    public void Number_WhenSomethingElseStandsThere_IsRefused(string json) => Assert.Throws<JsonException>(() => Parse(json));

    [Fact]
    public void Number_WithMoreDigitsThanAreHeld_IsRoundedInTheCarefulDirectionAndThatIsSaid() =>
        Prop.ForAll(Texts.ToArbitrary(), text =>
        {
            var fields = new FieldReader();
            var (owned, required) = (fields.Owned(new(text), "owned"), fields.Required(new(text), "required"));
            if (fields.Problem is not null)
            {
                return false;
            }

            // By another way: both as whole numbers of 10^-80.
            var exact = Scaled(text);
            var isRounded = fields.Remarks.Any(each => each.Kind == RemarkKind.Rounded);
            return Scaled(ExactNumber.Format(owned!.Value)) <= exact
                && Scaled(ExactNumber.Format(required!.Value)) >= exact
                && isRounded == (owned != required)
                && fields.Remarks.Select(each => each.Field).SequenceEqual(isRounded ? ["owned", "required"] : Array.Empty<string>());
        }).Check(Replayed);

    [Fact]
    public void Exact_WithMoreDigitsThanAreHeld_IsAProblem()
    {
        var fields = new FieldReader();

        Assert.Null(fields.Exact(new("0.12345678901234567890123456789012"), "size"));
        Assert.Contains("size", fields.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Remarks_HoweverManyFieldsAreUnknown_AreBounded()
    {
        var rest = Enumerable.Range(0, 1_000).ToDictionary(i => $"field_{i}", _ => default(JsonElement));
        var fields = new FieldReader();

        fields.Unnamed(rest, new HashSet<string> { "field_0" }, "row");

        Assert.Equal(64, fields.Remarks.Count);
        Assert.Equal("row.field_1", fields.Remarks[0].Field);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("253402300800000")]
    public void Instant_WhenItIsNone_IsAProblem(string text)
    {
        var fields = new FieldReader();

        Assert.Null(fields.Instant(new(text), "timestamp"));
        Assert.Contains("timestamp", fields.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Instant_InMilliseconds_IsThatMoment()
    {
        var expected = new DateTimeOffset(2025, 11, 20, 21, 35, 55, 976, TimeSpan.Zero);

        Assert.Equal(expected, new FieldReader().Instant(new("1763674555976"), "timestamp"));
    }

    private static VenueNumber Parse(string json) => JsonSerializer.Deserialize<VenueNumber>(json);

    private static BigInteger Scaled(string text)
    {
        var parts = text.Split('e', 'E');
        var exponent = parts.Length > 1 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        var point = parts[0].IndexOf('.');
        var fraction = point < 0 ? 0 : parts[0].Length - point - 1;
        return BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * BigInteger.Pow(10, 80 + exponent - fraction);
    }
}
