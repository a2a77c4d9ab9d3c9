using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.Tests.Properties;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Tests.Hot;

/// <summary>Filling prices what has changed through many lanes at once; the rows are those of prices made one after the other.</summary>
public sealed class HotFillTests
{
    [Fact]
    public void Fill_WhetherPricedTogetherOrOneByOne_MakesTheSameRows()
    {
        var (options, others) = (0, 0);
        BookProperty.Holds(40, drawn =>
        {
            var (together, alone) = (Named(drawn, drawn.Priced), Named(drawn, drawn.Priced));
            foreach (var tick in HotTicks.Of(drawn))
            {
                together.Fill(new PricedMarket(tick.Market, drawn.Rules));
                alone.Fill(PricedOneByOne(tick, drawn));

                // And a market that was never filled, only named.
                Same(alone, together);
                Same(Named(drawn, PricedOneByOne(tick, drawn)), together);
                options += together.InstrumentIds.Where((_, row) => !together.ScanRowOf(row).IsEmpty && together.Instruments[row].ScanMost > 0).Count();
                others += together.InstrumentIds.Where((_, row) => together.ScanRowOf(row).IsEmpty && together.Instruments[row].Status == HotStatus.Live).Count();
            }
        });
        Assert.True(options > 100 && others > 100, $"{options} options and {others} others were compared");
    }

    /// <summary>Whatever cannot be priced at all is said, and the market is still the one before.</summary>
    [Fact]
    public void Fill_WithAVolatilityThatIsNone_LeavesTheMarketAsItWas()
    {
        var drawn = Enumerable.Range(1, 100).Select(RandomBooks.Number).First(each => each.Market.Marks.Values.Any(mark => mark.ImpliedVolatility > 0)
            && each.Priced is var priced && each.Market.Marks.Any(mark => mark.Value.ImpliedVolatility > 0 && priced.TryPrice(mark.Key, out var found, out _) && !found!.IsExpired));
        var market = Named(drawn, drawn.Priced);
        var (before, rows) = (market.Priced, market.Instruments.ToArray());
        var spoilt = drawn.Market with
        {
            AsOf = drawn.Market.AsOf.AddSeconds(5),
            Marks = drawn.Market.Marks.ToDictionary(mark => mark.Key, mark => mark.Value with { ImpliedVolatility = mark.Value.ImpliedVolatility is null ? null : double.NaN }),
        };

        Assert.Throws<ArgumentOutOfRangeException>(() => market.Fill(new PricedMarket(spoilt, drawn.Rules)));
        Assert.Same(before, market.Priced);
        Assert.Equal(rows, market.Instruments);
        market.Fill(drawn.Priced);
        Same(Named(drawn, drawn.Priced), market);
    }

    /// <summary>With a row for everything listed, and an array for every option.</summary>
    private static HotMarket Named(BookCase drawn, PricedMarket priced)
    {
        var market = new HotMarket(priced);
        foreach (var (id, instrument) in drawn.Market.Instruments)
        {
            var row = market.RowOf(id);
            if (instrument is Domain.Instruments.EuropeanOption)
            {
                market.ScanOf(row);
            }
        }

        return market;
    }

    private static PricedMarket PricedOneByOne(BookCase tick, BookCase drawn)
    {
        var priced = new PricedMarket(tick.Market, drawn.Rules);
        foreach (var id in tick.Market.Instruments.Keys)
        {
            // And with an array that is kept, as for a report: rows are then copied from it.
            _ = priced.TryPrice(id, out var instrument, out _) ? instrument!.ScanArray : null;
        }

        return priced;
    }

    private static void Same(HotMarket expected, HotMarket actual)
    {
        Assert.Equal(expected.InstrumentIds, actual.InstrumentIds);
        Assert.Equal(expected.Instruments, actual.Instruments);
        Assert.Equal(expected.Units, actual.Units);
        Assert.Equal(expected.Assets, actual.Assets);
        Assert.Equal(expected.Depth, actual.Depth);
        Assert.Equal(expected.Scans.Select(BitConverter.DoubleToInt64Bits), actual.Scans.Select(BitConverter.DoubleToInt64Bits));
    }
}
