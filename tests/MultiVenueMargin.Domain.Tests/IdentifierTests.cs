namespace MultiVenueMargin.Domain.Tests;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("BTC-27MAR26-100000-C")]
    [InlineData("0x00000000219ab540356cBB839Cbe05303d7705Fa")]
    [InlineData("币安人生USDT")]
    [InlineData("é")]
    public void IsValid_OfVisibleCharacters_Holds(string text) => Assert.True(Identifier.IsValid(text, 64));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData("a\u00a0b")]
    [InlineData("a\u2028b")]
    [InlineData("a\r\n")]
    [InlineData("a\0")]
    [InlineData("a\u007f")]
    [InlineData("a\u200bb")]
    [InlineData("a\u200d")]
    [InlineData("\u202ea")]
    [InlineData("\ufeffa")]
    [InlineData("a\u00ad")]
    [InlineData("\ue000")]
    [InlineData("🚀")]
    public void IsValid_OfNothingOrWhatCannotBeSeen_DoesNotHold(string? text) => Assert.False(Identifier.IsValid(text, 64));

    [Fact]
    public void IsValid_OfALoneSurrogate_DoesNotHold()
    {
        Assert.False(Identifier.IsValid("a" + '\ud83d', 64));
        Assert.False(Identifier.IsValid("a" + '\ude80', 64));
    }

    [Fact]
    public void IsValid_AtAndBeyondTheLimit_CountsCharacters()
    {
        Assert.True(Identifier.IsValid(new string('x', 8), 8));
        Assert.False(Identifier.IsValid(new string('x', 9), 8));
    }
}
