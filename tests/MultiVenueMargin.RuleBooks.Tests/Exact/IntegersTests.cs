using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.RuleBooks.Tests.Exact;

public sealed class IntegersTests
{
    private static readonly Config Replayed = Config.QuickThrowOnFailure.WithReplay(20_261_121, 7);

    [Theory]
    [InlineData(7, 2, 3, 4)]
    [InlineData(-7, 2, -4, -3)]
    [InlineData(6, 2, 3, 3)]
    [InlineData(-6, 2, -3, -3)]
    [InlineData(0, 2, 0, 0)]
    public void Division_WhenItLeavesARest_GoesWhereItSays(int dividend, int divisor, int down, int up)
    {
        Assert.Equal(down, Integers.FloorDivide(dividend, divisor));
        Assert.Equal(up, Integers.CeilingDivide(dividend, divisor));
    }

    [Fact]
    public void Division_WhenTheDivisorIsNotPositive_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Integers.FloorDivide(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Integers.CeilingDivide(1, -1));
    }

    /// <summary>r² ≤ n &lt; (r + 1)², of numbers far beyond what a double tells apart.</summary>
    [Fact]
    public void SquareRoot_OfAnyNumber_IsTheLargestBelow() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ListOf(5).ToArbitrary(),
        parts =>
        {
            var number = parts.Aggregate(BigInteger.Zero, (sum, part) => (sum << 31) + part);
            var root = Integers.SquareRoot(number);
            Assert.True(root * root <= number && number < (root + 1) * (root + 1), $"{root} of {number}");
        }).Check(Replayed);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(8, 2)]
    [InlineData(9, 3)]
    public void SquareRoot_OfSmallNumbers_IsCut(int number, int root) => Assert.Equal(root, Integers.SquareRoot(number));

    [Theory]
    [InlineData("0.0000000000000000000000000001", 0, 1)]
    [InlineData("4294967295.4294967295", 42_949_672_954_294, 42_949_672_954_295)]
    [InlineData("-2400.00001", -24_000_001, -24_000_000)]
    [InlineData("-2400.0001", -24_000_001, -24_000_001)]
    public void Units_OfADecimal_RoundWhereTheySay(string text, long below, long above)
    {
        Assert.Equal(below, Integers.UnitsDown(decimal.Parse(text), 4));
        Assert.Equal(above, Integers.UnitsUp(decimal.Parse(text), 4));
    }

    /// <summary>The words of a decimal have no sign, whatever their highest bit.</summary>
    [Theory]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335")]
    [InlineData("2400000001")]
    [InlineData("-0.0000000000000000000000000001")]
    [InlineData("9223372036854775808.5")]
    public void Digits_OfADecimal_ComeBack(string text)
    {
        var (digits, scale) = Integers.DigitsOf(decimal.Parse(text));
        Assert.Equal(BigInteger.Parse(text.Replace(".", string.Empty, StringComparison.Ordinal)), digits);
        Assert.Equal(decimal.Parse(text), Integers.ToDecimal(digits, scale));
    }

    [Fact]
    public void ToDecimal_WhenItIsBeyond_Throws() => Assert.Throws<OverflowException>(() => Integers.ToDecimal(BigInteger.Pow(10, 40), 6));
}
