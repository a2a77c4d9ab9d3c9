using MultiVenueMargin.Golden.Vectors;

namespace MultiVenueMargin.Golden.Tests.Vectors;

public sealed class VectorToleranceTests
{
    [Theory]
    [InlineData("exact", "100", "100", true)]
    [InlineData("exact", "100", "100.000001", false)]
    [InlineData("exact integer part (truncate toward zero)", "-3", "-3.99", true)]
    [InlineData("exact integer part (truncate toward zero)", "-3", "-4.0", false)]
    [InlineData("exact (1e-6 USD)", "1", "1.000001", true)]
    [InlineData("exact to 1e-6 USDC, rounded UP (toward +infinity)", "1", "1.0000011", false)]
    [InlineData("1e-8 relative (peer asserts 1e-8 rel; abs 1e-8 when |value|<1e-10)", "1000", "1000.00001", true)]
    [InlineData("1e-8 relative (peer asserts 1e-8 rel; abs 1e-8 when |value|<1e-10)", "1000", "1000.000011", false)]
    [InlineData("1e-8 relative (peer asserts 1e-8 rel; abs 1e-8 when |value|<1e-10)", "0.00000000009", "0.00000001009", true)]
    [InlineData("1e-8 relative (peer asserts 1e-8 rel; abs 1e-8 when |value|<1e-10)", "0.00000000009", "0.0000000101", false)]
    [InlineData("1e-8 relative (peer asserts 1e-8 rel; abs 1e-8 when |value|<1e-10)", "0.0000000001", "0.00000000011", false)]
    [InlineData("1e-14 abs (6-digit truncated values: 1e-6)", "0.645048", "0.6450489", true)]
    [InlineData("1e-14 abs (6-digit truncated values: 1e-6)", "0.645048", "0.6450491", false)]
    [InlineData("1e-14 abs (6-digit truncated values: 1e-6)", "0.6450480", "0.6450489", false)]
    [InlineData("1e-3 abs (peer); reproduced to 1e-6", "5", "5.001", true)]
    [InlineData("1e-3 abs (peer); reproduced to 1e-6", "5", "5.0011", false)]
    [InlineData("20% relative on the two margins (peer)", "100", "120", true)]
    [InlineData("20% relative on the two margins (peer)", "100", "120.1", false)]
    [InlineData("5% of peer_expected", "100", "105", true)]
    [InlineData("rounded to 0.01", "1114.78", "1114.785", true)]
    [InlineData("rounded to 0.01", "1114.78", "1114.786", false)]
    [InlineData("0.01", "10", "10.01", true)]
    [InlineData("1e-28", "1", "1.0000000000000000000000000001", true)]
    public void Tolerance_WhenStatedInWords_AllowsWhatTheySay(string words, string expected, string ours, bool allowed) =>
        Assert.Equal(allowed, VectorTolerance.Read(words)!.Value.Allows(decimal.Parse(expected), decimal.Parse(ours)));

    /// <summary>A printed figure stands for half a step on either side.</summary>
    [Theory]
    [InlineData("48.00", "48.005", true)]
    [InlineData("48.00", "48.0051", false)]
    [InlineData("1000", "1000.5", true)]
    [InlineData("1000", "1000.51", false)]
    public void Tolerance_WhenToThePrecisionOfTheCurrency_AllowsHalfAStepOfWhatIsPrinted(string printed, string ours, bool allowed) =>
        Assert.Equal(allowed, VectorTolerance.Read("currency precision")!.Value.For(printed).Allows(decimal.Parse(printed), decimal.Parse(ours)));

    [Theory]
    [InlineData("about right")]
    [InlineData("")]
    public void Tolerance_WhenItCannotBeUnderstood_IsAbsent(string words) => Assert.Null(VectorTolerance.Read(words));
}
