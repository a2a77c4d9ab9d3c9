using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Risk.RuleBooks.Collateral;

/// <summary>A venue's collateral rates by coin, and the one that stands in where none was published.</summary>
public sealed class CollateralTable
{
    private readonly Dictionary<string, IReadOnlyList<Tier>> _rates = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<Tier> _standIn;

    /// <exception cref="System.Text.Json.JsonException">A coin is listed twice, a rate is not between 0 and 1, or slices do not ascend.</exception>
    public CollateralTable(IReadOnlyList<CoinRates> rates, decimal standIn)
    {
        StandIn = standIn;
        _standIn = Checked("the stand-in", [new CollateralSlice(null, standIn)]);
        foreach (var group in rates)
        {
            var tiers = Checked(string.Join(", ", group.Coins), group.Slices);
            foreach (var coin in group.Coins)
            {
                if (!_rates.TryAdd(coin, tiers))
                {
                    throw new System.Text.Json.JsonException($"{coin} has two collateral rates.");
                }
            }
        }
    }

    /// <summary>Share that counts of a coin for which none was published.</summary>
    public decimal StandIn { get; }

    /// <summary>Coins that count, of an amount of either sign.</summary>
    public decimal Coins(Asset asset, decimal amount) => CollateralValue.Coins(amount, _rates.GetValueOrDefault(asset.Code, _standIn));

    public IEnumerable<ModelGap> GapsOf(IEnumerable<Asset> assets) => assets
        .Where(asset => !_rates.ContainsKey(asset.Code))
        .Select(asset => new ModelGap(asset.Code, $"no collateral rate was published for it; {ExactNumber.Format(StandIn)} stands in"));

    private static List<Tier> Checked(string of, IReadOnlyList<CollateralSlice> slices)
    {
        var ascending = slices.Zip(slices.Skip(1)).All(pair => pair.First.UpTo is { } end && (pair.Second.UpTo is null || pair.Second.UpTo > end));
        return ascending && slices.Count > 0 && slices.All(slice => slice.Rate is >= 0 and <= 1)
            ? [.. slices.Select(slice => new Tier(slice.UpTo, slice.Rate))]
            : throw new System.Text.Json.JsonException($"The collateral slices of {of} must ascend, with rates from 0 to 1.");
    }
}
