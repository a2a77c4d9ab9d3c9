using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.RuleBooks.Comparing;

/// <summary>One figure that a venue reported beside the one that our replica of its rules gives.</summary>
/// <param name="Name"><c>equity</c>, <c>initial margin</c>, <c>maintenance margin</c>, or the component as the venue calls it.</param>
/// <param name="Reported">What the venue said; absent where it says nothing of it.</param>
/// <param name="Modelled">What the rules as we know them give; absent where they know no such component.</param>
/// <param name="Drifts">Whether they lie further apart than the tolerance; never where one of them is absent.</param>
public sealed record FigureDrift(string Name, Usd? Reported, Usd? Modelled, bool Drifts)
{
    /// <summary>Modelled − reported.</summary>
    public Usd? Difference => Modelled - Reported;

    /// <summary>The difference as a share of what the venue reported; absent where it reported zero.</summary>
    public decimal? Share => Difference is { } difference && Reported is { } reported && reported != Usd.Zero
        ? difference.Amount / Math.Abs(reported.Amount)
        : null;
}
