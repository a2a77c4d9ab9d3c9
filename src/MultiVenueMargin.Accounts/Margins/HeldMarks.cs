using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Accounts.Margins;

/// <summary>The marks that one pool's margin rests on: of what it holds, owes and has orders in, and of what these are priced by. What has no mark is absent.</summary>
internal static class HeldMarks
{
    public static (IReadOnlyDictionary<Asset, AssetMark> Prices, IReadOnlyDictionary<InstrumentId, InstrumentMark> Marks) Of(
        Book book, PoolId pool, PricedMarket market)
    {
        var prices = new Dictionary<Asset, AssetMark>();
        var marks = new Dictionary<InstrumentId, InstrumentMark>();
        foreach (var line in book.Lines.Where(line => line.Pool == pool))
        {
            AddPrice(line.Asset);
        }

        foreach (var position in book.Positions.Where(position => position.Pool == pool))
        {
            AddInstrument(position.Instrument);
        }

        foreach (var order in book.Orders.Where(order => order.Pool == pool))
        {
            AddInstrument(order.Instrument);
        }

        return (prices, marks);

        void AddPrice(Asset asset)
        {
            if (market.Market.Prices.TryGetValue(asset, out var mark))
            {
                prices[asset] = mark;
            }
        }

        void AddInstrument(InstrumentId id)
        {
            if (market.Market.Marks.TryGetValue(id, out var mark))
            {
                marks[id] = mark;
            }

            switch (market.Market.Instruments.GetValueOrDefault(id))
            {
                case Derivative { Unit.IsDefault: false } contract:
                    AddPrice(contract.Unit.NativeCoin);
                    AddPrice(contract.Quote);
                    break;
                case Spot pair:
                    AddPrice(pair.Base);
                    AddPrice(pair.Quote);
                    break;
                default:
                    // Not listed, or of no known underlying: there is no more that it could have been priced by.
                    break;
            }
        }
    }
}
