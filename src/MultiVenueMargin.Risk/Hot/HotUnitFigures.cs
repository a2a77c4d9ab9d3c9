namespace MultiVenueMargin.Risk.Hot;

/// <summary>A unit's positions as one: Σ Δ$ and Σ Δ$·u, with the sums of their sizes.</summary>
internal readonly record struct HotUnitDelta(double Net, double Gross, double Stale, double GrossStale, int Count);

/// <summary>What a unit requires, and what CREDIT asks of it.</summary>
internal readonly record struct HotUnitFigures(Bounded Requirement, Bounded Scan, Bounded AllDelta);
