using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Perturbations;

/// <summary>
/// One factor moved and everything else held, as a new book and a new market (MARGIN §6). The originals are not touched.
/// Strikes stand, each option keeps its own σ (sticky strike) and the difference between its mark and its model's value, and
/// what futures gain or lose lands where they settle.
/// </summary>
public static class Perturbation
{
    public static (Book Book, PricedMarket Market) Apply(Book book, PricedMarket market, Factor factor, decimal move) => factor switch
    {
        PriceFactor price => Moved(book, market, MovePrice(market, price.Unit, 1 + move)),
        VolatilityFactor volatility => Moved(book, market, MoveVolatility(market, volatility.Unit, 1 + move)),
        BasisFactor basis => Moved(book, market, MoveBasis(market, basis.Unit, 1 + move)),
        PegFactor peg => Moved(book, market, MoveAsset(market, peg.Stablecoin, 1 + move)),
        VenueLossFactor loss => (WithoutVenue(book, market, loss.Venue), market),
        _ => throw new ArgumentOutOfRangeException(nameof(factor), factor.Name, "Not a factor that can be moved."),
    };

    private static (Book, PricedMarket) Moved(Book book, PricedMarket before, MarketSnapshot after) =>
        (WithEntries(book, before), new PricedMarket(after with { Version = Shocked(after.Version) }, before.Rules, before));

    /// <summary>No snapshot of that name was ever published, and a report on this one says so.</summary>
    private static MarketVersion Shocked(MarketVersion version)
    {
        const string Mark = "~shocked";
        const int Longest = 96;
        return version.Code.EndsWith(Mark, StringComparison.Ordinal)
            ? version
            : new MarketVersion(version.Code[..Math.Min(version.Code.Length, Longest - Mark.Length)] + Mark);
    }

    private static MarketSnapshot MovePrice(PricedMarket market, RiskUnit unit, decimal by)
    {
        var prices = market.Market.Prices.ToDictionary(
            pair => pair.Key,
            pair => market.Rules.Collateral.UnitOf(pair.Key) == unit ? pair.Value with { Mark = Times(pair.Value.Mark, by) } : pair.Value);
        var marks = WithMarks(market, instrument => instrument.Unit == unit, (instrument, mark) => instrument is EuropeanOption
            ? mark with { Forward = Times(mark.Forward, by) }
            : mark with { Mark = Times(mark.Mark, by), Forward = Times(mark.Forward, by) });
        return market.Market with { Prices = prices, Marks = marks };
    }

    private static MarketSnapshot MoveVolatility(PricedMarket market, RiskUnit unit, decimal by) => market.Market with
    {
        Marks = WithMarks(market, instrument => instrument.Unit == unit, (_, mark) => mark with
        {
            ImpliedVolatility = mark.ImpliedVolatility * (double)by,
        }),
    };

    private static MarketSnapshot MoveBasis(PricedMarket market, RiskUnit unit, decimal by) => market.Market with
    {
        Marks = WithMarks(market, instrument => instrument.Unit == unit && instrument is DatedDerivative, (instrument, mark) =>
            instrument is EuropeanOption
                ? mark with { Forward = ForwardOf(market, instrument.Id) is { } forward ? Times(forward, by) : mark.Forward }
                : mark with { Mark = Times(mark.Mark, by) }),
    };

    private static MarketSnapshot MoveAsset(PricedMarket market, Asset asset, decimal by) => market.Market with
    {
        Prices = market.Market.Prices.ToDictionary(
            pair => pair.Key, pair => pair.Key == asset ? pair.Value with { Mark = Times(pair.Value.Mark, by) } : pair.Value),
        Marks = WithMarks(market, _ => false, (_, mark) => mark),
    };

    /// <summary>Every mark with its option's σ pinned to what it is now, and those asked for changed further.</summary>
    private static Dictionary<InstrumentId, InstrumentMark> WithMarks(
        PricedMarket market, Func<Derivative, bool> concerns, Func<Derivative, InstrumentMark, InstrumentMark> change)
    {
        var marks = new Dictionary<InstrumentId, InstrumentMark>(market.Market.Marks);
        foreach (var instrument in market.Market.Instruments.Values.OfType<Derivative>())
        {
            var mark = marks.TryGetValue(instrument.Id, out var stated) ? stated : new InstrumentMark { AsOf = market.AsOf };
            if (instrument is EuropeanOption && OptionOf(market, instrument.Id) is { IsExpired: false } option)
            {
                mark = mark with { ImpliedVolatility = option.Inputs.Volatility };
            }

            marks[instrument.Id] = concerns(instrument) ? change(instrument, mark) : mark;
        }

        return marks;
    }

    /// <summary>
    /// Positions that do not tell their entry are taken as entered at the mark as it is: what they gained so far is in the
    /// balance already, and what they gain from here on is not.
    /// </summary>
    private static Book WithEntries(Book book, PricedMarket market) => book with { Positions = WithEntries(book, market, _ => true) };

    /// <summary>The positions with those entries where they are asked for.</summary>
    internal static List<Position> WithEntries(Book book, PricedMarket market, Func<InstrumentId, bool> concerns) => book.Positions
        .Select(position =>
            position.AverageEntry is null
            && market.TryPrice(position.Instrument, out var instrument, out _)
            && instrument is PricedFuture { IsDelivered: false } future
            && concerns(position.Instrument)
                ? position with { AverageEntry = new Price(future.Price) }
                : position)
        .ToList();

    /// <summary>
    /// The venue is gone: every positive line and option value there is nothing, its positions hedge nobody any more, its
    /// orders will not fill. What is owed there stays owed.
    /// </summary>
    private static Book WithoutVenue(Book book, PricedMarket market, LocationId venue)
    {
        var owed = new List<CollateralLine>();
        var valued = new HashSet<(PoolId, InstrumentId, LocationId)>();
        foreach (var pool in PoolHoldings.PoolsOf(book))
        {
            var holdings = PoolHoldings.Of(book, pool, market);
            owed.AddRange(holdings.Lines
                .Where(line => line.Line.Location == venue && line.IsDebt)
                .Select(line => Debt(pool, venue, line.Line.Asset, -line.Amount, line.Line.AsOf)));
            valued.UnionWith(holdings.Positions.Select(position => (pool, position.Id, position.Venue)));
            var optionValue = holdings.Positions.Where(position => position.Venue == venue).Sum(position => position.OptionValue);
            if (optionValue < 0)
            {
                owed.Add(Debt(pool, venue, Asset.Usd, -optionValue, market.AsOf));
            }
        }

        return book with
        {
            Lines = [.. book.Lines.Where(line => line.Location != venue), .. owed],
            // What has no price, or one too old to rely on, may be a debt: it stays, and keeps the state unknown.
            Positions = book.Positions
                .Where(position => position.Venue != venue || !valued.Contains((position.Pool, position.Instrument, position.Venue)))
                .ToList(),
            Orders = book.Orders.Where(order => order.Venue != venue).ToList(),
            VenueStatements = book.VenueStatements.Where(pair => pair.Key != venue).ToDictionary(),
            Routes = book.Routes.Where(route => route.From != venue).ToList(),
        };
    }

    private static CollateralLine Debt(PoolId pool, LocationId venue, Asset asset, decimal amount, DateTimeOffset asOf) => new()
    {
        Pool = pool,
        Location = venue,
        Asset = asset,
        Balance = new Quantity(-amount),
        AsOf = asOf,
    };

    private static PricedOptionContract? OptionOf(PricedMarket market, InstrumentId id) =>
        market.TryPrice(id, out var instrument, out _) ? instrument as PricedOptionContract : null;

    private static Price? ForwardOf(PricedMarket market, InstrumentId id) =>
        OptionOf(market, id) is { IsExpired: false } option ? new Price(option.Inputs.Forward) : null;

    private static Price? Times(Price? price, decimal by) => price is { } known ? Times(known, by) : null;

    private static Price Times(Price price, decimal by) => new(price.Value * by);
}
