using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Testing.Files;

namespace MultiVenueMargin.Files.Tests;

public sealed class MarketFileTests
{
    [Fact]
    public void Market_WhenRead_SaysWhatTheFileSays()
    {
        var market = MarketFile.Parse("market.json", Examples.Bytes(Examples.Market)).Content!;

        Assert.Equal(new MarketVersion("test/1"), market.Version);
        Assert.Equal(market.AsOf, market.Prices[new("USDT")].AsOf);
        Assert.Equal(market.AsOf - TimeSpan.FromSeconds(1), market.Prices[new("BTC")].AsOf);
        Assert.Equal(new Perpetual(new("BTC-PERPETUAL"), new("BTC"), ContractStyle.Inverse, Asset.Usd, 10m), market.Instruments[new("BTC-PERPETUAL")]);
        var option = Assert.IsType<EuropeanOption>(market.Instruments[new("BTC-27MAR26-76000-P")]);
        Assert.Equal((OptionRight.Put, new Price(76_000m)), (option.Right, option.Strike));
        Assert.Equal(0.481, market.Marks[option.Id].ImpliedVolatility);
        Assert.Null(market.Marks[option.Id].PredictedFunding);
        Assert.Equal([-0.00001], market.Units[new("BTC")].History!.VolatilityReturns.Skip(1));
        Assert.IsType<SviSmile>(market.Units[new("BTC")].Smiles[new DateTimeOffset(2026, 4, 24, 8, 0, 0, TimeSpan.Zero)]);
        Assert.Null(market.Units[new("ETH")].History);
        Assert.True(market.StressFlag);
    }

    [Theory]
    [InlineData("\"perpetual\"", "\"swap\"", "instruments[\"BTC-PERPETUAL\"].type", "\"swap\" is not known here", "Write one of spot, perpetual, future, option")]
    [InlineData("\"inverse\", \"multiplier\"", "\"quanto\", \"multiplier\"", "instruments[\"BTC-PERPETUAL\"].style", "\"quanto\" is not known here", "Write one of linear, inverse")]
    [InlineData("\"put\"", "\"straddle\"", "instruments[\"BTC-27MAR26-76000-P\"].right", "\"straddle\" is not known here", "Write one of call, put")]
    [InlineData(", \"strike\": \"76000\"", "", "instruments[\"BTC-27MAR26-76000-P\"].strike", "is missing", "Add \"strike\"")]
    [InlineData("\"base\": \"BTC\", ", "\"base\": \"BTC\", \"strike\": 1, ", "instruments.BTCUSDT.strike", "is not known here", "Remove it; known are type, base, quote")]
    [InlineData("\"style\": \"linear\", \"quote\": \"USDT\"", "\"style\": \"linear\"", "instruments[\"BTC-26JUN26\"].quote", "is missing", "Add \"quote\"")]
    [InlineData("\"BTC-PERPETUAL\": { \"mark\"", "\"BTC-PERP\": { \"mark\"", "marks[\"BTC-PERP\"]", "marks an instrument that is not listed", "Add it to \"instruments\"")]
    [InlineData("\"0.481\"", "\"NaN\"", "marks[\"BTC-27MAR26-76000-P\"].implied_volatility", "\"NaN\" is not a plain decimal number", "Write plain decimal digits")]
    [InlineData("\"0.481\"", "\"48.1e9\"", "marks[\"BTC-27MAR26-76000-P\"].implied_volatility", "is 48100000000", "a measured figure, between")]
    [InlineData("\"confidence\": \"0.0001\"", "\"confidence\": \"5000\"", "prices.BTC.confidence", "is 5000", "a share")]
    [InlineData("0.01, -0.02", "0.01, 1e-999", "units.BTC.history.price_returns[1]", "\"1e-999\" is not a plain decimal number", "no exponent beyond")]
    [InlineData("\"svi\": {", "\"points\": [], \"svi\": {", "units.BTC.smiles[\"2026-04-24T08:00:00Z\"]", "neither or both", "Write either")]
    [InlineData("\"2026-04-24T08:00:00Z\"", "\"2026-03-27T08:00:00.0Z\"", "units.BTC.smiles[\"2026-03-27T08:00:00.0Z\"]", "means the same as \"2026-03-27T08:00:00Z\"", "Keep one of the two")]
    [InlineData("\"2026-04-24T08:00:00Z\"", "\"April\"", "units.BTC.smiles.April", "is not an instant in UTC", "such as")]
    [InlineData("\"stress_flag\": true", "\"stress_flag\": \"yes\"", "stress_flag", "is the text \"yes\"", "Write true or false")]
    [InlineData("\"mark\": \"88250\"", "\"mark\": \"-88250\"", "prices.BTC.mark", "is -88250", "a price, between 0 and")]
    [InlineData("\"multiplier\": \"10\"", "\"multiplier\": \"0\"", "instruments[\"BTC-PERPETUAL\"].multiplier", "is 0", "")]
    [InlineData("\"USD\": { \"mark\": \"1\" }", "\"USD\": { \"mark\": \"2\" }", "prices.USD.mark", "is 2", "The house currency is worth 1 of itself")]
    public void Market_WhenOneValueIsBad_IsRefusedAtItsPlace(string from, string to, string path, string found, string fix)
    {
        var loaded = MarketFile.Parse("market.json", Examples.Spoilt(Examples.Market, from, to));

        Assert.Null(loaded.Content);
        var problem = loaded.Problems[0];
        Assert.Equal(path, problem.Path);
        Assert.Contains(found, problem.Found, StringComparison.Ordinal);
        Assert.Contains(fix, problem.Fix, StringComparison.Ordinal);
    }
}
