using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks.Comparing;

/// <summary>One model beside others on the same book.</summary>
/// <param name="Provenance">Where its rules come from.</param>
/// <param name="Report">What it asks.</param>
/// <param name="Distances">How far each underlying may move before it acts; empty where it acts now.</param>
public sealed record ComparedModel(ModelProvenance Provenance, ModelReport Report, IReadOnlyList<ModelDistance> Distances)
{
    /// <summary>The underlying that may move least before the model acts; absent where none does.</summary>
    public ModelDistance? Nearest => Distances.Where(distance => distance.Nearest is not null).MinBy(distance => Math.Abs(distance.Nearest!.Value));
}
