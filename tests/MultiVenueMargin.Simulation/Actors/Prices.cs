using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Simulation.Actors;

/// <summary>What sources say of prices: a random walk, a crash now and then, and one venue that is far out.</summary>
internal sealed class Prices(Setting setting, Random random, Sometimes sometimes)
{
    private readonly Dictionary<Asset, decimal> _prices = new()
    {
        [Street.Btc] = 100_000m,
        [Street.Eth] = 4_000m,
        [Street.Usdc] = 1m,
    };

    public decimal Of(Asset asset) => _prices[asset];

    public void Move()
    {
        foreach (var coin in (Asset[])[Street.Btc, Street.Eth])
        {
            var move = (random.NextDouble() - 0.5) * 2 * setting.Swing;
            var quiet = setting.IsRuinous ? 12 : 60;
            if (random.Next(quiet) == 0)
            {
                move = -0.35;
                sometimes.Seen("market: crash");
            }
            else if (random.Next(quiet) == 0)
            {
                move = 0.35;
            }

            _prices[coin] = Math.Clamp(Math.Round(_prices[coin] * (decimal)(1 + move), 2), 10m, 10_000_000m);
        }

        if (random.Next(40) == 0)
        {
            _prices[Street.Usdc] = random.Next(2) == 0 ? 1m : 0.97m;
        }
    }

    public MarketBatch Batch(Asset coin, DateTimeOffset now)
    {
        var outlying = random.Next(8) == 0 ? random.Next(Street.Sources.Length) : -1;
        if (outlying >= 0)
        {
            sometimes.Seen("market: one source is outlying");
        }

        var unit = new RiskUnit(coin.Code);
        var perpetuals = Street.Perpetuals.Where(each => each.Unit == unit).ToList();
        var prices = new List<PriceQuoted>();
        var marks = new List<InstrumentQuoted>();
        for (var i = 0; i < Street.Sources.Length; i++)
        {
            var price = new Price(i == outlying ? Math.Round(Of(coin) * 0.6m, 2) : Of(coin));
            prices.Add(new PriceQuoted(coin, new SourceMark(Street.Sources[i], price, new Rate(0m), now)));
            if (coin == Street.Btc)
            {
                prices.Add(new PriceQuoted(Street.Usdc, new SourceMark(Street.Sources[i], new Price(Of(Street.Usdc)), new Rate(0m), now)));
            }

            marks.AddRange(perpetuals.Select(each => new InstrumentQuoted(each.Id, Street.Sources[i], new InstrumentMark
            {
                Mark = price,
                HalfSpread = new Rate(0.0001m),
                PredictedFunding = new Rate(0m),
                AsOf = now,
            })));
        }

        var units = new Dictionary<RiskUnit, UnitMarket>
        {
            [unit] = new() { AverageDailyVolume = new Quantity(Street.DailyVolume), DailyVolatility = Street.DailyVolatility },
        };
        return new MarketBatch(coin.Code, prices, marks, units, null, null);
    }
}
