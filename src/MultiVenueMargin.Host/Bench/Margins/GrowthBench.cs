using System.Globalization;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>
/// What ten times as much costs, as an exponent: 0 where it costs the same, 1 where it costs ten times as much, 2 a hundred times (MARGIN §9, growth).
/// </summary>
internal sealed class GrowthBench
{
    private const int Times = 10;

    private readonly TickBench _few;
    private readonly TickBench _positions;
    private readonly TickBench _instruments;
    private readonly TickBench _accounts;
    private readonly HotTick _hotFew;
    private readonly HotTick _hotPositions;
    private readonly HotTick _hotInstruments;
    private readonly HotTick _hotAccounts;

    /// <param name="tick">The measured one: its accounts are the many.</param>
    /// <param name="hot">The same on the hot path.</param>
    public GrowthBench(RiskScale scale, TickBench tick, HotTick hot)
    {
        var few = Math.Max(1, scale.Accounts / Times);
        _accounts = tick;
        _few = new TickBench(scale.Instruments, few, scale.Positions);
        _positions = new TickBench(scale.Instruments, accounts: 1, scale.Positions * Times);
        _instruments = new TickBench(scale.Instruments * Times, accounts: 1, scale.Positions);
        _hotAccounts = hot;
        _hotFew = new HotTick(scale.Instruments, few, scale.Positions);
        _hotPositions = new HotTick(scale.Instruments, accounts: 1, scale.Positions * Times);
        _hotInstruments = new HotTick(scale.Instruments * Times, accounts: 1, scale.Positions);
    }

    public IReadOnlyList<Repeated> All =>
    [
        _few.Reprice, _few.Whole, _few.Look, _few.Trade, _positions.Look, _positions.Trade, _instruments.Reprice, _instruments.Look,
        _hotFew.Fill, _hotFew.Margined, _hotFew.Look, _hotFew.Change, _hotPositions.Look, _hotPositions.Change, _hotInstruments.Fill, _hotInstruments.Look,
    ];

    public IEnumerable<BenchRow> Rows()
    {
        yield return Row("growth of a whole report, positions × 10", $"{_few.Positions} and {_positions.Positions} positions", _few.Look, _positions.Look, Times, "1: linear");
        yield return Row("growth of one position changed, positions × 10", $"{_few.Positions} and {_positions.Positions} positions", _few.Trade, _positions.Trade, Times, "0: none");
        yield return Row("growth of a whole report, instruments × 10", $"{_few.Instruments} and {_instruments.Instruments} options listed", _few.Look, _instruments.Look, Times, "0: none");
        yield return Row("growth of repricing, instruments × 10", $"{_few.Instruments} and {_instruments.Instruments} options", _few.Reprice, _instruments.Reprice, Times, "1: linear");
        yield return Row(
            "growth of a tick, accounts × 10", $"{_few.Accounts} and {_accounts.Accounts} accounts", _few.Whole, _accounts.Whole,
            _accounts.Accounts / (double)_few.Accounts, "≤ 1: linear in positions, repricing apart");

        var positions = FormattableString.Invariant($"{_hotFew.Positions} and {_hotPositions.Positions} positions");
        var instruments = FormattableString.Invariant($"{_hotFew.Instruments} and {_hotInstruments.Instruments} options");
        var accounts = FormattableString.Invariant($"{_hotFew.Accounts} and {_hotAccounts.Accounts} accounts");
        yield return HotRow("growth of a requirement on the hot path, positions × 10", positions, _hotFew.Look.Seconds, _hotPositions.Look.Seconds, Times, "1: linear");
        yield return HotRow("growth of a change patched, positions × 10", positions, _hotFew.Change.Seconds, _hotPositions.Change.Seconds, Times, "0: none");
        yield return HotRow("growth of a requirement on the hot path, instruments × 10", instruments, _hotFew.Look.Seconds, _hotInstruments.Look.Seconds, Times, "0: none");
        yield return HotRow(
            "growth of filling rows, instruments × 10", OfProcessors(instruments), _hotFew.Fill.ProcessorSeconds, _hotInstruments.Fill.ProcessorSeconds, Times, "1: linear");
        var times = _hotAccounts.Accounts / (double)_hotFew.Accounts;
        yield return HotRow("growth of filling rows, accounts × 10", OfProcessors(accounts), _hotFew.Fill.ProcessorSeconds, _hotAccounts.Fill.ProcessorSeconds, times, "0: none");
        yield return HotRow(
            "growth of a tick on the hot path, accounts × 10", OfProcessors(accounts), _hotFew.Margined.ProcessorSeconds, _hotAccounts.Margined.ProcessorSeconds, times, "≤ 1: linear in positions, repricing apart");
    }

    private static string OfProcessors(string sizes) => $"{sizes}, processor time";

    private static BenchRow HotRow(string name, string sizes, double few, double many, double times, string goal) => new(
        name,
        string.Create(CultureInfo.InvariantCulture, $"{sizes}: {few * 1e6:G3} and {many * 1e6:G3} µs"),
        times > 1 ? Math.Log(many / few) / Math.Log(times) : double.NaN,
        "exponent",
        goal,
        many / few,
        "the smaller");

    private static BenchRow Row(string name, FormattableString sizes, Repeated few, Repeated many, double times, string goal) => new(
        name,
        string.Create(CultureInfo.InvariantCulture, $"{FormattableString.Invariant(sizes)}: {few.Milliseconds:G3} and {many.Milliseconds:G3} ms"),
        times > 1 ? Math.Log(many.Seconds / few.Seconds) / Math.Log(times) : double.NaN,
        "exponent",
        goal,
        many.Seconds / few.Seconds,
        "the smaller");
}
