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

    /// <param name="tick">The measured one: its accounts are the many.</param>
    public GrowthBench(RiskScale scale, TickBench tick)
    {
        var few = Math.Max(1, scale.Accounts / Times);
        _accounts = tick;
        _few = new TickBench(scale.Instruments, few, scale.Positions);
        _positions = new TickBench(scale.Instruments, accounts: 1, scale.Positions * Times);
        _instruments = new TickBench(scale.Instruments * Times, accounts: 1, scale.Positions);
    }

    public IReadOnlyList<Repeated> All => [_few.Reprice, _few.Whole, _few.Look, _few.Trade, _positions.Look, _positions.Trade, _instruments.Reprice, _instruments.Look];

    public IEnumerable<BenchRow> Rows()
    {
        yield return Row("growth of a whole report, positions × 10", $"{_few.Positions} and {_positions.Positions} positions", _few.Look, _positions.Look, Times, "1: linear");
        yield return Row("growth of one position changed, positions × 10", $"{_few.Positions} and {_positions.Positions} positions", _few.Trade, _positions.Trade, Times, "0: none");
        yield return Row("growth of a whole report, instruments × 10", $"{_few.Instruments} and {_instruments.Instruments} options listed", _few.Look, _instruments.Look, Times, "0: none");
        yield return Row("growth of repricing, instruments × 10", $"{_few.Instruments} and {_instruments.Instruments} options", _few.Reprice, _instruments.Reprice, Times, "1: linear");
        yield return Row(
            "growth of a tick, accounts × 10", $"{_few.Accounts} and {_accounts.Accounts} accounts", _few.Whole, _accounts.Whole,
            _accounts.Accounts / (double)_few.Accounts, "≤ 1: linear in positions, repricing apart");
    }

    private static BenchRow Row(string name, FormattableString sizes, Repeated few, Repeated many, double times, string goal) => new(
        name,
        string.Create(CultureInfo.InvariantCulture, $"{FormattableString.Invariant(sizes)}: {few.Milliseconds:G3} and {many.Milliseconds:G3} ms"),
        times > 1 ? Math.Log(many.Seconds / few.Seconds) / Math.Log(times) : double.NaN,
        "exponent",
        goal,
        many.Seconds / few.Seconds,
        "the smaller");
}
