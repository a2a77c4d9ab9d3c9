using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Testing.Files;

namespace MultiVenueMargin.Files.Tests;

public sealed class RulesFileTests
{
    [Fact]
    public void Rules_WhenTheyExtendTheDefault_ChangeOnlyWhatTheySay()
    {
        var rules = RulesFile.Parse("rules.json", Examples.Bytes(Examples.Rules)).Content!;

        Assert.Equal("acme-1", rules.Version.Code);
        Assert.Equal(5, rules.Scan.GridSteps);
        Assert.True(rules.Scan.Optional.Skew);
        Assert.Equal(RuleSet.Default.Scan.TailMoves, rules.Scan.TailMoves);
        Assert.Equal(0.7m, rules.Collateral.Assets[new("BTC")].ExcessWeight);
        Assert.Equal(RuleSet.Default.Collateral.Assets[new("BTC")].Haircut, rules.Collateral.Assets[new("BTC")].Haircut);
        Assert.False(rules.Collateral.Assets.ContainsKey(new("DAI")));
        Assert.Equal(0.6m, rules.Collateral.VenueCap.Share);
        Assert.Equal(RuleSet.Default.Collateral.VenueCap.BaseUsd, rules.Collateral.VenueCap.BaseUsd);
        Assert.Equal(TimeSpan.FromMinutes(15), rules.Locations[new("deribit")].Grace);
        Assert.Null(rules.Locations[new("binance")].Grace);
        Assert.Equal(new Asset("BNB"), rules.Locations[new("binance")].OwnToken);
        Assert.Equal(RuleSet.Default.States.Ladder, rules.States.Ladder);
    }

    [Fact]
    public void Rules_WhenAMemberIsNull_TakeTheInheritedOneAway()
    {
        var rules = RulesFile.Parse(
            "rules.json",
            Examples.Spoilt(Examples.Rules, "\"venue_cap\": { \"share\": \"0.6\" }", "\"asset_cap\": { \"share\": null }")).Content!;

        Assert.Null(rules.Collateral.AssetCap.Share);
    }

    [Fact]
    public void Rules_WhenAListIsGiven_ReplaceTheInheritedOne()
    {
        var rules = RulesFile.Parse("rules.json", Examples.Spoilt(Examples.Rules, "\"grid_steps\": 5", "\"tail_moves\": [\"-0.5\", 1]")).Content!;

        Assert.Equal([-0.5m, 1m], rules.Scan.TailMoves);
    }

    [Theory]
    [InlineData("\"house-default\"", "\"house\"", "extends", "\"house\" is not a rule set that can be extended")]
    [InlineData("\"grid_steps\": 5", "\"grid_step\": 5", "scan.grid_step", "is not known here")]
    [InlineData("\"grid_steps\": 5", "\"grid_steps\": null", "scan.grid_steps", "is null")]
    [InlineData("\"grid_steps\": 5", "\"grid_steps\": \"4.5\"", "scan.grid_steps", "is 4.5")]
    [InlineData("\"haircut\": \"0.01\", \"grace\"", "\"grace\"", "locations.deribit.haircut", "is missing")]
    [InlineData("\"excess_weight\": \"0.7\"", "\"kind\": \"gold\"", "collateral.assets.BTC.kind", "\"gold\" is not known here")]
    [InlineData("\"excess_weight\": \"0.7\"", "\"haircut\": [ { \"up_to\": \"5\" } ]", "collateral.assets.BTC.haircut[0].rate", "is missing")]
    [InlineData("\"excess_weight\": \"0.7\"", "\"haircut\": []", "collateral.assets.BTC.haircut", "")]
    [InlineData("\"scan\":", "\"initial_margin_factor\": \"0.9\", \"scan\":", "initial_margin_factor", "")]
    [InlineData("\"scan\":", "\"collateral\": {}, \"scan\":", "collateral", "stands there twice")]
    public void Rules_WhenSomethingIsWrong_AreRefusedAtItsPlace(string from, string to, string path, string found)
    {
        var loaded = RulesFile.Parse("rules.json", Examples.Spoilt(Examples.Rules, from, to));

        Assert.Null(loaded.Content);
        var problem = loaded.Problems[0];
        Assert.Equal(path, problem.Path);
        Assert.Contains(found, problem.Found, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Fix);
    }

    [Fact]
    public void Rules_WhenABridgeIsOverridden_KeepTheOthers()
    {
        var rules = RulesFile.Parse(
            "rules.json",
            Examples.Spoilt(Examples.Rules, "\"venue_cap\":", "\"bridge_haircuts\": { \"multisig\": \"0.3\" }, \"venue_cap\":")).Content!;

        Assert.Equal(0.3m, rules.Collateral.BridgeHaircuts[BridgeClass.Multisig]);
        Assert.Equal(0.05m, rules.Collateral.BridgeHaircuts[BridgeClass.LightClient]);
    }
}
