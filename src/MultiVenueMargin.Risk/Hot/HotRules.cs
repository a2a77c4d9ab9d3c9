using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>The parameters of a rule set that the formulas of the hot path take, in double.</summary>
internal sealed class HotRules
{
    public HotRules(RuleSet rules)
    {
        GainShare = Kernel.ToDouble(rules.Scan.GainShare);
        GainCapUsd = Kernel.ToDouble(rules.Scan.GainCapUsd);
        TailDampenerUsd = Kernel.ToDouble(rules.Scan.TailDampenerUsd);
        VegaTermPoints = Kernel.ToDouble(rules.AddOns.VegaTermPoints);
        RateShock = Kernel.ToDouble(rules.AddOns.RateShock);
        ImpactCoefficient = Kernel.ToDouble(rules.AddOns.ImpactCoefficient);
        ConcentrationVolumeShare = Kernel.ToDouble(rules.AddOns.ConcentrationVolumeShare);
        ConcentrationBaseDays = Kernel.ToDouble(rules.AddOns.ConcentrationBaseDays);
        ConcentrationMostDays = Kernel.ToDouble(rules.AddOns.ConcentrationMostDays);
        ConcentrationHorizonDays = Kernel.ToDouble(rules.AddOns.ConcentrationHorizonDays);
        ConcentrationMost = Kernel.ToDouble(rules.AddOns.ConcentrationMost);
        MinimumOnNet = Kernel.ToDouble(rules.AddOns.MinimumOnNet);
        MinimumOnHedged = Kernel.ToDouble(rules.AddOns.MinimumOnHedged);
        PegTiers = new HotTiers(rules.AddOns.PegTiers);
        PegCalmAbove = Kernel.ToDouble(rules.AddOns.PegCalmAbove);
        PegStrainAt = Kernel.ToDouble(rules.AddOns.PegStrainAt);
        PegStrainMultiple = Kernel.ToDouble(rules.AddOns.PegStrainMultiple);
        PegBrokenAt = Kernel.ToDouble(rules.AddOns.PegBrokenAt);
        PegBrokenRate = Kernel.ToDouble(rules.AddOns.PegBrokenRate);
        BorrowTiers = new HotTiers(rules.BorrowTiers);
        InitialMarginFactor = Kernel.ToDouble(rules.InitialMarginFactor);
        ConfidenceMultiple = Kernel.ToDouble(rules.Uncertainty.ConfidenceMultiple);
        Fresh = rules.Uncertainty.Fresh.Ticks;
        Lost = rules.Uncertainty.Lost.Ticks;
        AssetCap = new HotCap(rules.Collateral.AssetCap);
        IssuerCap = new HotCap(rules.Collateral.IssuerCap);
        VenueCap = new HotCap(rules.Collateral.VenueCap);
        Ladder = [.. rules.States.Ladder.Select(level => new HotLevel(level, level.State >= rules.States.NeedsLikelyFrom))];
    }

    public double GainShare { get; }

    public double GainCapUsd { get; }

    public double TailDampenerUsd { get; }

    public double VegaTermPoints { get; }

    public double RateShock { get; }

    public double ImpactCoefficient { get; }

    public double ConcentrationVolumeShare { get; }

    public double ConcentrationBaseDays { get; }

    public double ConcentrationMostDays { get; }

    public double ConcentrationHorizonDays { get; }

    public double ConcentrationMost { get; }

    public double MinimumOnNet { get; }

    public double MinimumOnHedged { get; }

    public HotTiers PegTiers { get; }

    public double PegCalmAbove { get; }

    public double PegStrainAt { get; }

    public double PegStrainMultiple { get; }

    public double PegBrokenAt { get; }

    public double PegBrokenRate { get; }

    public HotTiers BorrowTiers { get; }

    public double InitialMarginFactor { get; }

    public double ConfidenceMultiple { get; }

    /// <summary>In ticks.</summary>
    public long Fresh { get; }

    /// <summary>In ticks.</summary>
    public long Lost { get; }

    public HotCap AssetCap { get; }

    public HotCap IssuerCap { get; }

    public HotCap VenueCap { get; }

    /// <summary>The thresholds of the states, in the rules' order.</summary>
    public HotLevel[] Ladder { get; }
}

/// <summary>A state's thresholds.</summary>
/// <param name="Threshold">In the rules.</param>
/// <param name="NeedsLikely">Whether the likely equity has to be below as well.</param>
internal readonly record struct HotLevel(StateThreshold Threshold, bool NeedsLikely)
{
    public MarginState State => Threshold.State;

    public Bounded EnterBelow { get; } = Bounded.Of(Kernel.ToDouble(Threshold.EnterBelow));

    public Bounded LeaveAt { get; } = Bounded.Of(Kernel.ToDouble(Threshold.LeaveAt));
}

/// <summary>A limit on how much of one name counts.</summary>
/// <param name="Rule">The rule.</param>
internal readonly record struct HotCap(CapRule Rule)
{
    public bool IsOn { get; } = Rule.Share is not null;

    public double BaseUsd { get; } = Kernel.ToDouble(Rule.BaseUsd);

    public double Share { get; } = Kernel.ToDouble(Rule.Share ?? 0m);
}
