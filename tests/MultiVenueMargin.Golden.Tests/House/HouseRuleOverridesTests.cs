using System.Text.Json;
using MultiVenueMargin.Golden.House;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Golden.Tests.House;

public sealed class HouseRuleOverridesTests
{
    [Fact]
    public void Apply_WhenThereIsNothingToOverride_LeavesTheDefaults()
    {
        Assert.Same(RuleSet.Default, Apply("{}"));
        Assert.Same(RuleSet.Default, HouseRuleOverrides.Apply(RuleSet.Default, null));
    }

    [Fact]
    public void Apply_WhenCapsAreOverridden_SetsShareAndBase()
    {
        var collateral = Apply("""{ "cap": { "venue": "0.30", "asset": null, "issuer": { "base": "1000000" } } }""").Collateral;

        Assert.Equal((5_000_000m, 0.30m), (collateral.VenueCap.BaseUsd, collateral.VenueCap.Share));
        Assert.Null(collateral.AssetCap.Share);
        Assert.Equal((1_000_000m, 0.50m), (collateral.IssuerCap.BaseUsd, collateral.IssuerCap.Share));
    }

    [Fact]
    public void Apply_WhenAssetsClassesAndSchedulesAreOverridden_SetsThem()
    {
        var rules = Apply("""
            { "haircut": { "DOGE": "0.4", "BTC": [["10", "0.01"], [null, "0.5"]] }, "range": ["0.1", "0.2", "0.4"],
              "borrow": [["100", "0.01"], [null, "0.02"]], "scan": { "gain_share": "0.5" }, "optional": { "reorg": true }, "fresh": 30 }
            """);

        Assert.Equal(0.4m, Assert.Single(rules.Collateral.TermsOf(new Asset("DOGE")).Haircut).Rate);
        Assert.Equal([new Tier(10m, 0.01m), new Tier(null, 0.5m)], rules.Collateral.TermsOf(new Asset("BTC")).Haircut);
        Assert.Equal([0.1m, 0.2m, 0.4m], rules.UnitClasses.Select(unitClass => unitClass.Range));
        Assert.Equal([new Tier(100m, 0.01m), new Tier(null, 0.02m)], rules.BorrowTiers);
        Assert.Equal(0.5m, rules.Scan.GainShare);
        Assert.True(rules.Scan.Optional.Reorganisation);
        Assert.Equal(TimeSpan.FromSeconds(30), rules.Uncertainty.Fresh);
    }

    /// <summary>Every name changes something: a setter that set nothing would make an override an ignored one.</summary>
    [Fact]
    public void Apply_WhenAnyKnownNameIsOverridden_TheRuleSetIsAnother()
    {
        foreach (var name in HouseRuleOverrides.Names)
        {
            Assert.True(
                new[] { "\"0.123\"", "7", "true", "[\"0.123\", \"0.123\", \"0.123\"]", "[[null, \"0.123\"]]", "{ \"DOGE\": \"0.123\" }" }
                    .Any(value => Changes(name, value)),
                name);
        }
    }

    [Theory]
    [InlineData("""{ "cap": { "galaxy": "0.1" } }""", "/cap/galaxy")]
    [InlineData("""{ "gravity": "9.81" }""", "/gravity")]
    [InlineData("""{ "z": "two" }""", "/z")]
    [InlineData("""{ "range": ["0.1"] }""", "/range")]
    [InlineData("""{ "cap": { "asset": { "floor": 1 } } }""", "/cap/asset/floor")]
    public void Apply_WhenAnOverrideCannotBeMapped_NamesIt(string overrides, string path) =>
        Assert.Equal(path, Assert.Throws<UnmappableInputException>(() => Apply(overrides)).Path);

    private static bool Changes(string name, string value)
    {
        var nested = name.Split('/').Reverse().Aggregate(value, (inner, key) => $"{{ \"{key}\": {inner} }}");
        try
        {
            return Apply(nested) != RuleSet.Default;
        }
        catch (UnmappableInputException)
        {
            return false;
        }
    }

    private static RuleSet Apply(string overrides) =>
        HouseRuleOverrides.Apply(RuleSet.Default, new InputValue(JsonDocument.Parse(overrides).RootElement, string.Empty));
}
