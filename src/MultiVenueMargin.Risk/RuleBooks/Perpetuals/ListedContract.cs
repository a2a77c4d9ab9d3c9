using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.RuleBooks.Perpetuals;

/// <summary>
/// What a venue lists as one future or perpetual, with all that the book holds and orders of it. The book's venues and contract
/// sizes differ; to one venue they are one position.
/// </summary>
/// <param name="Name">As a venue would write it: <c>BTCUSDT</c>, <c>BTCUSD-20261225</c>.</param>
/// <param name="Unit">The underlying.</param>
/// <param name="Notional">Signed USD at the mark.</param>
/// <param name="Bids">USD that resting bids would add.</param>
/// <param name="Asks">USD that resting asks would take away, as a positive number.</param>
internal sealed record ListedContract(string Name, RiskUnit Unit, decimal Notional, decimal Bids, decimal Asks)
{
    /// <summary>The largest position that fills can leave: all bids, all asks, or none.</summary>
    public decimal WorstNotional => Math.Max(Math.Abs(Notional), Math.Max(Notional + Bids, Asks - Notional));

    /// <summary>One per contract that a venue with separate books for quotes, styles and expiries lists, by name.</summary>
    public static IReadOnlyList<ListedContract> Of(CoveredBook book) => Of(book, NameOf);

    /// <summary>One per underlying, where a venue lists a single perpetual of it.</summary>
    public static IReadOnlyList<ListedContract> PerUnit(CoveredBook book) => Of(book, contract => contract.Unit.Code);

    /// <summary>USD of one contract at the mark: an inverse one's is on its face. Nothing is at risk of what is delivered.</summary>
    public static decimal NotionalOf(PricedInstrument instrument) =>
        instrument.IsDelivered ? 0m
        : instrument.Contract.IsInverse ? instrument.Contract.Multiplier
        : instrument.Delta;

    /// <summary>What resting orders would give away at once, in USD.</summary>
    public static decimal OrderLossOf(IEnumerable<ModelOrder> orders, PricedMarket market) => orders.Sum(order => LossOf(order, market));

    private static IReadOnlyList<ListedContract> Of(CoveredBook book, Func<Derivative, string> nameOf)
    {
        var contracts = new SortedDictionary<string, ListedContract>(StringComparer.Ordinal);
        void Add(Derivative contract, decimal held, decimal bids, decimal asks)
        {
            var name = nameOf(contract);
            var known = contracts.GetValueOrDefault(name) ?? new ListedContract(name, contract.Unit, 0m, 0m, 0m);
            contracts[name] = known with { Notional = known.Notional + held, Bids = known.Bids + bids, Asks = known.Asks + asks };
        }

        foreach (var position in book.Positions.Where(position => position.Future is not null))
        {
            Add(position.Contract, position.Quantity * NotionalOf(position.Instrument), 0m, 0m);
        }

        foreach (var order in book.Orders.Where(order => order.Instrument is PricedFuture))
        {
            var notional = order.Signed * NotionalOf(order.Instrument);
            Add(order.Instrument.Contract, 0m, Math.Max(0m, notional), Math.Max(0m, -notional));
        }

        return [.. contracts.Values];
    }

    private static decimal LossOf(ModelOrder order, PricedMarket market)
    {
        if (order.Instrument is not PricedFuture future || future.IsDelivered)
        {
            return 0m;
        }

        var size = order.Signed * future.Contract.Multiplier;
        if (!future.Contract.IsInverse)
        {
            return OrderLoss.Of(size, order.Limit, future.Price) * future.QuoteInUsd;
        }

        var coins = order.Limit > 0 ? Math.Max(0m, -FuturesProfit.Inverse(size, order.Limit, future.Price)) : 0m;
        return coins * (market.FindIndex(future.Unit) ?? 0m);
    }

    private static string NameOf(Derivative contract) =>
        $"{contract.Unit}{contract.Quote}{(contract.IsInverse ? "-COIN" : string.Empty)}"
        + (contract is DatedDerivative dated ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"-{dated.Expiry:yyyyMMdd}") : string.Empty);
}
