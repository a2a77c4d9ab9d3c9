namespace MultiVenueMargin.Risk.Tests.NaiveEvaluator;

public sealed class BigRationalTests
{
    [Fact]
    public void Sum_OfThirds_IsOne() => Assert.Equal(BigRational.One, BigRational.Of(1, 3) + BigRational.Of(1, 3) + BigRational.Of(-2, -6));

    [Theory]
    [InlineData("0.000000001", "0", "0.00000001")]
    [InlineData("-0.000000001", "-0.00000001", "0")]
    [InlineData("1.23", "1.23", "1.23")]
    [InlineData("-79228162514264337593543950335", "-79228162514264337593543950335", "-79228162514264337593543950335")]
    public void Rounding_ToTheGrid_GoesTheWayItSays(string value, string down, string up)
    {
        BigRational exact = decimal.Parse(value);
        Assert.Equal((BigRational)decimal.Parse(down), BigRational.Down(exact));
        Assert.Equal((BigRational)decimal.Parse(up), BigRational.Up(exact));
    }

    [Fact]
    public void Double_WhenConverted_IsExact()
    {
        Assert.Equal(BigRational.Of(1, 1024), BigRational.FromDouble(Math.Pow(2, -10)));
        Assert.Equal(BigRational.Of(-3_602_879_701_896_397, 36_028_797_018_963_968), BigRational.FromDouble(-0.1));
    }

    [Fact]
    public void Root_OfASquare_IsExactAndOfTwo_HasFortyDigits()
    {
        Assert.Equal((BigRational)12.5m, BigRational.Sqrt(156.25m));
        var off = BigRational.Abs((BigRational.Sqrt(2) * BigRational.Sqrt(2)) - 2);
        Assert.True(off < BigRational.Of(1, System.Numerics.BigInteger.Pow(10, 39)));
    }

    [Fact]
    public void Ceiling_OfACount_IsTheNextWholeNumber()
    {
        Assert.Equal(1, BigRational.Ceiling(BigRational.Of(1, 200)));
        Assert.Equal(5, BigRational.Ceiling(5));
        Assert.Equal(-1, BigRational.Ceiling(BigRational.Of(-3, 2)));
    }

    [Fact]
    public void Text_WhenNegativeAndSmall_KeepsItsSign() => Assert.Equal("-0.500000000000", BigRational.Of(-1, 2).ToString());
}
