using System.Globalization;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>An account on a market that is already priced: its scan, its statistics, its whole margin, and what one trade changes.</summary>
internal sealed class AccountBench
{
    // Of which each holds others, so that what they share is read and not only kept at hand.
    private const int MostAccounts = 200;

    private readonly int _accounts;
    private readonly string _size;
    private readonly string _history;
    private readonly Repeated _bareScan;
    private readonly Repeated _scan;
    private readonly Repeated _report;
    private readonly Repeated _withHistory;
    private readonly Repeated _change;
    private readonly Repeated _bareTail;
    private readonly Repeated _tail;
    private int _turn;

    public AccountBench(RiskScale scale)
    {
        var street = new RiskStreet(scale.Instruments, scale.Positions);
        var market = new PricedMarket(street.Market(), RiskStreet.Rules);
        _accounts = Math.Min(scale.Accounts, MostAccounts);
        _size = string.Create(CultureInfo.InvariantCulture, $"{_accounts} accounts × {scale.Positions} positions × {RiskStreet.Scenarios} scenarios");
        _history = string.Create(CultureInfo.InvariantCulture, $"{_accounts} accounts × {scale.Positions} positions × {scale.Days} days");
        List<Book> books = [.. Enumerable.Range(0, _accounts).Select(number => street.BookOf(number, scale.Positions))];
        List<UnitHoldings> holdings = [.. books.Select(book => HouseParts.PositionsOf(book, RiskStreet.Bitcoin, market))];
        var scan = market.ScanOf(RiskStreet.Bitcoin);
        List<BareSums> bare = BareOf(holdings, scan);
        RequireSame(holdings, bare);
        _bareScan = new Repeated(_accounts, () => bare.Sum(each => each.Scan()));
        _scan = new Repeated(_accounts, () => holdings.Sum(each => (double)HouseParts.ScanOf(each).Amount));
        _report = new Repeated(_accounts, () => books.Sum(book => Taken(HouseModel.EvaluateFigures(book, market))));
        _change = new Repeated(_accounts, () => books.Sum(book => Taken(HouseModel.EvaluateFigures(RiskStreet.Traded(book, ++_turn % scale.Positions), market))));

        var dated = new PricedMarket(new RiskStreet(scale.Instruments, scale.Positions, days: scale.Days).Market(), RiskStreet.Rules);
        var days = HouseParts.FilteredOf(dated, RiskStreet.Bitcoin);
        List<UnitHoldings> remembered = [.. books.Select(book => HouseParts.PositionsOf(book, RiskStreet.Bitcoin, dated))];
        List<BareSums> bareDays = BareOf(remembered, days);
        _withHistory = new Repeated(_accounts, () => books.Sum(book => Taken(HouseModel.EvaluateFigures(book, dated))));
        _bareTail = new Repeated(_accounts, () => bareDays.Sum(each => each.Profits()));
        _tail = new Repeated(_accounts, () => remembered.Sum(each => (double)HouseParts.TailOf(each, days).Shortfall));
    }

    public IReadOnlyList<Repeated> All => [_bareScan, _scan, _report, _withHistory, _change, _bareTail, _tail];

    /// <summary>What summing alone takes for so many accounts.</summary>
    public double BareSeconds(int accounts) => _bareScan.Seconds * accounts;

    public IEnumerable<BenchRow> Rows()
    {
        const string Bare = "quantity × array in double";
        yield return new BenchRow("limit: quantity × array in double, and the worst of it", _size, 1 / _bareScan.Seconds, "accounts/s");
        yield return new BenchRow("scan of an account from shared arrays", _size, 1 / _scan.Seconds, "accounts/s", "≥ 3 000 000/s", _bareScan.Seconds / _scan.Seconds, Bare);
        yield return new BenchRow(
            "whole house report of that account, no history loaded", _size, 1 / _report.Seconds, "reports/s", "≥ 300 000/s", _bareScan.Seconds / _report.Seconds, Bare);
        yield return new BenchRow("allocated per whole report", _size, _report.Bytes, "bytes", "0");
        yield return new BenchRow(
            "one position changed, until the new requirement is there", _size, _change.Seconds * 1e6, "µs", "≤ 0.3 µs", _change.Seconds / _bareScan.Seconds, Bare);
        yield return new BenchRow("limit: quantity × array of history in double", _history, _bareTail.Seconds * 1e6, "µs");
        yield return new BenchRow("FHS, VaR and ES from shared arrays", _history, _tail.Seconds * 1e6, "µs", "≤ 10 µs", _tail.Seconds / _bareTail.Seconds, "the sums alone");
        yield return new BenchRow(
            "whole house report, history loaded and read anew each time", _history, 1 / _withHistory.Seconds, "reports/s", null,
            _report.Seconds / _withHistory.Seconds, "the same without history");
    }

    private static List<BareSums> BareOf(List<UnitHoldings> holdings, ScenarioSet set)
    {
        var table = new BareTable(set, holdings);
        return [.. holdings.Select(each => new BareSums(table, each, set, RiskStreet.Rules.Scan))];
    }

    private static double Taken(MarginReport report)
    {
        if (report.Pools is not [{ Unknown: [] } pool])
        {
            throw new InvalidOperationException($"The margin of {report.Account} is not known.");
        }

        return (double)pool.MaintenanceMargin.Amount;
    }

    /// <summary>A limit that computes something else bounds nothing. Within what MARGIN §1 allows two implementations.</summary>
    private static void RequireSame(List<UnitHoldings> holdings, List<BareSums> bare)
    {
        for (var i = 0; i < holdings.Count; i++)
        {
            var (ours, sums) = ((double)HouseParts.ScanOf(holdings[i]).Amount, bare[i].Scan());
            if (Math.Abs(ours - sums) > Math.Max(1e-6, 1e-9 * ours))
            {
                throw new InvalidOperationException($"The scan of account {i} is {ours}, and {sums} where its arrays are merely added up.");
            }
        }
    }
}
