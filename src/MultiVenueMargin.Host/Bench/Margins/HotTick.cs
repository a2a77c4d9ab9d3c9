using System.Globalization;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>One tick of an underlying on one core, on the hot path: a market with rows for every option that is listed, and accounts that were compiled once.</summary>
internal sealed class HotTick
{
    // Of the first account, in one pass: one look is too short for a clock.
    private const int Looks = 100;

    private readonly MarketSnapshot[] _snapshots;
    private readonly HotMarket _market;
    private readonly CompiledBook[] _accounts;
    private readonly HotScratch _scratch = new();
    private readonly string _size;
    private PricedMarket _priced;
    private int _ticks;

    public HotTick(int instruments, int accounts, int positions)
    {
        (Instruments, Accounts, Positions) = (instruments, accounts, positions);
        _size = string.Create(CultureInfo.InvariantCulture, $"{instruments} options, {accounts} accounts × {positions} positions × {RiskStreet.Scenarios} scenarios, one core");
        var street = new RiskStreet(instruments, positions);
        _snapshots = [street.Market(), street.Market(1)];
        _priced = new PricedMarket(_snapshots[0], RiskStreet.Rules);
        _market = new HotMarket(_priced);
        foreach (var option in street.Options)
        {
            HouseParts.Name(option, _market);
        }

        var first = street.BookOf(0, positions);
        _accounts = [.. Enumerable.Range(0, accounts).Select(number => BookCompiler.Compile(number == 0 ? first : street.BookOf(number, positions), _market))];
        Fill = new Repeated(street.Options.Count, Filled);
        Scanned = new Repeated(1, () => Filled() + Scans());
        Margined = new Repeated(1, () => Filled() + Margins());
        Look = new Repeated(Looks, () =>
        {
            var sum = 0d;
            for (var i = 0; i < Looks; i++)
            {
                sum += HotBench.Margin(_accounts[0], _market, _scratch);
            }

            return sum;
        });

        // A book of its own, for it is patched.
        var change = new PatchedBook(first, _market);
        Change = new Repeated(Looks, () =>
        {
            var sum = 0d;
            for (var i = 0; i < Looks; i++)
            {
                sum += change.Next(_market, _scratch);
            }

            return sum;
        });
    }

    public int Instruments { get; }

    public int Accounts { get; }

    public int Positions { get; }

    /// <summary>A market that follows the last, with other prices, filled into rows; per option.</summary>
    public Repeated Fill { get; }

    /// <summary>That, and the scan of every account.</summary>
    public Repeated Scanned { get; }

    /// <summary>That, and the whole house requirement of every account.</summary>
    public Repeated Margined { get; }

    /// <summary>The requirement of the first account, again and again.</summary>
    public Repeated Look { get; }

    /// <summary>The same, each time after another of its positions has changed.</summary>
    public Repeated Change { get; }

    /// <param name="bareSeconds">What kernel and bare sums take for as much.</param>
    /// <param name="kernelSeconds">Of which the kernel for one option.</param>
    public IEnumerable<BenchRow> Rows(double bareSeconds, double kernelSeconds)
    {
        const string Bare = "kernel and bare sums";
        yield return new BenchRow(
            "hot path: rows filled after a tick, per option", _size, Fill.Nanoseconds, "ns", null, Fill.Seconds / kernelSeconds, "the kernel");
        yield return new BenchRow("allocated per option that is filled", _size, Fill.Bytes, "bytes");
        yield return new BenchRow(
            "hot path: one tick, all options repriced and all accounts scanned", _size, Scanned.Milliseconds, "ms", "≤ 4 ms", Scanned.Seconds / bareSeconds, Bare);
        yield return new BenchRow("processor time of that tick, accounts scanned", _size, Scanned.ProcessorSeconds * 1e3, "ms", null, Scanned.ProcessorSeconds / bareSeconds, Bare);
        yield return new BenchRow(
            "hot path: one tick, all options repriced and all accounts margined whole", _size, Margined.Milliseconds, "ms", "≤ 4 ms repriced and re-scanned",
            Margined.Seconds / bareSeconds, Bare);
        yield return new BenchRow("processor time of that tick, accounts margined whole", _size, Margined.ProcessorSeconds * 1e3, "ms", null, Margined.ProcessorSeconds / bareSeconds, Bare);
    }

    private double Filled()
    {
        // Every option's forward has moved, so that none is taken over from the market before.
        _priced = _priced.Next(_snapshots[++_ticks % _snapshots.Length], RiskStreet.Rules);
        _market.Fill(_priced);
        return 1;
    }

    private double Scans()
    {
        var sum = 0d;
        foreach (var account in _accounts)
        {
            sum += HouseParts.ScanOf(account, _market, _scratch);
        }

        return sum;
    }

    private double Margins()
    {
        var sum = 0d;
        foreach (var account in _accounts)
        {
            sum += HotBench.Margin(account, _market, _scratch);
        }

        return sum;
    }
}
