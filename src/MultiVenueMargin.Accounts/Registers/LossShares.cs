using System.Numerics;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Registers;

/// <summary>
/// Who bears a loss: everybody by contribution, exactly. Shares are rounded down to 10^-8 and what that leaves, less than one step for each
/// participant, falls to the largest, of equals the first by name. (Rounded up, a loss of few steps would leave the largest a negative share.)
/// </summary>
internal static class LossShares
{
    /// <summary>Shares that add up to the loss; none where nobody contributed.</summary>
    public static IReadOnlyDictionary<InstitutionId, Usd> Of(Usd loss, IReadOnlyDictionary<InstitutionId, Usd> contributions)
    {
        var shares = new SortedDictionary<InstitutionId, Usd>();
        if (contributions.Count == 0)
        {
            return shares;
        }

        // In whole steps and without a bound, for a product of two amounts is beyond what a decimal holds exactly.
        var total = Steps(Usd.Sum(contributions.Values));
        foreach (var (institution, contribution) in contributions)
        {
            var share = Steps(loss) * Steps(contribution) / total;
            shares.Add(institution, new Usd((decimal)share * Usd.Step));
        }

        var largest = contributions.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key).First().Key;
        shares[largest] += loss - Usd.Sum(shares.Values);
        return shares;
    }

    private static BigInteger Steps(Usd amount) => new(amount.Amount / Usd.Step);
}
