using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Risk.Tests.Properties;

/// <summary>Mostly the rules as written; some with what is off by default switched on, some with other numbers.</summary>
internal static class RandomRules
{
    public static readonly RuleSet AsWritten = RuleSet.Default with
    {
        Locations = World.Locations,
        Collateral = new CollateralRules { Assets = World.Assets },
    };

    public static readonly Gen<RuleSet> Any =
        from hasVenueCap in Draw.Chance(15)
        from cap in Draw.Between(0.1m, 0.5m)
        from hasEvents in Draw.Chance(12)
        from skew in Draw.Chance(15)
        from isOther in Draw.Chance(25)
        from range in Draw.Between(0.8m, 1.6m)
        from gain in Draw.Between(0.2m, 1m)
        from dampener in Draw.LogUniform(1e2, 1e7)
        from gainCap in Draw.LogUniform(1e4, 1e9)
        from initial in Draw.Between(1m, 1.6m)
        select AsWritten with
        {
            Version = new($"random{(hasVenueCap ? "+venue-cap" : string.Empty)}{(hasEvents ? "+events" : string.Empty)}{(skew ? "+skew" : string.Empty)}{(isOther ? $"+range×{range}+gain-{gain}+dampener-{dampener}+gain-cap-{gainCap}" : string.Empty)}"),
            Collateral = AsWritten.Collateral with { VenueCap = hasVenueCap ? new CapRule { Share = cap } : new CapRule() },
            UnitClasses = isOther
                ? [.. UnitClass.Defaults.Select(one => one with { Range = one.Range * range })]
                : UnitClass.Defaults,
            Scan = new ScanRules
            {
                GainShare = isOther ? gain : 0.6m,
                GainCapUsd = isOther ? gainCap : 20_000_000m,
                TailDampenerUsd = isOther ? dampener : 25_000m,
                Optional = new OptionalScenarioRules
                {
                    Skew = skew,
                    VenueLoss = hasEvents,
                    Depeg = hasEvents,
                    Reorganisation = hasEvents,
                },
            },
            InitialMarginFactor = isOther ? initial : 1.25m,
        };
}
