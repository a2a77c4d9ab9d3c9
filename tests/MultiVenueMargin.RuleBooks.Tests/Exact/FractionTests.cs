using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.RuleBooks.Tests.Exact;

public sealed class FractionTests
{
    [Fact]
    public void Default_IsZero()
    {
        Assert.Equal(Fraction.Zero, default);
        Assert.Equal(new Fraction(0, 7), default);
        Assert.Equal("0", default(Fraction).ToString());
        Assert.Equal(Fraction.One, default(Fraction) + Fraction.One);
    }

    [Fact]
    public void Fraction_WhenItIsNotInLowestTerms_IsTheSame()
    {
        Assert.Equal(new Fraction(-2, 3), new Fraction(4, -6));
        Assert.Equal(new Fraction(-2, 3).GetHashCode(), new Fraction(4, -6).GetHashCode());
        Assert.Equal("-2/3", new Fraction(4, -6).ToString());
        Assert.True(new Fraction(4, 2).IsWhole);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Fraction(1, 0));
    }

    [Theory]
    [InlineData(7, 2, 3, 4, 3)]
    [InlineData(-7, 2, -4, -3, -3)]
    [InlineData(-8, 2, -4, -4, -4)]
    public void Rounding_GoesWhereItSays(int numerator, int denominator, int down, int up, int toZero)
    {
        var fraction = new Fraction(numerator, denominator);
        Assert.Equal(down, fraction.Floor());
        Assert.Equal(up, fraction.Ceiling());
        Assert.Equal(toZero, fraction.Truncate());
    }

    /// <summary>Against arithmetic on decimals, of numbers small enough for them to be exact.</summary>
    [Fact]
    public void Arithmetic_OnWhatADecimalHolds_AgreesWithIt()
    {
        var numbers = Gen.Choose(-1_000_000, 1_000_000).Select(number => number / 1_000m).ToArbitrary();
        Prop.ForAll(numbers, numbers, (left, right) =>
        {
            var (one, other) = (Fraction.Of(left), Fraction.Of(right));
            Assert.Equal(left + right, (one + other).ToDecimal());
            Assert.Equal(left - right, (one - other).ToDecimal());
            Assert.Equal(left * right, (one * other).ToDecimal());
            Assert.Equal(left < right, one < other);
            Assert.Equal(left >= right, one >= other);
            Assert.Equal(Math.Min(left, right), Fraction.Min(one, other).ToDecimal());
            Assert.Equal(Math.Max(left, right), Fraction.Max(one, other).ToDecimal());
            Assert.Equal(one, right == 0 ? one : one / other * other);
        }).Check(Config.QuickThrowOnFailure.WithReplay(20_261_121, 7));
    }

    [Fact]
    public void ToDecimal_WhenItHasNoEnd_IsCut() => Assert.Equal(0.3333333333333333333333333333m, new Fraction(1, 3).ToDecimal());
}
