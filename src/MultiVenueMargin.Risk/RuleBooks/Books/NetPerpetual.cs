using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.RuleBooks.Books;

/// <summary>
/// All linear perpetuals on one underlying as the one market that a chain has in it: what one venue is long of and another short of
/// is nothing there. The chain's stablecoin and USD are one dollar to it; another quote currency is converted.
/// </summary>
/// <param name="Unit">The underlying.</param>
/// <param name="Size">Units of it, signed; zero where only orders or profit are left.</param>
/// <param name="Price">Dollars per unit: the mark of the largest position, which in a market of the chain is its oracle's price.</param>
/// <param name="Profit">Unrealised profit that is in no balance, in dollars.</param>
/// <param name="Bids">Units that resting orders would add.</param>
/// <param name="Asks">Units that they would take away, as a negative number.</param>
/// <param name="OrderCount">How many orders rest.</param>
internal sealed record NetPerpetual(RiskUnit Unit, decimal Size, decimal Price, decimal Profit, decimal Bids, decimal Asks, int OrderCount)
{
    public static bool IsCovered(Derivative contract) => contract is Perpetual { IsInverse: false };

    /// <summary>By underlying, by name.</summary>
    public static IReadOnlyList<NetPerpetual> Of(ModelBook book, Asset dollar)
    {
        var positions = book.Positions.Where(position => IsCovered(position.Contract)).ToLookup(position => position.Unit);
        var orders = book.Orders.Where(order => IsCovered(order.Instrument.Contract)).ToLookup(order => order.Instrument.Unit);
        return positions.Select(group => group.Key).Concat(orders.Select(group => group.Key)).Distinct().Order()
            .Select(unit => Of(unit, [.. positions[unit]], [.. orders[unit]], dollar))
            .ToList();
    }

    /// <summary>Profit in a settlement asset that no position tells: what the account says for contracts whose entry nobody knows.</summary>
    public static decimal UntoldProfit(ModelBook book, Asset asset) => book.BalanceOf(asset).UnrealisedProfit
        - book.Positions.Where(position => position.Contract.Settlement == asset).Sum(position => position.UnrealisedProfit);

    private static NetPerpetual Of(RiskUnit unit, IReadOnlyList<ModelPosition> positions, IReadOnlyList<ModelOrder> orders, Asset dollar)
    {
        var priced = positions.Count > 0
            ? positions.MaxBy(position => Math.Abs(position.Size))!.Instrument
            : orders.MaxBy(order => order.Quantity * order.Instrument.Contract.Multiplier)!.Instrument;
        return new NetPerpetual(
            unit,
            positions.Sum(position => position.Size),
            ((PricedFuture)priced).Price * DollarsPerQuote(priced, dollar),
            positions.Sum(position => position.UnrealisedProfit * DollarsPerQuote(position.Instrument, dollar)),
            orders.Sum(order => Math.Max(0m, order.Signed) * order.Instrument.Contract.Multiplier),
            orders.Sum(order => Math.Min(0m, order.Signed) * order.Instrument.Contract.Multiplier),
            orders.Count);
    }

    private static decimal DollarsPerQuote(PricedInstrument instrument, Asset dollar) =>
        instrument.Contract.Quote == Asset.Usd || instrument.Contract.Quote == dollar ? 1m : ((PricedFuture)instrument).QuoteInUsd;
}
