using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Testing;
using MultiVenueMargin.Testing.Files;

namespace MultiVenueMargin.Files.Tests;

public sealed class WhatIfFileTests
{
    [Fact]
    public void WhatIf_WhenRead_SaysWhatTheFileSays()
    {
        var proposal = WhatIfFile.Parse("what-if.json", Examples.Bytes(Examples.WhatIf)).Content!;

        var trade = Assert.Single(proposal.Trades);
        Assert.Equal((new Quantity(-1000m), new Money(4.5m, new("USDT")), PoolId.Cross), (trade.Quantity, trade.Fee, trade.Pool));
        var transfer = Assert.Single(proposal.Transfers);
        Assert.Equal((PoolId.Cross, new PoolId("gamma")), (transfer.FromPool, transfer.ToPool));
        Assert.Equal(
            new (Factor, decimal)[]
            {
                (new PriceFactor(new("BTC")), -0.2m),
                (new VolatilityFactor(new("BTC")), 0.5m),
                (new BasisFactor(new("BTC")), -0.01m),
                (new PegFactor(new("USDT")), -0.03m),
                (new VenueLossFactor(new("binance")), -1m),
            },
            proposal.Shocks.Select(shock => (shock.Factor, shock.Move)));
        Assert.Null(proposal.Rules);
    }

    [Theory]
    [InlineData("\"volatility\", \"of\"", "\"vol\", \"of\"", "shocks[1].factor", "\"vol\" is not known here")]
    [InlineData("\"of\": \"BTC\", \"move\": \"-0.2\"", "\"of\": \"BTC\"", "shocks[0].move", "is missing")]
    [InlineData("\"of\": \"binance\"", "\"of\": \"binance\", \"move\": \"-1\"", "shocks[4].move", "is not known here")]
    [InlineData("\"amount\": \"4.5\", ", "", "trades[0].fee.amount", "is missing")]
    [InlineData("\"quantity\": \"-1000\"", "\"quantity\": \"all\"", "trades[0].quantity", "\"all\" is not a plain decimal number")]
    [InlineData("\"trades\":", "\"rules\": 5, \"trades\":", "rules", "is the number 5")]
    [InlineData("\"trades\":", "\"rules\": \"missing.json\", \"trades\":", "rules", "missing.json: is not there")]
    public void WhatIf_WhenOneValueIsBad_IsRefusedAtItsPlace(string from, string to, string path, string found)
    {
        var loaded = WhatIfFile.Parse("what-if.json", Examples.Spoilt(Examples.WhatIf, from, to));

        var problem = Assert.Single(loaded.Problems);
        Assert.Equal(path, problem.Path);
        Assert.Contains(found, problem.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_WhenItNamesRules_FindsThemBesideItself()
    {
        using var folder = new TemporaryFolder();
        folder.Write("tighter.json", Examples.Rules);
        var file = folder.Write("what-if.json", """{ "schema": "mvm-what-if/1", "rules": "tighter.json" }""");

        Assert.Equal("acme-1", WhatIfFile.Load(file).Content!.Rules!.Version.Code);
    }
}
