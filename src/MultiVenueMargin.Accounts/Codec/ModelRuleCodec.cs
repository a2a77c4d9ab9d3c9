using MultiVenueMargin.Domain.Rules;
using static MultiVenueMargin.Accounts.Codec.RuleCodec;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>The rules of the model of a unit: classes, scan, statistics.</summary>
public static class ModelRuleCodec
{
    public static void Write(CanonicalWriter writer, UnitClass rules)
    {
        writer.Version(1);
        writer.String(rules.Name, LongestText);
        writer.List(rules.Units, MostUnits, ValueCodec.Write);
        writer.Decimal(rules.Range);
        writer.Decimal(rules.DefaultDailyVolatility);
        writer.Decimal(rules.GrossFloorShare);
        writer.Decimal(rules.BasisFloor);
        writer.Decimal(rules.BasisPerYear);
        writer.Decimal(rules.PerpetualBasis);
        writer.Decimal(rules.HalfSpread);
        writer.Decimal(rules.ShortOptionShare);
    }

    public static UnitClass ReadUnitClass(CanonicalReader reader)
    {
        reader.Version(nameof(UnitClass), latest: 1);
        return new UnitClass
        {
            Name = reader.String(LongestText),
            Units = reader.List(MostUnits, ReadRiskUnit),
            Range = reader.Decimal(),
            DefaultDailyVolatility = reader.Decimal(),
            GrossFloorShare = reader.Decimal(),
            BasisFloor = reader.Decimal(),
            BasisPerYear = reader.Decimal(),
            PerpetualBasis = reader.Decimal(),
            HalfSpread = reader.Decimal(),
            ShortOptionShare = reader.Decimal(),
        };
    }

    public static void Write(CanonicalWriter writer, ScanRules rules)
    {
        writer.Version(1);
        writer.Int32(rules.GridSteps);
        writer.Decimal(rules.VolatilityUp);
        writer.Decimal(rules.VolatilityDown);
        writer.Decimal(rules.ShortTermPower);
        writer.Decimal(rules.LongTermPower);
        writer.Decimal(rules.LeastVolatilityUp);
        writer.List(rules.TailMoves, MostSteps, static (each, move) => each.Decimal(move));
        writer.Decimal(rules.TailDampenerUsd);
        writer.Decimal(rules.ExtremeMultiple);
        writer.Decimal(rules.ExtremeWeight);
        writer.Decimal(rules.GainShare);
        writer.Decimal(rules.GainCapUsd);
        Write(writer, rules.Optional);
    }

    public static ScanRules ReadScanRules(CanonicalReader reader)
    {
        reader.Version(nameof(ScanRules), latest: 1);
        return new ScanRules
        {
            GridSteps = reader.Int32(),
            VolatilityUp = reader.Decimal(),
            VolatilityDown = reader.Decimal(),
            ShortTermPower = reader.Decimal(),
            LongTermPower = reader.Decimal(),
            LeastVolatilityUp = reader.Decimal(),
            TailMoves = reader.List(MostSteps, static each => each.Decimal()),
            TailDampenerUsd = reader.Decimal(),
            ExtremeMultiple = reader.Decimal(),
            ExtremeWeight = reader.Decimal(),
            GainShare = reader.Decimal(),
            GainCapUsd = reader.Decimal(),
            Optional = ReadOptionalScenarioRules(reader),
        };
    }

    public static void Write(CanonicalWriter writer, OptionalScenarioRules rules)
    {
        writer.Version(1);
        writer.Bool(rules.Skew);
        writer.Decimal(rules.SkewRotation);
        writer.Bool(rules.VenueLoss);
        writer.Bool(rules.Depeg);
        writer.List(rules.DepegPrices, MostSteps, static (each, price) => each.Decimal(price));
        writer.Bool(rules.Reorganisation);
    }

    public static OptionalScenarioRules ReadOptionalScenarioRules(CanonicalReader reader)
    {
        reader.Version(nameof(OptionalScenarioRules), latest: 1);
        return new OptionalScenarioRules
        {
            Skew = reader.Bool(),
            SkewRotation = reader.Decimal(),
            VenueLoss = reader.Bool(),
            Depeg = reader.Bool(),
            DepegPrices = reader.List(MostSteps, static each => each.Decimal()),
            Reorganisation = reader.Bool(),
        };
    }

    public static void Write(CanonicalWriter writer, StatisticalRules rules)
    {
        writer.Version(1);
        writer.Decimal(rules.Decay);
        writer.Int32(rules.MostScenarios);
        writer.Int32(rules.HorizonDays);
        writer.Decimal(rules.LeastScaling);
        writer.Decimal(rules.MostScaling);
        writer.Decimal(rules.ValueAtRiskTail);
        writer.Decimal(rules.ShortfallTail);
        writer.Decimal(rules.StressWeight);
        writer.Decimal(rules.BufferShare);
        writer.Decimal(rules.ReleaseAbove);
        writer.Int32(rules.ReleaseLookbackDays);
        writer.Int32(rules.ReleaseDays);
        writer.Int32(rules.RebuildDays);
    }

    public static StatisticalRules ReadStatisticalRules(CanonicalReader reader)
    {
        reader.Version(nameof(StatisticalRules), latest: 1);
        return new StatisticalRules
        {
            Decay = reader.Decimal(),
            MostScenarios = reader.Int32(),
            HorizonDays = reader.Int32(),
            LeastScaling = reader.Decimal(),
            MostScaling = reader.Decimal(),
            ValueAtRiskTail = reader.Decimal(),
            ShortfallTail = reader.Decimal(),
            StressWeight = reader.Decimal(),
            BufferShare = reader.Decimal(),
            ReleaseAbove = reader.Decimal(),
            ReleaseLookbackDays = reader.Int32(),
            ReleaseDays = reader.Int32(),
            RebuildDays = reader.Int32(),
        };
    }
}
