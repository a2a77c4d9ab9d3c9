using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Tests.Properties;

namespace MultiVenueMargin.Risk.Tests.Valuation;

/// <summary>What may happen to a market from one version to the next, in an order that a number determines.</summary>
internal sealed class MarketMoves(int seed)
{
    private readonly Random _random = new(seed);

    public bool Chance(int percent) => _random.Next(100) < percent;

    /// <summary>One to three things at once, as a version may bring them.</summary>
    public (MarketSnapshot Market, RuleSet Rules) Move(MarketSnapshot market, RuleSet rules)
    {
        for (var left = _random.Next(1, 4); left > 0; left--)
        {
            (market, rules) = _random.Next(14) switch
            {
                0 => (market with { AsOf = market.AsOf.AddMilliseconds(300) }, rules),
                1 => (market with { AsOf = market.AsOf.AddSeconds(1) }, rules),
                2 => (market with { AsOf = market.AsOf.AddHours(_random.Next(1, 200)) }, rules),
                3 => (market with { AsOf = Expiry(market) ?? market.AsOf }, rules),
                4 or 5 => (WithPrice(market, mark => mark with { Mark = new Price(mark.Mark.Value * 1.0003m) }), rules),
                6 => (WithPrice(market, mark => mark with { Mark = new Price(mark.Mark.Value * 1.00m), AsOf = market.AsOf }), rules),
                7 or 8 => (WithMark(market, Changed), rules),
                9 => (WithMark(market, _ => null), rules),
                10 => (WithUnit(market), rules),
                11 => (WithListing(market), rules),
                12 => (market with { Version = new MarketVersion($"m{_random.Next()}"), StressFlag = !market.StressFlag }, rules),
                _ => (market, Chance(30) ? rules with { } : rules),
            };
        }

        return (market, rules);
    }

    private InstrumentMark? Changed(InstrumentMark mark) => _random.Next(7) switch
    {
        0 => mark with { Mark = mark.Mark is { } price ? new Price(price.Value * 1.01m) : null },
        1 => mark with { ImpliedVolatility = mark.ImpliedVolatility is { } volatility ? volatility * 1.02 : 0.5 },
        2 => mark with { ImpliedVolatility = null },
        3 => mark with { Forward = mark.Forward is { } forward ? new Price(forward.Value * 1.001m) : null },
        4 => mark with { Forward = null },
        5 => mark with { Delivery = mark.Mark },
        _ => mark with { AsOf = mark.AsOf.AddMilliseconds(1) },
    };

    private MarketSnapshot WithPrice(MarketSnapshot market, Func<AssetMark, AssetMark> change)
    {
        var asset = Any(market.Prices.Keys);
        return market with { Prices = new Dictionary<Asset, AssetMark>(market.Prices) { [asset] = change(market.Prices[asset]) } };
    }

    private MarketSnapshot WithMark(MarketSnapshot market, Func<InstrumentMark, InstrumentMark?> change)
    {
        var marks = new Dictionary<InstrumentId, InstrumentMark>(market.Marks);
        for (var left = _random.Next(1, 6); left > 0 && marks.Count > 0; left--)
        {
            var id = Any(marks.Keys);
            if (change(marks[id]) is { } changed)
            {
                marks[id] = changed;
            }
            else
            {
                marks.Remove(id);
            }
        }

        return market with { Marks = marks };
    }

    private MarketSnapshot WithUnit(MarketSnapshot market)
    {
        if (market.Units.Count == 0)
        {
            return market;
        }

        var unit = Any(market.Units.Keys);
        var said = market.Units[unit];
        return market with
        {
            Units = new Dictionary<RiskUnit, UnitMarket>(market.Units)
            {
                [unit] = _random.Next(4) switch
                {
                    0 => said with { InterestRate = 0.03 * _random.NextDouble() },
                    1 => said with { Smiles = World.Expiries.Skip(3).Take(_random.Next(4)).ToDictionary(expiry => expiry, _ => (Smile)new SviSmile(0.03, 0.2, -0.3, 0.02, 0.1 + (0.1 * _random.NextDouble()))) },
                    2 => said with { History = said.History is { } history ? history with { LongRunVolatility = history.LongRunVolatility * 1.1 } : null },
                    _ => said with { },
                },
            },
        };
    }

    private MarketSnapshot WithListing(MarketSnapshot market)
    {
        if (market.Instruments.Count == 0)
        {
            return market;
        }

        var instruments = new Dictionary<InstrumentId, Instrument>(market.Instruments);
        var id = Any(instruments.Keys);
        switch (_random.Next(3))
        {
            case 0:
                instruments.Remove(id);
                break;
            case 1 when instruments[id] is Derivative contract:
                instruments[id] = contract with { Multiplier = contract.Multiplier * 2 };
                break;
            case 2:
                instruments[id] = instruments[id] with { };
                break;
        }

        return market with { Instruments = instruments };
    }

    private DateTimeOffset? Expiry(MarketSnapshot market)
    {
        var ahead = market.Instruments.Values.OfType<DatedDerivative>().Select(dated => dated.Expiry).Where(expiry => expiry > market.AsOf).Distinct().Order().ToList();
        return ahead.Count > 0 ? ahead[0].AddMilliseconds(_random.Next(-1_200, 1_200)) is var at && at > market.AsOf ? at : ahead[0] : null;
    }

    private T Any<T>(IEnumerable<T> values)
    {
        var all = values.ToList();
        return all[_random.Next(all.Count)];
    }
}
