using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Tests.Properties;

namespace MultiVenueMargin.Risk.Tests.Hot;

/// <summary>Markets that a book is evaluated on later than on its own.</summary>
internal static class HotTicks
{
    /// <summary>History is the statistical version's, which is held between compilations: without it a tick changes nothing else.</summary>
    public static BookCase WithoutHistory(BookCase drawn) => drawn with
    {
        Market = drawn.Market with
        {
            Units = drawn.Market.Units.ToDictionary(unit => unit.Key, unit => unit.Value with { History = null }),
        },
    };

    public static IEnumerable<BookCase> Of(BookCase drawn)
    {
        foreach (var (factor, seconds) in new[] { (1.0001m, 1), (0.93m, 20), (1.31m, 90), (1m, 1_900) })
        {
            yield return drawn with
            {
                Market = drawn.Market with
                {
                    Version = new MarketVersion($"tick-{seconds}"),
                    AsOf = drawn.Market.AsOf.AddSeconds(seconds),
                    Prices = drawn.Market.Prices.ToDictionary(
                        price => price.Key, price => price.Value with { Mark = Moved(price.Value.Mark, IsPegged(price.Key) ? 1m - ((factor - 1m) / 40) : factor) }),
                    Marks = drawn.Market.Marks.ToDictionary(mark => mark.Key, mark => mark.Value with
                    {
                        Mark = mark.Value.Mark is { } price ? Moved(price, factor * 1.001m) : null,
                        Forward = mark.Value.Forward is { } forward ? Moved(forward, factor) : null,
                        ImpliedVolatility = mark.Value.ImpliedVolatility * (double)factor,
                        PredictedFunding = mark.Value.PredictedFunding is { } rate ? new Rate(-rate.Value) : null,
                    }),
                },
            };
        }
    }

    private static bool IsPegged(Asset asset) => World.Stablecoins.Contains(asset) || asset == Asset.Usd;

    private static Price Moved(Price price, decimal factor) => new(Draw.Significant((double)(price.Value * factor), 9));
}
