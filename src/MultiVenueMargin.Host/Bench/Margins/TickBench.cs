using System.Globalization;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>One tick of an underlying on one core: its options priced anew, and every account that holds them looked at.</summary>
internal sealed class TickBench
{
    private readonly MarketSnapshot[] _snapshots;
    private readonly IReadOnlyList<InstrumentId> _options;
    private PricedMarket _market;
    private int _ticks;

    public TickBench(int instruments, int accounts, int positions)
    {
        (Instruments, Accounts, Positions) = (instruments, accounts, positions);
        var street = new RiskStreet(instruments, positions);
        _snapshots = [street.Market(), street.Market(1)];
        _options = street.Options;
        _market = new PricedMarket(_snapshots[0], RiskStreet.Rules);
        List<Book> books = [.. Enumerable.Range(0, accounts).Select(number => street.BookOf(number, positions))];
        Reprice = new Repeated(1, () => Priced().Market.Marks.Count);
        Whole = new Repeated(1, () =>
        {
            var market = Priced();
            return books.Sum(book => Margin(book, market));
        });
        var priced = Priced();
        Look = new Repeated(1, () => Margin(books[0], priced));
        Trade = new Repeated(1, () => Margin(RiskStreet.Traded(books[0], 0), priced));
    }

    public int Instruments { get; }

    public int Accounts { get; }

    public int Positions { get; }

    /// <summary>A new market and the risk array of every option.</summary>
    public Repeated Reprice { get; }

    /// <summary>That, and the whole margin of every account.</summary>
    public Repeated Whole { get; }

    /// <summary>One account once more, on a market that is priced.</summary>
    public Repeated Look { get; }

    /// <summary>The same after one of its positions has changed.</summary>
    public Repeated Trade { get; }

    /// <param name="bareSeconds">What kernel and bare sums take for as much.</param>
    public IEnumerable<BenchRow> Rows(double bareSeconds)
    {
        var size = string.Create(CultureInfo.InvariantCulture, $"{Instruments} options, {Accounts} accounts × {Positions} positions × {RiskStreet.Scenarios} scenarios, one core");
        yield return new BenchRow("limit: one tick by the kernel and bare sums", size, bareSeconds * 1e3, "ms");
        yield return new BenchRow(
            "one tick, all options repriced and all accounts margined whole", size, Whole.Milliseconds, "ms", "≤ 4 ms repriced and re-scanned",
            Whole.Seconds / bareSeconds, "kernel and bare sums");
        yield return new BenchRow("of which all options repriced", size, Reprice.Milliseconds, "ms", null, Reprice.Seconds / Whole.Seconds, "the whole tick");
    }

    private static double Margin(Book book, PricedMarket market) => (double)HouseModel.EvaluateFigures(book, market).Pools[0].MaintenanceMargin.Amount;

    private PricedMarket Priced()
    {
        // Every option's forward has moved, so that none is taken over from the market before.
        var market = _market = _market.Next(_snapshots[++_ticks % _snapshots.Length], RiskStreet.Rules);
        market.PriceAll(_options);
        foreach (var id in _options)
        {
            if (!market.TryPrice(id, out var priced, out var reason) || !double.IsFinite(priced!.ScanArray.Profit[0]))
            {
                throw new InvalidOperationException($"{id} has no price: {reason}");
            }
        }

        return market;
    }
}
