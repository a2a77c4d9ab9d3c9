using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks.Haircuts;

/// <summary>The Basel standard supervisory haircuts, for a holding period of ten days revalued daily.</summary>
public sealed record SupervisoryHaircuts
{
    public static SupervisoryHaircuts Shipped { get; } = RuleBookDocument.Shipped("basel-haircuts").ParametersAs<SupervisoryHaircuts>();

    /// <summary>Days for which the haircuts hold.</summary>
    public required decimal BaseDays { get; init; }

    public required IReadOnlyList<SupervisoryHaircut> Haircuts { get; init; }

    /// <summary>Absent for what the table does not name.</summary>
    public decimal? FindPercent(string asset) => Haircuts.FirstOrDefault(haircut => haircut.Asset == asset)?.Percent;

    /// <summary>For another holding period, or revaluation every so many days: H·√((N_R + T_M − 1)/base).</summary>
    public static double Rescaled(double haircut, double holdingDays, double remarginDays, double baseDays) =>
        haircut * Math.Sqrt((remarginDays + holdingDays - 1) / baseDays);
}
