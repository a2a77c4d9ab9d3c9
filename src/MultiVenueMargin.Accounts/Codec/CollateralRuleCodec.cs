using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using static MultiVenueMargin.Accounts.Codec.RuleCodec;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>The rules of collateral: terms of assets and places, bridges, caps.</summary>
public static class CollateralRuleCodec
{
    private const int MostBridgeClasses = 64;

    public static void Write(CanonicalWriter writer, CollateralRules rules)
    {
        writer.Version(1);
        writer.Dictionary(rules.Assets, MostTerms, ValueCodec.Write, Write);
        writer.Decimal(rules.UnlistedHaircut);
        writer.Dictionary(
            rules.BridgeHaircuts, MostBridgeClasses, static (each, bridge) => each.Enum(bridge), static (each, haircut) => each.Decimal(haircut));
        writer.Decimal(rules.OwnTokenHaircut);
        Write(writer, rules.AssetCap);
        Write(writer, rules.IssuerCap);
        Write(writer, rules.VenueCap);
    }

    public static CollateralRules ReadCollateralRules(CanonicalReader reader)
    {
        reader.Version(nameof(CollateralRules), latest: 1);
        return new CollateralRules
        {
            Assets = reader.Dictionary(MostTerms, ReadAsset, ReadAssetTerms),
            UnlistedHaircut = reader.Decimal(),
            BridgeHaircuts = reader.Dictionary(MostBridgeClasses, static each => each.Enum<BridgeClass>(), static each => each.Decimal()),
            OwnTokenHaircut = reader.Decimal(),
            AssetCap = ReadCapRule(reader),
            IssuerCap = ReadCapRule(reader),
            VenueCap = ReadCapRule(reader),
        };
    }

    public static void Write(CanonicalWriter writer, AssetTerms terms)
    {
        writer.Version(1);
        writer.Enum(terms.Kind);
        writer.Optional(terms.Unit, ValueCodec.Write);
        writer.Optional(terms.Issuer, static (each, issuer) => each.String(issuer, LongestText));
        writer.List(terms.Haircut, MostSteps, RuleCodec.Write);
        writer.Decimal(terms.ExcessWeight);
    }

    public static AssetTerms ReadAssetTerms(CanonicalReader reader)
    {
        reader.Version(nameof(AssetTerms), latest: 1);
        return new AssetTerms
        {
            Kind = reader.Enum<AssetKind>(),
            Unit = reader.Optional(ReadRiskUnit),
            Issuer = reader.OptionalObject(static each => each.String(LongestText)),
            Haircut = reader.List(MostSteps, ReadTier),
            ExcessWeight = reader.Decimal(),
        };
    }

    public static void Write(CanonicalWriter writer, LocationTerms terms)
    {
        // Terms without a rule book are written as before there were any, so that their bytes stay what they were.
        var hasModel = terms.Model is not null || terms.DriftTolerance != LocationTerms.UsualDriftTolerance;
        writer.Version(hasModel ? 2 : 1);
        writer.Decimal(terms.Haircut);
        writer.Optional(terms.OwnToken, ValueCodec.Write);
        writer.Optional(terms.Grace);
        if (hasModel)
        {
            writer.Optional(terms.Model, ValueCodec.Write);
            writer.Decimal(terms.DriftTolerance);
        }
    }

    public static LocationTerms ReadLocationTerms(CanonicalReader reader)
    {
        var version = reader.Version(nameof(LocationTerms), latest: 2);
        var terms = new LocationTerms
        {
            Haircut = reader.Decimal(),
            OwnToken = reader.Optional(ReadAsset),
            Grace = reader.OptionalDuration(),
        };
        return version < 2 ? terms : terms with { Model = reader.Optional(ReadModelName), DriftTolerance = reader.Decimal() };
    }

    public static void Write(CanonicalWriter writer, CapRule rule)
    {
        writer.Version(1);
        writer.Decimal(rule.BaseUsd);
        writer.Optional(rule.Share);
    }

    public static CapRule ReadCapRule(CanonicalReader reader)
    {
        reader.Version(nameof(CapRule), latest: 1);
        return new CapRule { BaseUsd = reader.Decimal(), Share = reader.OptionalDecimal() };
    }
}
