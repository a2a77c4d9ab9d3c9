using MultiVenueMargin.Risk.WhatIf;

namespace MultiVenueMargin.Contracts;

/// <summary>Moves that come all at once, under a name.</summary>
public sealed record StressCase(string Name, IReadOnlyList<Shock> Shocks);
