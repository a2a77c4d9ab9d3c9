using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>
/// Few measurements that tell whether something of the hot path has become slow or wasteful, on any machine: each beside another of the same run that
/// a slower or busier machine slows down alike. Passes are short, so that some of them are not interrupted, however busy it is; everything is measured in
/// turn, and what has left its band is measured once more before it is believed. What goes through wide registers alone (kernels, FHS) is not compared with what does not.
/// </summary>
/// <param name="runs">How often everything is measured before it is judged.</param>
public sealed class GuardBench(int runs)
{
    private const int Instruments = 320;
    private const int Accounts = 8;
    private const int Positions = 50;
    private const int Days = 250;
    private const int Times = 10;

    private static readonly TimeSpan PerRow = TimeSpan.FromMilliseconds(100);

    private readonly HotScratch _scratch = new();

    public static BenchMachine Machine => BenchMachine.Of(".");

    /// <summary>
    /// Whether every method is compiled once and well, before it runs first. Else it is compiled again after some calls and some time, which on a busy machine
    /// may be longer than the guard has, and what is compared then is how far the compiler has come.
    /// </summary>
    public static bool IsCompiledAtOnce => Environment.GetEnvironmentVariable(CompiledAtOnce.Variable) == CompiledAtOnce.Value;

    /// <summary>What has to stand in the environment for that.</summary>
    public static (string Variable, string Value) CompiledAtOnce => ("DOTNET_TieredCompilation", "0");

    /// <summary>What was measured, and what of it has left its band twice.</summary>
    /// <param name="record">Absent: there is nothing to compare with.</param>
    public (IReadOnlyList<GuardFigure> Measured, IReadOnlyList<string> Departures) Run(GuardRecord? record)
    {
        var (all, figures) = Prepared();
        Measure(all);
        if (record is null || record.Departures(figures()).Count > 0)
        {
            // The least of both counts: a machine that was busy at the wrong moment is no finding.
            Measure(all);
        }

        var measured = figures();
        return (measured, record?.Departures(measured) ?? []);
    }

    private void Measure(IReadOnlyList<Repeated> all)
    {
        for (var run = 0; run < runs; run++)
        {
            foreach (var each in all)
            {
                each.Run(PerRow);
            }
        }
    }

    private (IReadOnlyList<Repeated> All, Func<IReadOnlyList<GuardFigure>> Figures) Prepared()
    {
        var street = new RiskStreet(Instruments, Positions);
        var priced = new PricedMarket(street.Market(), RiskStreet.Rules);
        var market = new HotMarket(priced);
        List<Book> books = [.. Enumerable.Range(0, Accounts).Select(number => street.BookOf(number, Positions))];
        CompiledBook[] compiled = [.. books.Select(book => BookCompiler.Compile(book, market))];
        PatchedBook[] patched = [.. books.Select(book => new PatchedBook(book, market))];
        var report = new Repeated(Accounts, () => books.Sum(book => (double)HouseModel.EvaluateFigures(book, priced).Pools[0].MaintenanceMargin.Amount));
        var margin = new Repeated(Accounts, () => HotBench.Sum(compiled, book => HotBench.Margin(book, market, _scratch)));
        var change = new Repeated(Accounts, () => HotBench.Sum(patched, book => book.Next(market, _scratch)));
        var compile = new Repeated(Accounts, () => books.Sum(book => BookCompiler.Compile(book, market).Pools.Count));

        // As many positions as all of those accounts have.
        var large = new RiskStreet(Instruments, Positions * Times).BookOf(0, Positions * Times);
        var wide = new HotMarket(new PricedMarket(new RiskStreet(Instruments, Positions * Times).Market(), RiskStreet.Rules));
        var compiledLarge = BookCompiler.Compile(large, wide);
        var larger = new Repeated(1, () => HotBench.Margin(compiledLarge, wide, _scratch));

        var tick = new TickBench(Instruments, accounts: 1, Positions);
        var hot = new HotTick(Instruments, accounts: 1, Positions);
        var tail = TailOf(books);
        return (
            [report, margin, change, compile, larger, tick.Reprice, hot.Fill, tail],
            () =>
            [
                Beside("requirement on the hot path", margin, report.Seconds, "the report's figures"),
                Beside("requirement on the hot path, ten times the positions", larger, margin.Seconds, "the requirement"),
                Beside("one position changed, patched and evaluated", change, margin.Seconds, "the requirement"),
                Beside("a book compiled", compile, report.Seconds, "the report's figures"),
                Beside("rows filled after a tick, per option", hot.Fill, tick.Reprice.Seconds / Instruments, "an option repriced, and its array"),
                Allocated("requirement on the hot path", margin),
                Allocated("FHS, VaR and ES", tail),
                Allocated("one position changed, patched", change),
                Allocated("a book compiled", compile),
                Allocated("the report's figures", report),
                Allocated("rows filled after a tick, per option", hot.Fill),
            ]);
    }

    private static Repeated TailOf(List<Book> books)
    {
        var dated = new PricedMarket(new RiskStreet(Instruments, Positions, days: Days).Market(), RiskStreet.Rules);
        ScenarioSet days = HouseParts.FilteredOf(dated, RiskStreet.Bitcoin);
        UnitHoldings[] holdings = [.. books.Select(book => HouseParts.PositionsOf(book, RiskStreet.Bitcoin, dated))];
        return new Repeated(books.Count, () => HotBench.Sum(holdings, each => (double)HouseParts.TailOf(each, days).Shortfall));
    }

    private static GuardFigure Beside(string name, Repeated work, double seconds, string to) => new(name, Rounded(work.Seconds / seconds), to);

    private static GuardFigure Allocated(string what, Repeated work) => new($"allocated: {what}", Bytes: Rounded(work.Bytes));

    /// <summary>To four digits: no more of it is said again by another run.</summary>
    private static double Rounded(double value) => value == 0 || !double.IsFinite(value) ? value
        : Math.Round(value, Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 15), MidpointRounding.ToEven);
}
