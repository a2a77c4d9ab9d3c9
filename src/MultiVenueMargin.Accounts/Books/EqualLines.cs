using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Accounts.Books;

/// <summary>
/// Two venue accounts at one place may tell the same to the last digit at the same moment. A book in which an entry comes twice is
/// refused as a mistake, so they are added up; entries that differ in anything stay as they are.
/// </summary>
internal static class EqualLines
{
    public static IReadOnlyList<CollateralLine> Together(List<CollateralLine> lines)
    {
        if (lines.Count < 2)
        {
            return lines;
        }

        var seen = new Dictionary<CollateralLine, int>(lines.Count);
        var together = new List<CollateralLine>(lines.Count);
        foreach (var line in lines)
        {
            if (seen.TryGetValue(line, out var index) && Sum(together[index], line) is { } sum)
            {
                together[index] = sum;
            }
            else
            {
                seen[line] = together.Count;
                together.Add(line);
            }
        }

        return together;
    }

    /// <summary>Absent where together they are more than one line may be: the second then stands for itself, and is named.</summary>
    private static CollateralLine? Sum(CollateralLine line, CollateralLine other)
    {
        var (balance, profit, owed) = (
            line.Balance.Value + other.Balance.Value,
            line.UnrealisedProfit.Value + other.UnrealisedProfit.Value,
            line.Owed.Value + other.Owed.Value);
        return Math.Abs(balance) + Math.Abs(profit) + Math.Abs(owed) > Quantity.Largest
            ? null
            : line with { Balance = new Quantity(balance), UnrealisedProfit = new Quantity(profit), Owed = new Quantity(owed) };
    }
}
