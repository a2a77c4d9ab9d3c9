using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Accounts.Books;

/// <summary>As <see cref="EqualLines"/>, for positions.</summary>
internal static class EqualPositions
{
    public static IReadOnlyList<Position> Together(List<Position> positions)
    {
        var seen = new Dictionary<Position, int>(positions.Count);
        var together = new List<Position>(positions.Count);
        foreach (var position in positions)
        {
            if (seen.TryGetValue(position, out var index)
                && together[index].Quantity.Value + position.Quantity.Value is <= Quantity.Largest and >= -Quantity.Largest and var sum)
            {
                together[index] = together[index] with { Quantity = new Quantity(sum) };
            }
            else
            {
                seen[position] = together.Count;
                together.Add(position);
            }
        }

        return together;
    }
}
