using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.RuleBooks.Comparing;

/// <summary>
/// What a venue says of an account there beside what our replica of its rules says (MARGIN §7). A venue that is right and rules
/// that we read wrongly, or a position that we do not know of, both look like this: it is to be looked into, not averaged away.
/// </summary>
public sealed record ModelDrift
{
    public required LocationId Venue { get; init; }

    public required ModelName Model { get; init; }

    /// <summary>How old the venue's words are; a market that moved since explains a part.</summary>
    public required TimeSpan Age { get; init; }

    /// <summary>How far figures may lie apart, as a share of what the venue reported.</summary>
    public required decimal Tolerance { get; init; }

    /// <summary>Equity and both margins first, then components.</summary>
    public required IReadOnlyList<FigureDrift> Figures { get; init; }

    /// <summary>What could make them differ and is known to be missing here.</summary>
    public required IReadOnlyList<ModelGap> Missing { get; init; }

    /// <summary>Beyond tolerance somewhere.</summary>
    public bool IsRaised => Figures.Any(figure => figure.Drifts);
}
