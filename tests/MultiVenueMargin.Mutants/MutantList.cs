namespace MultiVenueMargin.Mutants;

/// <summary>All mutants, in the order of MARGIN.md, numbered from 1.</summary>
internal static class MutantList
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        .. ValuationMutants.All,
        .. CollateralMutants.All,
        .. ScanMutants.All,
        .. StatisticalMutants.All,
        .. AddOnMutants.All,
        .. AccountMutants.All,
    ];

    /// <summary>The numbers a text such as <c>3,7,20-25</c> names.</summary>
    public static IReadOnlyList<int> Parse(string text)
    {
        var numbers = new List<int>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-');
            var (from, to) = (int.Parse(ends[0]), int.Parse(ends[^1]));
            if (from < 1 || to > All.Count || from > to)
            {
                throw new ArgumentException($"There are mutants 1 to {All.Count}, and no {part}.");
            }

            numbers.AddRange(Enumerable.Range(from, to - from + 1));
        }

        return numbers;
    }
}
