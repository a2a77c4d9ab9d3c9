using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>The rules of the add-ons.</summary>
public static class AddOnRuleCodec
{
    public static void Write(CanonicalWriter writer, AddOnRules rules)
    {
        writer.Version(1);
        writer.Decimal(rules.VegaTermPoints);
        writer.Decimal(rules.VegaTermFullGapDays);
        writer.List(rules.PegTiers, RuleCodec.MostSteps, RuleCodec.Write);
        writer.Decimal(rules.PegCalmAbove);
        writer.Decimal(rules.PegStrainAt);
        writer.Decimal(rules.PegStrainMultiple);
        writer.Decimal(rules.PegBrokenAt);
        writer.Decimal(rules.PegBrokenRate);
        writer.Decimal(rules.RateShock);
        writer.Decimal(rules.ImpactCoefficient);
        writer.Decimal(rules.OptionSpreadOfMark);
        writer.Decimal(rules.OptionSpreadOfUnderlying);
        writer.Decimal(rules.ConcentrationVolumeShare);
        writer.Decimal(rules.ConcentrationBaseDays);
        writer.Decimal(rules.ConcentrationMostDays);
        writer.Decimal(rules.ConcentrationHorizonDays);
        writer.Decimal(rules.ConcentrationMost);
        writer.Decimal(rules.MinimumOnNet);
        writer.Decimal(rules.MinimumOnHedged);
        writer.Decimal(rules.MaximumLossRate);
    }

    public static AddOnRules ReadAddOnRules(CanonicalReader reader)
    {
        reader.Version(nameof(AddOnRules), latest: 1);
        return new AddOnRules
        {
            VegaTermPoints = reader.Decimal(),
            VegaTermFullGapDays = reader.Decimal(),
            PegTiers = reader.List(RuleCodec.MostSteps, RuleCodec.ReadTier),
            PegCalmAbove = reader.Decimal(),
            PegStrainAt = reader.Decimal(),
            PegStrainMultiple = reader.Decimal(),
            PegBrokenAt = reader.Decimal(),
            PegBrokenRate = reader.Decimal(),
            RateShock = reader.Decimal(),
            ImpactCoefficient = reader.Decimal(),
            OptionSpreadOfMark = reader.Decimal(),
            OptionSpreadOfUnderlying = reader.Decimal(),
            ConcentrationVolumeShare = reader.Decimal(),
            ConcentrationBaseDays = reader.Decimal(),
            ConcentrationMostDays = reader.Decimal(),
            ConcentrationHorizonDays = reader.Decimal(),
            ConcentrationMost = reader.Decimal(),
            MinimumOnNet = reader.Decimal(),
            MinimumOnHedged = reader.Decimal(),
            MaximumLossRate = reader.Decimal(),
        };
    }
}
