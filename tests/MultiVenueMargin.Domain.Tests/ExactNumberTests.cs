using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace MultiVenueMargin.Domain.Tests;

/// <summary>
/// The oracle is integer arithmetic: a text is an exact fraction n/10^k; an exact number is an integer m below 2^96 over 10^s,
/// s from 0 to 28; rounding takes the finest s that holds the floor or ceiling.
/// </summary>
public sealed class ExactNumberTests
{
    private static readonly BigInteger TwoTo96 = BigInteger.Pow(2, 96);

    // One seed, so that a build says the same thing twice; the long form draws many more.
    private static readonly Config Thorough = Config.QuickThrowOnFailure
        .WithMaxTest(Environment.GetEnvironmentVariable("MVM_FULL") == "1" ? 50_000 : 3_000)
        .WithReplay(20_261_121, 7);

    /// <summary>Sign, digits before and after the point, exponent: up to 60 of each, with runs of zeros and nines.</summary>
    private static readonly Arbitrary<string> Texts = (
        from sign in Gen.Elements("", "-", "+")
        from whole in Digits(1, 60)
        from fraction in Gen.OneOf(Gen.Constant(""), Digits(1, 60).Select(digits => "." + digits))
        from exponent in Gen.OneOf(
            Gen.Constant(""),
            Gen.Choose(-64, 64).Select(power => "e" + power.ToString(CultureInfo.InvariantCulture)),
            Gen.Choose(0, 64).Select(power => "E+" + power.ToString(CultureInfo.InvariantCulture)))
        select sign + whole + fraction + exponent).ToArbitrary();

    private static readonly Arbitrary<string> ShortTexts = (
        from sign in Gen.Elements("", "-", "+")
        from whole in Digits(1, 12)
        from fraction in Gen.OneOf(Gen.Constant(""), Digits(1, 12).Select(digits => "." + digits))
        select sign + whole + fraction).ToArbitrary();

    /// <summary>Integers of up to 256 bits, many of them near a power of two or ten, where decisions change.</summary>
    private static readonly Arbitrary<BigInteger> Integers = (
        from bits in Gen.Choose(1, 256)
        from bytes in Gen.Choose(0, 255).ListOf(32)
        from near in Gen.OneOf(
            Gen.Constant(BigInteger.Zero),
            Gen.Choose(0, 256).Select(power => BigInteger.Pow(2, power)),
            Gen.Choose(0, 60).Select(power => BigInteger.Pow(10, power)))
        from nudge in Gen.Choose(-3, 3)
        from negative in Gen.Elements(true, false)
        let random = new BigInteger([.. bytes.Select(b => (byte)b)], isUnsigned: true) % BigInteger.Pow(2, bits)
        let value = (near.IsZero ? random : near) + nudge
        select negative ? -value : value).ToArbitrary();

    /// <summary>Texts that 64 bits hold are read another way; an exponent of zero takes the same text the long one.</summary>
    [Fact]
    public void TryParse_OfAShortText_IsTheSameInEveryBitAsWithAnExponentOfZero() => Prop.ForAll(ShortTexts, text =>
    {
        Assert.Equal(NumberRefusal.None, ExactNumber.TryParse(text, out var number));
        Assert.Equal(NumberRefusal.None, ExactNumber.TryParse(text + "e0", out var expected));
        Assert.Equal(decimal.GetBits(expected), decimal.GetBits(number));
    }).Check(Thorough);

    [Fact]
    public void TryParse_OfAnyPlainText_AgreesWithIntegerArithmetic() => Prop.ForAll(Texts, text =>
    {
        var (numerator, scale) = Fraction(text);
        foreach (var excess in Enum.GetValues<ExcessDigits>())
        {
            var refusal = ExactNumber.TryParse(text, excess, out var number, out var rounded);
            Assert.Equal(Expected(numerator, scale, excess), (refusal, number, rounded));
        }

        var strict = ExactNumber.TryParse(text, out var exact);
        Assert.Equal(Expected(numerator, scale, ExcessDigits.Refuse), (strict, exact, false));
    }).Check(Thorough);

    [Fact]
    public void TryFromScaled_OfAnyChainAmount_AgreesWithIntegerArithmetic() => Prop.ForAll(
        Integers,
        Gen.Elements(-5, 0, 1, 6, 8, 9, 18, 24, 27, 28, 29, 36, 77, 192).ToArbitrary(),
        (units, decimals) =>
        {
            foreach (var excess in Enum.GetValues<ExcessDigits>())
            {
                var refusal = ExactNumber.TryFromScaled(units, decimals, excess, out var number, out var rounded);
                Assert.Equal(Expected(units, decimals, excess), (refusal, number, rounded));
            }
        }).Check(Thorough);

    [Fact]
    public void Format_OfAnyDecimal_ReadsBackAsItselfWithoutWaste() => Prop.ForAll(
        Integers,
        Gen.Choose(0, 28).ToArbitrary(),
        (units, scale) =>
        {
            var mantissa = BigInteger.Remainder(BigInteger.Abs(units), TwoTo96);
            var number = Decimal(units.Sign < 0 ? -mantissa : mantissa, scale);
            var text = ExactNumber.Format(number);
            Assert.Matches(@"^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$", text);
            Assert.Equal(NumberRefusal.None, ExactNumber.TryParse(text, out var again));
            Assert.Equal(number, again);
        }).Check(Thorough);

    [Fact]
    public void TryParse_WhenOneDigitMoreWouldJustNotFit_RoundsToTheNearestThatDoes()
    {
        var refusal = ExactNumber.TryParse("-79228162514264337593.543950336", ExcessDigits.RoundUp, out var number, out var rounded);

        Assert.Equal((NumberRefusal.None, -79228162514264337593.543950335m, true), (refusal, number, rounded));
    }

    [Theory]
    [InlineData("")]
    public void TryParse_OfNothing_IsEmpty(string text) => Assert.Equal(NumberRefusal.Empty, ExactNumber.TryParse(text, out _));

    [Theory]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("∞")]
    [InlineData("0x1F")]
    [InlineData("1F")]
    [InlineData("1,000")]
    [InlineData("1 000")]
    [InlineData("1_000")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1\n")]
    [InlineData("1\0")]
    [InlineData("\u00a01")]
    [InlineData("١٢٣")]
    [InlineData("１２")]
    [InlineData("−1")]
    [InlineData("--1")]
    [InlineData("+-1")]
    [InlineData("+")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("e5")]
    [InlineData("1e1.5")]
    [InlineData("1e5e5")]
    [InlineData("1e65")]
    [InlineData("1e-65")]
    [InlineData("0e65")]
    [InlineData("1e0000")]
    [InlineData("1e999999999999")]
    [InlineData("$1")]
    [InlineData("1%")]
    [InlineData("(1)")]
    [InlineData("null")]
    [InlineData("true")]
    public void TryParse_OfAnythingElse_IsNotANumberWhateverTheRounding(string text)
    {
        foreach (var excess in Enum.GetValues<ExcessDigits>())
        {
            Assert.Equal(NumberRefusal.NotANumber, ExactNumber.TryParse(text, excess, out var number, out var rounded));
            Assert.Equal((0m, false), (number, rounded));
        }
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.000e-64", "0")]
    [InlineData("+1", "1")]
    [InlineData("007.50", "7.5")]
    [InlineData("1e3", "1000")]
    [InlineData("1.5E-3", "0.0015")]
    [InlineData("1E+003", "1000")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335.000", "-79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("1.00000000000000000000000000000000000000000000000000", "1")]
    [InlineData("100000000000000000000000000000000000000000000e-30", "100000000000000")]
    public void TryParse_OfWhatIsHeldExactly_GivesItBack(string text, string expected)
    {
        Assert.Equal(NumberRefusal.None, ExactNumber.TryParse(text, out var number));
        Assert.Equal(expected, ExactNumber.Format(number));
    }

    [Theory]

    // 50 digits; one digit more than the grid of 10^-28; half a step above the largest.
    [InlineData("1.2345678901234567890123456789012345678901234567890", "1.234567890123456789012345678", "1.2345678901234567890123456790")]
    [InlineData("0.00000000000000000000000000011", "0.0000000000000000000000000001", "0.0000000000000000000000000002")]
    [InlineData("-0.00000000000000000000000000011", "-0.0000000000000000000000000002", "-0.0000000000000000000000000001")]
    [InlineData("0.00000000000000000000000000001", "0", "0.0000000000000000000000000001")]
    [InlineData("-0.00000000000000000000000000001", "-0.0000000000000000000000000001", "0")]
    [InlineData("7.92281625142643375935439503359", "7.9228162514264337593543950335", "7.922816251426433759354395034")]
    public void TryParse_WhenTooPrecise_IsRefusedOrRoundedInTheNamedDirection(string text, string down, string up)
    {
        Assert.Equal(NumberRefusal.TooPrecise, ExactNumber.TryParse(text, out _));
        Assert.Equal(NumberRefusal.None, ExactNumber.TryParse(text, ExcessDigits.RoundDown, out var lower, out var roundedDown));
        Assert.Equal(NumberRefusal.None, ExactNumber.TryParse(text, ExcessDigits.RoundUp, out var upper, out var roundedUp));
        Assert.True(roundedDown && roundedUp);
        Assert.True(lower < upper);
        Assert.StartsWith(down, ExactNumber.Format(lower), StringComparison.Ordinal);
        Assert.Equal(decimal.Parse(up, CultureInfo.InvariantCulture), upper);
    }

    [Fact]
    public void TryParse_RoundedToNothing_IsPlainZeroWithoutASign()
    {
        Assert.Equal(NumberRefusal.None, ExactNumber.TryParse("-1e-40", ExcessDigits.RoundUp, out var number, out var rounded));
        Assert.True(rounded);
        Assert.Equal(decimal.GetBits(0m), decimal.GetBits(number));
    }

    [Theory]
    [InlineData("79228162514264337593543950336")]
    [InlineData("-79228162514264337593543950336")]
    [InlineData("1e29")]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639935")]
    public void TryParse_WhenTooLarge_IsRefusedWhateverTheRounding(string text)
    {
        foreach (var excess in Enum.GetValues<ExcessDigits>())
        {
            Assert.Equal(NumberRefusal.TooLarge, ExactNumber.TryParse(text, excess, out _, out _));
        }
    }

    [Fact]
    public void TryParse_AboveTheLargest_RoundsOnlyTowardsIt()
    {
        const string JustAbove = "79228162514264337593543950335.5";
        Assert.Equal(NumberRefusal.TooPrecise, ExactNumber.TryParse(JustAbove, out _));
        Assert.Equal(NumberRefusal.None, ExactNumber.TryParse(JustAbove, ExcessDigits.RoundDown, out var down, out _));
        Assert.Equal(decimal.MaxValue, down);
        Assert.Equal(NumberRefusal.TooLarge, ExactNumber.TryParse(JustAbove, ExcessDigits.RoundUp, out _, out _));
        Assert.Equal(NumberRefusal.None, ExactNumber.TryParse("-" + JustAbove, ExcessDigits.RoundUp, out var up, out _));
        Assert.Equal(decimal.MinValue, up);
        Assert.Equal(NumberRefusal.TooLarge, ExactNumber.TryParse("-" + JustAbove, ExcessDigits.RoundDown, out _, out _));
    }

    [Fact]
    public void TryParse_OfTenThousandDigits_IsTooLongBeforeAnythingElse()
    {
        Assert.Equal(NumberRefusal.TooLong, ExactNumber.TryParse(new string('9', 10_000), out _));
        Assert.Equal(NumberRefusal.TooLong, ExactNumber.TryParse(new string('x', ExactNumber.LongestText + 1), out _));
        Assert.Equal(NumberRefusal.None, ExactNumber.TryParse(new string('0', ExactNumber.LongestText - 1) + "7", out var seven));
        Assert.Equal(7m, seven);
    }

    [Fact]
    public void TryFromScaled_OfAWholeToken_IsExact()
    {
        // 123.456789012345678901 of a token with 18 decimals.
        Assert.Equal(
            NumberRefusal.None,
            ExactNumber.TryFromScaled(BigInteger.Parse("123456789012345678901"), 18, ExcessDigits.Refuse, out var number, out _));
        Assert.Equal(123.456789012345678901m, number);
    }

    [Theory]
    [InlineData(-65)]
    [InlineData(193)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void TryFromScaled_OfAbsurdDecimals_IsNotANumber(int decimals) =>
        Assert.Equal(NumberRefusal.NotANumber, ExactNumber.TryFromScaled(1, decimals, ExcessDigits.RoundUp, out _, out _));

    [Fact]
    public void TryFromScaled_OfAHostileInteger_IsTooLargeAtOnce() => Assert.Equal(
        NumberRefusal.TooLarge, ExactNumber.TryFromScaled(BigInteger.One << 10_000_000, 192, ExcessDigits.RoundDown, out _, out _));

    [Fact]
    public void TryParse_OfAnUnknownDirection_IsABug() => Assert.Throws<ArgumentOutOfRangeException>(
        () => ExactNumber.TryParse("1", (ExcessDigits)3, out _, out _));

    private static Gen<string> Digits(int least, int most) =>
        from length in Gen.Choose(least, most)
        from digits in Gen.Frequency((3, Gen.Choose('0', '9')), (2, Gen.Constant((int)'0')), (1, Gen.Constant((int)'9'))).ListOf(length)
        select string.Concat(digits.Select(digit => (char)digit));

    /// <summary>The text as numerator over 10^scale, by hand.</summary>
    private static (BigInteger Numerator, int Scale) Fraction(string text)
    {
        var parts = text.TrimStart('+', '-').Split('e', 'E');
        var exponent = parts.Length > 1 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        var number = parts[0].Split('.');
        var fraction = number.Length > 1 ? number[1] : string.Empty;
        var numerator = (number[0] + fraction).Aggregate(BigInteger.Zero, (value, digit) => (value * 10) + (digit - '0'));
        return (text[0] == '-' ? -numerator : numerator, fraction.Length - exponent);
    }

    private static (NumberRefusal Refusal, decimal Number, bool Rounded) Expected(BigInteger numerator, int scale, ExcessDigits excess)
    {
        var denominator = BigInteger.Pow(10, Math.Max(scale, 0));
        numerator *= BigInteger.Pow(10, Math.Max(-scale, 0));
        for (var s = 0; s <= 28; s++)
        {
            var shifted = numerator * BigInteger.Pow(10, s);
            if (shifted % denominator == 0 && BigInteger.Abs(shifted / denominator) < TwoTo96)
            {
                return (NumberRefusal.None, Decimal(shifted / denominator, s), false);
            }
        }

        if (BigInteger.Abs(numerator) / denominator >= TwoTo96)
        {
            return (NumberRefusal.TooLarge, 0m, false);
        }

        if (excess == ExcessDigits.Refuse)
        {
            return (NumberRefusal.TooPrecise, 0m, false);
        }

        // The nearest number that decimal has on the side asked for, over all its scales.
        decimal? best = null;
        var down = excess == ExcessDigits.RoundDown;
        for (var s = 28; s >= 0; s--)
        {
            var shifted = numerator * BigInteger.Pow(10, s);
            var floor = (shifted - (((shifted % denominator) + denominator) % denominator)) / denominator;
            var candidate = down || shifted % denominator == 0 ? floor : floor + 1;
            candidate = BigInteger.Max(BigInteger.Min(candidate, TwoTo96 - 1), 1 - TwoTo96);
            var onTheRightSide = down ? candidate * denominator <= shifted : candidate * denominator >= shifted;
            if (onTheRightSide && Decimal(candidate, s) is var number && (best is null || (down ? number > best : number < best)))
            {
                best = number;
            }
        }

        if (best is { } nearest)
        {
            return (NumberRefusal.None, nearest, true);
        }

        return (NumberRefusal.TooLarge, 0m, false);
    }

    private static decimal Decimal(BigInteger mantissa, int scale)
    {
        // Division by ten is exact as long as the digits fit: a path of its own beside setting bits.
        var value = (decimal)mantissa;
        for (var s = 0; s < scale; s++)
        {
            value /= 10m;
        }

        return value;
    }
}
