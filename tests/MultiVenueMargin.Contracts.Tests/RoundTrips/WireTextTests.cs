using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Contracts.Reading;

namespace MultiVenueMargin.Contracts.Tests.RoundTrips;

public sealed class WireTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.55, "0.55")]
    [InlineData(-1e-5, "-0.00001")]
    [InlineData(1.5e-7, "0.00000015")]
    [InlineData(123456789, "123456789")]
    [InlineData(1e16, "10000000000000000")]
    [InlineData(-1.25e17, "-125000000000000000")]
    public void Measured_WhenWritten_HasNoExponent(double measured, string text) => Assert.Equal(text, WireText.Of(measured));

    [Fact]
    public void Measured_WhenWritten_ReadsAsTheSameDouble() => Prop.ForAll(
        DrawnValues.Any,
        drawn =>
        {
            var number = drawn.Of<double>();
            var text = WireText.Of(number);
            Assert.DoesNotContain("E", text, StringComparison.Ordinal);
            Assert.Equal(number, double.Parse(text, CultureInfo.InvariantCulture));
            Assert.Equal(number, WireReader.Read(text, (at, _) => at.Measured("", text)).Value);
        }).Check(DrawnValues.Thorough);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Measured_WhenItIsNoNumber_IsNotWritten(double measured) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WireText.Of(measured));
}
