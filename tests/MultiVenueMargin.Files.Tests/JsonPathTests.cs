namespace MultiVenueMargin.Files.Tests;

public sealed class JsonPathTests
{
    [Theory]
    [InlineData("Version", "version")]
    [InlineData("Collateral.Assets[BTC].Haircut[0].UpTo", "collateral.assets.BTC.haircut[0].up_to")]
    [InlineData("Instruments[BTC-27MAR26-76000-P].Strike", "instruments[\"BTC-27MAR26-76000-P\"].strike")]
    [InlineData("Units[BTC].History.PriceReturns[12]", "units.BTC.history.price_returns[12]")]
    [InlineData("Broken[", "broken[\"\"]")]
    public void Path_WhenOfTheDomain_IsShownAsInTheFile(string domain, string file) => Assert.Equal(file, JsonPath.OfDomain(domain));
}
