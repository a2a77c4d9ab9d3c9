using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Domain.Rules;

/// <summary>The part of <see cref="RuleLint"/> about assets, locations and caps (MARGIN §2).</summary>
internal static class CollateralLint
{
    public static void Check(RuleSet rules, FindingList findings)
    {
        CheckAssets(rules, findings);
        CheckCollateral(rules, findings);
        CheckLocations(rules, findings);
    }

    private static void CheckAssets(RuleSet rules, FindingList findings)
    {
        var assets = rules.Collateral.Assets;
        foreach (var (asset, terms) in assets.OrderBy(entry => entry.Key))
        {
            var path = $"Collateral.Assets[{asset}]";
            if (!findings.Named(asset.IsDefault, path))
            {
                continue;
            }

            RuleLint.CheckTiers(terms.Haircut, $"{path}.Haircut", findings);
            findings.Share(terms.ExcessWeight, $"{path}.ExcessWeight");
            if (findings.Require(
                Enum.IsDefined(terms.Kind), $"{path}.Kind", $"is {terms.Kind}", "Use one of the kinds there are"))
            {
                CheckUnitOf(asset, terms, assets, path, findings);
            }

            findings.Require(
                terms.Kind != AssetKind.Stablecoin || !string.IsNullOrWhiteSpace(terms.Issuer),
                $"{path}.Issuer",
                "is missing",
                "Name who stands behind the stablecoin; the issuer cap adds up by that name");
        }

        findings.Require(
            assets.TryGetValue(Asset.Usd, out var usd) && usd.Kind == AssetKind.Fiat,
            "Collateral.Assets[USD].Kind",
            "does not make the house currency a fiat currency",
            "List USD as fiat; unlisted it would be a coin with a price risk of its own");
    }

    private static void CheckUnitOf(
        Asset asset, AssetTerms terms, IReadOnlyDictionary<Asset, AssetTerms> assets, string path, FindingList findings)
    {
        var at = $"{path}.Unit";
        switch (terms.Kind)
        {
            case AssetKind.Coin:
                findings.Require(
                    terms.Unit is not { } own || own.Code == asset.Code,
                    at,
                    $"is {terms.Unit}",
                    "A coin is its own unit; a claim on another one is wrapped or staked");
                break;
            case AssetKind.Stablecoin or AssetKind.Fiat:
                findings.Require(
                    terms.Unit is null, at, $"is {terms.Unit}", "Stablecoins and fiat currencies belong to no unit");
                break;
            case AssetKind.Wrapped or AssetKind.Staked:
                if (findings.Require(
                    terms.Unit is { IsDefault: false }, at, "is missing", "Name the unit the token is a claim on"))
                {
                    CheckUnderlying(terms, assets, at, findings);
                }

                break;
            default:
                if (findings.Require(
                    terms.Unit is not { IsDefault: true }, at, "is empty", "Name the unit, or leave it out"))
                {
                    CheckUnderlying(terms, assets, at, findings);
                }

                break;
        }
    }

    private static void CheckUnderlying(
        AssetTerms terms, IReadOnlyDictionary<Asset, AssetTerms> assets, string at, FindingList findings) =>
        findings.Require(
            terms.Unit is not { } unit || !assets.TryGetValue(unit.NativeCoin, out var coin) || coin.Kind == AssetKind.Coin,
            at,
            $"is {terms.Unit}, which the rules list as something else than a coin",
            "A unit is named for its coin");

    private static void CheckCollateral(RuleSet rules, FindingList findings)
    {
        findings.Share(rules.Collateral.UnlistedHaircut);
        var bridges = rules.Collateral.BridgeHaircuts;
        foreach (var bridge in Enum.GetValues<BridgeClass>())
        {
            var path = $"Collateral.BridgeHaircuts[{bridge}]";
            if (findings.Require(
                bridges.TryGetValue(bridge, out var haircut), path, "is missing", "Every class of bridge has a haircut"))
            {
                findings.Share(haircut, path);
            }
        }

        foreach (var bridge in bridges.Keys.Where(bridge => !Enum.IsDefined(bridge)).Order())
        {
            findings.Require(
                false, $"Collateral.BridgeHaircuts[{bridge}]", "is no class of bridge", "Use one of the classes there are");
        }

        findings.Share(rules.Collateral.OwnTokenHaircut);
        CheckCap(rules.Collateral.AssetCap, "Collateral.AssetCap", findings);
        CheckCap(rules.Collateral.IssuerCap, "Collateral.IssuerCap", findings);
        CheckCap(rules.Collateral.VenueCap, "Collateral.VenueCap", findings);
    }

    private static void CheckCap(CapRule cap, string path, FindingList findings)
    {
        findings.Within(cap.BaseUsd, 0m, RuleLint.LargestUsd, $"{path}.BaseUsd");
        if (cap.Share is { } share)
        {
            findings.Share(share, $"{path}.Share");
        }
    }

    private static void CheckLocations(RuleSet rules, FindingList findings)
    {
        foreach (var (location, terms) in rules.Locations.OrderBy(entry => entry.Key))
        {
            var path = $"Locations[{location}]";
            findings.Named(location.IsDefault, path);
            findings.Share(terms.Haircut, $"{path}.Haircut");
            findings.Named(terms.OwnToken is { IsDefault: true }, $"{path}.OwnToken");
            findings.Require(
                terms.Grace is not { } grace || grace >= TimeSpan.Zero,
                $"{path}.Grace",
                $"is {terms.Grace}",
                "A time to wait is not negative; leave it out where the venue does not say");
            findings.Named(terms.Model is { IsDefault: true }, $"{path}.Model");
            findings.Share(terms.DriftTolerance, $"{path}.DriftTolerance");
        }
    }
}
