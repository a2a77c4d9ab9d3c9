using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.RuleBooks.Comparing;

/// <summary>A book laid out over rule books, and what that costs.</summary>
/// <param name="Name">How it is laid out, in words.</param>
/// <param name="Parts">Every part with its rules; one part is the whole book in one place.</param>
/// <param name="HouseMaintenance">What the house asks of the whole book, everything netted.</param>
public sealed record BookSplit(string Name, IReadOnlyList<SplitPart> Parts, Usd HouseMaintenance)
{
    public Usd Initial => Usd.Sum(Parts.Select(part => part.Initial));

    public Usd Maintenance => Usd.Sum(Parts.Select(part => part.Maintenance));

    /// <summary>
    /// Margin that this layout takes beyond what the house asks of the whole: netting that is lost because no venue sees the other
    /// leg, and rules that are stricter. Negative: its rules ask less than the house does.
    /// </summary>
    public Usd Trapped => Maintenance - HouseMaintenance;

    /// <summary>Whether every part's rules know all that is in it; a layout that leaves something out looks cheaper than it is.</summary>
    public bool CoversAll => Parts.All(part => part.NotCovered == 0);
}
