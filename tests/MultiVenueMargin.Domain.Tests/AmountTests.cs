using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace MultiVenueMargin.Domain.Tests;

/// <summary>Bounds, checked arithmetic and rounding of <see cref="Usd"/>, <see cref="Quantity"/>, <see cref="Price"/> and <see cref="Rate"/>.</summary>
public sealed class AmountTests
{
    [Theory]
    [InlineData("1.000000001", "1.00000001", "1")]
    [InlineData("-1.000000001", "-1", "-1.00000001")]
    [InlineData("0.0000000000000000000000000001", "0.00000001", "0")]
    [InlineData("-0.0000000000000000000000000001", "0", "-0.00000001")]
    [InlineData("2.12345678", "2.12345678", "2.12345678")]
    [InlineData("-2.12345678", "-2.12345678", "-2.12345678")]
    [InlineData("79228162514264337593.543950335", "79228162514264337593.54395034", "79228162514264337593.54395033")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335", "79228162514264337593543950335")]
    public void Usd_UpAndDown_RoundTowardsTheInfinities(string amount, string up, string down)
    {
        Assert.Equal(NumberRefusal.None, ExactNumber.TryParse(amount, out var number));
        Assert.Equal(up, Usd.Up(number).ToString());
        Assert.Equal(down, Usd.Down(number).ToString());
    }

    [Fact]
    public void Usd_UpAndDown_EncloseTheAmountWithinOneStep() => Prop.ForAll(
        Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(),
        Gen.Choose(0, 20).ToArbitrary(),
        (mantissa, scale) =>
        {
            // Floor and ceiling on the grid, in integers: mantissa·10^8 / 10^scale.
            var (shifted, divisor) = (mantissa * BigInteger.Pow(10, 8), BigInteger.Pow(10, scale));
            var remainder = ((shifted % divisor) + divisor) % divisor;
            var floor = (long)((shifted - remainder) / divisor);
            var ceiling = remainder.IsZero ? floor : floor + 1;
            var amount = new decimal(mantissa) / (decimal)divisor;
            Assert.Equal(floor * Usd.Step, Usd.Down(amount).Amount);
            Assert.Equal(ceiling * Usd.Step, Usd.Up(amount).Amount);
            Assert.Equal(-Usd.Down(amount), Usd.Up(-amount));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithReplay(20_261_121, 7));

    [Fact]
    public void Usd_SumsMinimumAndMaximum_AreWhatTheySay()
    {
        Usd[] amounts = [new(1.5m), new(-2m), new(0.25m)];
        Assert.Equal(new Usd(-0.25m), Usd.Sum(amounts));
        Assert.Equal(Usd.Zero, Usd.Sum([]));
        Assert.Equal(new Usd(1.5m), Usd.Max(amounts[0], amounts[1]));
        Assert.Equal(new Usd(-2m), Usd.Min(amounts[0], amounts[1]));
        Assert.Equal(new Usd(3.5m), amounts[0] - amounts[1]);
        Assert.Equal(new Usd(-0.5m), amounts[0] + amounts[1]);
    }

    [Fact]
    public void Usd_BeyondADecimal_Throws()
    {
        var largest = new Usd(decimal.MaxValue);
        Assert.Throws<OverflowException>(() => largest + new Usd(1m));
        Assert.Throws<OverflowException>(() => -largest - new Usd(1m));
        Assert.Throws<OverflowException>(() => Usd.Sum([largest, largest]));
    }

    [Fact]
    public void Quantity_BeyondItsBounds_Throws()
    {
        var largest = new Quantity(Quantity.Largest);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Quantity(Quantity.Largest + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Quantity(-Quantity.Largest - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => largest + new Quantity(0.0001m));
        Assert.Throws<ArgumentOutOfRangeException>(() => -largest - new Quantity(1m));
        Assert.Equal(Quantity.Zero, largest - largest);
        Assert.Equal(new Quantity(-Quantity.Largest), -largest);
    }

    [Fact]
    public void Price_IsNeverNegativeNorBeyondItsBound()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Price(-0.0000000001m));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Price(Price.Largest + 0.0001m));
        Assert.Equal(0m, new Price(0m).Value);
    }

    [Fact]
    public void Rate_BeyondItsBounds_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rate(1_000.0001m));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rate(-1_000.0001m));
    }
}
