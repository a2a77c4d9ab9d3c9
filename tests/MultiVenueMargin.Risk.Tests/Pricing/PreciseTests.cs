namespace MultiVenueMargin.Risk.Tests.Pricing;

/// <summary>
/// The reference itself, against published digits: constants from OEIS (A002162, A000796, A001113, A002392), the normal
/// distribution through the well-known expansions of erf(1) and erf(1/√2).
/// </summary>
public sealed class PreciseTests
{
    [Fact]
    public void Ln2_WhenComputed_HasPublishedDigits() =>
        AssertDigits("0.693147180559945309417232121458176568075500134360255254120680009493393621969694715605863327", Precise.Ln2);

    [Fact]
    public void Pi_WhenComputed_HasPublishedDigits() =>
        AssertDigits("3.141592653589793238462643383279502884197169399375105820974944592307816406286208998628034825", Precise.Pi);

    [Fact]
    public void Exp_WhenOne_HasPublishedDigits() =>
        AssertDigits("2.718281828459045235360287471352662497757247093699959574966967627724076630353547594571382178", Precise.Exp(Precise.One));

    [Fact]
    public void Log_WhenTen_HasPublishedDigits() =>
        AssertDigits("2.302585092994045684017991454684364207601101488628772976033327900967572609677352480235997205", Precise.Log(Precise.Of(10)));

    [Fact]
    public void NormalCumulative_WhenOneSigma_HasPublishedDigits() =>
        // erf(1/√2) = 0.68268949213708589717046509126407584495582593345320878197478890048598...
        AssertDigits("0.68268949213708589717046509126407584495582593345320878197", (Precise.NormalCumulative(Precise.One) * 2) - Precise.One);

    [Fact]
    public void NormalCumulative_WhenArgumentIsRootTwo_HasPublishedDigits() =>
        // erf(1) = 0.842700792949714869341220635082609259296066997966302908459937897834717254096...
        AssertDigits("0.84270079294971486934122063508260925929606699796630290845", (Precise.NormalCumulative(Precise.Sqrt(Precise.Of(2))) * 2) - Precise.One);

    [Theory]
    [InlineData("0.000001")]
    [InlineData("0.7")]
    [InlineData("3.25")]
    [InlineData("812345.678")]
    public void Exp_WhenAppliedToLog_ReturnsTheNumber(string text)
    {
        Precise x = Precise.Parse(text);
        Assert.True(Precise.Abs(Precise.Exp(Precise.Log(x)) - x) < Precise.Parse("0." + new string('0', 100) + "1"));
    }

    [Fact]
    public void NormalCumulative_WhenSeriesHandsOverToFraction_DoesNotJump()
    {
        // N(15 + h) − N(15) = h·φ(15) − h²/2·15·φ(15) + … across the seam, h = 1e-20.
        Precise h = Precise.Parse("0.00000000000000000001");
        Precise at = Precise.Of(15);
        Precise step = Precise.NormalCumulative(at + h) - Precise.NormalCumulative(at);
        Precise expected = h * Precise.NormalDensity(at) * (Precise.One - (h * at / 2));
        Assert.True(Precise.Abs(step - expected) < Precise.Parse("0." + new string('0', 62) + "1"));
    }

    private static void AssertDigits(string digits, Precise value) => Assert.StartsWith(digits[..^1], value.ToString());
}
