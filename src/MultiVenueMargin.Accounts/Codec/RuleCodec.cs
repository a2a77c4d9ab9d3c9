using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using static MultiVenueMargin.Accounts.Codec.CollateralRuleCodec;
using static MultiVenueMargin.Accounts.Codec.ModelRuleCodec;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>A whole rule set: its parts, and what is small enough to stand here.</summary>
public static class RuleCodec
{
    /// <summary>Places with terms of their own, and assets with theirs.</summary>
    public const int MostTerms = 65_536;

    /// <summary>Classes of underlyings, underlyings of one class, and pairs of them.</summary>
    public const int MostUnits = 65_536;

    /// <summary>Slices of one schedule, steps of a ladder, moves of a scan.</summary>
    public const int MostSteps = 1_024;

    /// <summary>Characters of a text that a person wrote.</summary>
    public const int LongestText = 256;

    /// <summary>Rule books of venues with parameters of their own.</summary>
    public const int MostRuleBooks = 64;

    public static void Write(CanonicalWriter writer, RuleSet rules)
    {
        // Rules without rule books of their own are written as before there were any, so that their bytes stay what they were.
        writer.Record(RecordKind.RuleSet, version: rules.RuleBooks.Count > 0 ? 2 : 1);
        ValueCodec.Write(writer, rules.Version);
        writer.Instant(rules.EffectiveFrom);
        Write(writer, rules.Uncertainty);
        CollateralRuleCodec.Write(writer, rules.Collateral);
        writer.Dictionary(rules.Locations, MostTerms, ValueCodec.Write, CollateralRuleCodec.Write);
        writer.List(rules.UnitClasses, MostUnits, ModelRuleCodec.Write);
        ModelRuleCodec.Write(writer, rules.Scan);
        ModelRuleCodec.Write(writer, rules.Statistical);
        AddOnRuleCodec.Write(writer, rules.AddOns);
        Write(writer, rules.Credit);
        writer.List(rules.BorrowTiers, MostSteps, Write);
        writer.Decimal(rules.InitialMarginFactor);
        Write(writer, rules.States);
        Write(writer, rules.Calls);
        if (rules.RuleBooks.Count > 0)
        {
            writer.Dictionary(rules.RuleBooks, MostRuleBooks, ValueCodec.Write, static (each, text) => each.String(text.Json, RuleBookText.Longest));
        }
    }

    public static RuleSet ReadRuleSet(CanonicalReader reader)
    {
        var version = reader.Record(RecordKind.RuleSet, latest: 2);
        return new RuleSet
        {
            Version = ReadRuleVersion(reader),
            EffectiveFrom = reader.Instant(),
            Uncertainty = ReadUncertaintyRules(reader),
            Collateral = ReadCollateralRules(reader),
            Locations = reader.Dictionary(MostTerms, ReadLocationId, ReadLocationTerms),
            UnitClasses = reader.List(MostUnits, ReadUnitClass),
            Scan = ReadScanRules(reader),
            Statistical = ReadStatisticalRules(reader),
            AddOns = AddOnRuleCodec.ReadAddOnRules(reader),
            Credit = ReadCreditRules(reader),
            BorrowTiers = reader.List(MostSteps, ReadTier),
            InitialMarginFactor = reader.Decimal(),
            States = ReadStateRules(reader),
            Calls = ReadCallRules(reader),
            RuleBooks = version < 2
                ? new Dictionary<ModelName, RuleBookText>()
                : reader.Dictionary(MostRuleBooks, ReadModelName, static each => new RuleBookText(each.String(RuleBookText.Longest))),
        };
    }

    public static void Write(CanonicalWriter writer, Tier tier)
    {
        writer.Optional(tier.UpTo);
        writer.Decimal(tier.Rate);
    }

    public static Tier ReadTier(CanonicalReader reader) => new(reader.OptionalDecimal(), reader.Decimal());

    public static void Write(CanonicalWriter writer, UncertaintyRules rules)
    {
        writer.Version(1);
        writer.Decimal(rules.ConfidenceMultiple);
        writer.Duration(rules.Fresh);
        writer.Duration(rules.Lost);
        writer.Decimal(rules.StableDailyVolatility);
    }

    public static UncertaintyRules ReadUncertaintyRules(CanonicalReader reader)
    {
        reader.Version(nameof(UncertaintyRules), latest: 1);
        return new UncertaintyRules
        {
            ConfidenceMultiple = reader.Decimal(),
            Fresh = reader.Duration(),
            Lost = reader.Duration(),
            StableDailyVolatility = reader.Decimal(),
        };
    }

    public static void Write(CanonicalWriter writer, CreditRules rules)
    {
        writer.Version(1);
        writer.List(rules.Pairs, MostUnits, Write);
        writer.Decimal(rules.CorrelationShare);
        writer.Decimal(rules.Most);
    }

    public static CreditRules ReadCreditRules(CanonicalReader reader)
    {
        reader.Version(nameof(CreditRules), latest: 1);
        return new CreditRules
        {
            Pairs = reader.List(MostUnits, ReadCreditPair),
            CorrelationShare = reader.Decimal(),
            Most = reader.Decimal(),
        };
    }

    public static void Write(CanonicalWriter writer, CreditPair pair)
    {
        ValueCodec.Write(writer, pair.First);
        ValueCodec.Write(writer, pair.Second);
    }

    public static CreditPair ReadCreditPair(CanonicalReader reader) => new(ReadRiskUnit(reader), ReadRiskUnit(reader));

    public static void Write(CanonicalWriter writer, StateRules rules)
    {
        writer.Version(1);
        writer.List(rules.Ladder, MostSteps, Write);
        writer.Enum(rules.NeedsLikelyFrom);
    }

    public static StateRules ReadStateRules(CanonicalReader reader)
    {
        reader.Version(nameof(StateRules), latest: 1);
        return new StateRules
        {
            Ladder = reader.List(MostSteps, ReadStateThreshold),
            NeedsLikelyFrom = reader.Enum<Domain.Books.MarginState>(),
        };
    }

    public static void Write(CanonicalWriter writer, StateThreshold threshold)
    {
        writer.Enum(threshold.State);
        writer.Decimal(threshold.EnterBelow);
        writer.Decimal(threshold.LeaveAt);
    }

    public static StateThreshold ReadStateThreshold(CanonicalReader reader) =>
        new(reader.Enum<Domain.Books.MarginState>(), reader.Decimal(), reader.Decimal());

    public static void Write(CanonicalWriter writer, CallRules rules)
    {
        writer.Version(1);
        writer.Decimal(rules.TargetRatio);
        writer.Decimal(rules.MinimumTransferUsd);
    }

    public static CallRules ReadCallRules(CanonicalReader reader)
    {
        reader.Version(nameof(CallRules), latest: 1);
        return new CallRules { TargetRatio = reader.Decimal(), MinimumTransferUsd = reader.Decimal() };
    }
}
