using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace MultiVenueMargin.Risk.Tests.Valuation;

/// <summary>Numbers on their way into the kernel: what the quick way gives is what the long one gives.</summary>
public sealed class KernelEdgeTests
{
    private const decimal OneWithZeros = 1.0000000000000000000000000000m;

    [Fact]
    public void Double_OfAnyDecimal_IsThatOfItsShortestForm()
    {
        var drawn =
            from low in Gen.Choose(int.MinValue, int.MaxValue)
            from middle in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Choose(0, 1 << 22)), (2, Gen.Choose(int.MinValue, int.MaxValue)))
            from high in Gen.Frequency((5, Gen.Constant(0)), (1, Gen.Choose(int.MinValue, int.MaxValue)))
            from isNegative in Gen.Elements(true, false)
            from scale in Gen.Choose(0, 28)
            from zeros in Gen.Choose(0, 6)
            select Longer(new decimal(low, middle, high, isNegative, (byte)scale), zeros);
        Prop.ForAll(drawn.ToArbitrary(), IsSame).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000).WithReplay(20_261_121, 7));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.000")]
    [InlineData("-0.0")]
    [InlineData("100")]
    [InlineData("100.00")]
    [InlineData("92.80")]
    [InlineData("9007199254740992")]
    [InlineData("9007199254740993")]
    [InlineData("0.9007199254740993")]
    [InlineData("18446744073709551615")]
    [InlineData("18446744073709551616")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("0.0000000000000000000001")]
    [InlineData("0.00000000000000000000010")]
    [InlineData("79228162514264337593543950335")]
    public void Double_AtTheEdgesOfTheQuickWay_IsThatOfItsShortestForm(string number) => Assert.True(IsSame(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture)));

    private static bool IsSame(decimal value)
    {
        var shortest = value / OneWithZeros;
        return decimal.GetBits(shortest).AsSpan().SequenceEqual(decimal.GetBits(Kernel.WithoutTrailingZeros(value)))
            && BitConverter.DoubleToInt64Bits((double)shortest) == BitConverter.DoubleToInt64Bits(Kernel.ToDouble(value));
    }

    /// <summary>The same number with so many zeros behind it, as far as there is room.</summary>
    private static decimal Longer(decimal value, int zeros)
    {
        var one = new decimal((int)BigInteger.Pow(10, zeros), 0, 0, isNegative: false, (byte)zeros);
        return value.Scale + zeros <= 28 && Math.Abs(value) < decimal.MaxValue / 10_000_000 ? value * one : value;
    }
}
