namespace MultiVenueMargin.Risk.RuleBooks.Documents;

/// <summary>How much work the parameters of a rule book may ask for. They come from whoever brings rules along, and no evaluation of a model can be stopped half way.</summary>
public static class RuleBookLimits
{
    /// <summary>Points of a grid of moves, each way. The finest that ships has ten.</summary>
    public const int GridPoints = 200;

    /// <summary>Option series of one underlying that are searched for the cheapest cover: some seconds.</summary>
    public const int CoveredSeries = 96;

    /// <summary>The same of all underlyings of a book together; where they have more, each has its share of it.</summary>
    public const int CoveredSeriesOfBook = 512;
}
