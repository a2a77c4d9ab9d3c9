using System.Globalization;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>An account on the hot path, on a market that is in rows already: its whole house requirement, what one change costs, and what compiling it does.</summary>
internal sealed class HotBench
{
    // As of the reports.
    private const int MostAccounts = 200;

    private readonly string _size;
    private readonly string _patches;
    private readonly Repeated _scan;
    private readonly Repeated _margin;
    private readonly Repeated _withHistory;
    private readonly Repeated _change;
    private readonly Repeated _compile;
    private readonly Repeated _compileWithHistory;
    private readonly HotScratch _scratch = new();

    public HotBench(RiskScale scale)
    {
        var count = Math.Min(scale.Accounts, MostAccounts);
        _size = string.Create(CultureInfo.InvariantCulture, $"{count} accounts × {scale.Positions} positions × {RiskStreet.Scenarios} scenarios");
        var street = new RiskStreet(scale.Instruments, scale.Positions);
        List<Book> books = [.. Enumerable.Range(0, count).Select(number => street.BookOf(number, scale.Positions))];
        var market = new HotMarket(new PricedMarket(street.Market(), RiskStreet.Rules));
        CompiledBook[] compiled = Compiled(books, market);
        _scan = new Repeated(count, () => Sum(compiled, book => HouseParts.ScanOf(book, market, _scratch)));
        _margin = new Repeated(count, () => Sum(compiled, book => Margin(book, market, _scratch)));
        _compile = new Repeated(count, () => books.Sum(book => BookCompiler.Compile(book, market).Pools.Count));
        PatchedBook[] patched = [.. books.Select(book => new PatchedBook(book, market))];
        _change = new Repeated(count, () => Sum(patched, book => book.Next(market, _scratch)));
        _patches = string.Create(CultureInfo.InvariantCulture, $"{_size}, {patched.Sum(book => book.Counts.Patchable)} of {patched.Sum(book => book.Counts.Positions)} positions can change so");

        var dated = new HotMarket(new PricedMarket(new RiskStreet(scale.Instruments, scale.Positions, days: scale.Days).Market(), RiskStreet.Rules));
        CompiledBook[] remembering = Compiled(books, dated);
        _withHistory = new Repeated(count, () => Sum(remembering, book => Margin(book, dated, _scratch)));
        _compileWithHistory = new Repeated(count, () => books.Sum(book => BookCompiler.Compile(book, dated).Pools.Count));
    }

    public IReadOnlyList<Repeated> All => [_scan, _margin, _withHistory, _change, _compile, _compileWithHistory];

    /// <summary>Its requirement in double.</summary>
    public static double Margin(CompiledBook book, HotMarket market, HotScratch scratch)
    {
        ref readonly var pool = ref HotHouse.Evaluate(book, market, scratch)[0];
        return pool.Gap == HotGap.None ? pool.Maintenance.Value : throw new InvalidOperationException($"{book.Account} has no figures: {pool.Gap}.");
    }

    /// <summary>Without an enumerator that counts as allocated.</summary>
    public static double Sum<T>(T[] of, Func<T, double> figure)
    {
        var sum = 0d;
        foreach (var each in of)
        {
            sum += figure(each);
        }

        return sum;
    }

    /// <param name="bareSeconds">What the scan of one account takes as bare sums.</param>
    public IEnumerable<BenchRow> Rows(double bareSeconds)
    {
        const string Bare = "quantity × array in double";
        const string Margined = "its requirement";
        yield return new BenchRow("hot path: scan of an account", _size, 1 / _scan.Seconds, "accounts/s", "≥ 3 000 000/s", bareSeconds / _scan.Seconds, Bare);
        yield return new BenchRow("hot path: whole house requirement of an account", _size, 1 / _margin.Seconds, "accounts/s", "≥ 300 000/s", bareSeconds / _margin.Seconds, Bare);
        yield return new BenchRow(
            "hot path: the same with statistical figures of a history", _size, 1 / _withHistory.Seconds, "accounts/s", "≥ 300 000/s", _margin.Seconds / _withHistory.Seconds,
            "the same without history");
        yield return new BenchRow("allocated per requirement on the hot path", _size, Math.Max(_margin.Bytes, _withHistory.Bytes), "bytes", "0");
        yield return new BenchRow(
            "hot path: one position changed, patched and evaluated", _patches, _change.Seconds * 1e6, "µs", "≤ 0.3 µs", _change.Seconds / _margin.Seconds, Margined);
        yield return new BenchRow("allocated per change that is patched", _patches, _change.Bytes, "bytes", "0");
        yield return new BenchRow("hot path: a book compiled", _size, _compile.Seconds * 1e6, "µs", null, _compile.Seconds / _margin.Seconds, Margined);
        yield return new BenchRow("allocated per book that is compiled", _size, _compile.Bytes, "bytes");
        yield return new BenchRow(
            "hot path: a book compiled with the statistical figures of a history", string.Create(CultureInfo.InvariantCulture, $"{_size}, history loaded"), _compileWithHistory.Seconds * 1e6, "µs", null,
            _compileWithHistory.Seconds / _compile.Seconds, "the same without history");
    }

    /// <summary>Figures that are wrong are not quick. Held against the report before anything is measured.</summary>
    private static CompiledBook[] Compiled(List<Book> books, HotMarket market)
    {
        var scratch = new HotScratch();
        return [.. books.Select(book =>
        {
            var compiled = BookCompiler.Compile(book, market);
            var report = HouseModel.EvaluateFigures(book, market.Priced).Pools[0];
            ref readonly var pool = ref HotHouse.Evaluate(compiled, market, scratch)[0];
            var off = Math.Abs(pool.Maintenance.Value - (double)report.MaintenanceMargin.Amount);
            return pool.Gap == HotGap.None && off <= pool.Maintenance.Error + (1e-15 * pool.Maintenance.Value) ? compiled
                : throw new InvalidOperationException($"{book.Account} needs {report.MaintenanceMargin}, and {pool.Maintenance.Value} ± {pool.Maintenance.Error} on the hot path ({pool.Gap}).");
        })];
    }
}
