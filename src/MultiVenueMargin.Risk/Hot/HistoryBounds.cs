using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Pricing;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.Statistics;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// Between what FHS_apc of a unit (MARGIN §4) lies on a market that moved, without a thousand scenarios: from nothing to what is lost
/// where everything that falls with the price falls as far as on the worst day, or everything that rises with it rises so far.
/// </summary>
/// <remarks>
/// VaR, ES and the worst of the stress set are no more than the worst loss over all scenarios, and so is what is made of them, times
/// the buffer. The price of an option rises with σ and, a call's, with F (a put's falls); so over all days on which the price does
/// not rise, a position loses no more than between here and the one corner of the days' moves that is worst for it. MM rises with
/// the figure: between the two ends of it lies the report's.
/// </remarks>
internal sealed class HistoryBounds
{
    /// <summary>More than the kernel is off by in a change of B, and the report's sum of up to 10 000 of them, relative to the forward.</summary>
    private const double KernelShare = 1e-11;

    private readonly PricedMarket _priced;
    private readonly Dictionary<RiskUnit, Days?> _days = [];
    private Losses[] _still = [];
    private Losses[] _losses = [];
    private int _rows;

    /// <param name="priced">The market that does not move: history stands still when a factor moves.</param>
    public HistoryBounds(PricedMarket priced) => _priced = priced;

    /// <summary>Which end <see cref="Of"/> gives.</summary>
    public bool IsMost { get; set; }

    /// <summary>Whether the bounds are proven under these rules, and MM rises with the figure: credit gives back less than all.</summary>
    public static bool Holds(HotMarket market)
    {
        var rules = market.Priced.Rules.Statistical;
        return rules.StressWeight is >= 0 and <= 1 && rules.BufferShare >= 0 && market.CreditShares.Sum() <= 1;
    }

    /// <summary>Takes in the instruments that have rows by now, as they are without a move.</summary>
    public void Prepare(HotMarket market)
    {
        if (_rows == market.InstrumentIds.Count)
        {
            return;
        }

        Array.Resize(ref _still, market.InstrumentIds.Count);
        Array.Resize(ref _losses, market.InstrumentIds.Count);
        for (; _rows < market.InstrumentIds.Count; _rows++)
        {
            Fill(_rows, _priced, market);
            _still[_rows] = _losses[_rows];
        }
    }

    /// <summary>One instrument as a market prices it.</summary>
    public void Fill(int row, PricedMarket priced, HotMarket market)
    {
        if (priced.TryPrice(market.InstrumentIds[row], out var instrument, out _)
            && instrument is PricedOptionContract { IsDelivered: false } option)
        {
            Fill(
                row,
                option.Option,
                Kernel.ToDouble(option.Inputs.Forward),
                option.Inputs.Volatility,
                option.IsExpired ? 0 : option.Option.YearsAt(priced.AsOf),
                Kernel.ToDouble(option.Option.Multiplier * option.UsdFactor));
        }
    }

    /// <summary>One option at a forward and a σ.</summary>
    public void Fill(int row, EuropeanOption option, double forward, double volatility, double years, double contract)
    {
        if (DaysOf(option.Unit) is not { } days)
        {
            return;
        }

        var strike = (double)option.Strike.Value;
        var isCall = option.Right == OptionRight.Call;
        var now = PriceAt(1, 1);
        var (calm, wild) = (PriceAt(1, days.LeastVolatility), PriceAt(1, days.MostVolatility));
        var (least, most) = (1 + days.LeastMove, 1 + days.MostMove);
        var off = KernelShare * Math.Max(forward * most, strike);
        _losses[row] = new Losses(
            new Losses.Side(
                Lost(isCall ? PriceAt(least, days.LeastVolatility) : calm), Won(isCall ? wild : PriceAt(least, days.MostVolatility))),
            new Losses.Side(
                Lost(isCall ? calm : PriceAt(most, days.LeastVolatility)), Won(isCall ? PriceAt(most, days.MostVolatility) : wild)));

        double PriceAt(double growth, double factor) => Black76.Price(option.Right, forward * growth, strike, volatility * factor, years);

        double Lost(double price) => contract * (Math.Max(now - price, 0) + off);

        double Won(double price) => contract * (Math.Max(price - now, 0) + off);
    }

    /// <summary>Back to the market that does not move.</summary>
    public void Restore() => _still.AsSpan(0, _rows).CopyTo(_losses);

    /// <summary>The end asked for of a part's FHS_apc; certainly nothing where no history is loaded.</summary>
    public Bounded Of(CompiledUnit unit, CompiledPart part, HotScratch scratch)
    {
        if (!IsMost || DaysOf(unit.Unit) is not { } days)
        {
            return Bounded.Zero;
        }

        var state = scratch.State;
        var (linear, gross, down, up) = (0.0, 0.0, 0.0, 0.0);
        foreach (ref readonly var position in part.Positions.AsSpan())
        {
            if (position.Kind != HotKind.Option)
            {
                linear += scratch.Deltas[position.Slot];
                gross += Math.Abs(scratch.Deltas[position.Slot]);
                continue;
            }

            var losses = _losses[position.Row];
            down += Math.Abs(position.Quantity) * (position.Quantity > 0 ? losses.Down.Long : losses.Down.Short);
            up += Math.Abs(position.Quantity) * (position.Quantity > 0 ? losses.Up.Long : losses.Up.Short);
        }

        var delta = Bounded.OfSum(linear, gross, part.Positions.Length) + state.CoinDelta;
        down += (Math.Max(delta.Most, 0) + state.FreeDelta.Most) * -days.LeastMove;
        up += Math.Max(-delta.Least, 0) * days.MostMove;
        var most = Math.Max(down, up) * days.Buffer;
        return new Bounded(most, Bounded.ErrorOfSum(most, part.Positions.Length)).Rounded();
    }

    private Days? DaysOf(RiskUnit unit)
    {
        if (!_days.TryGetValue(unit, out var days))
        {
            days = _priced.FindStatistics(unit) is { } statistics ? Days.Of(statistics, _priced.Rules.Statistical.BufferShare) : null;
            _days.Add(unit, days);
        }

        return days;
    }

    /// <summary>The corners of all days' moves; not to move is among them.</summary>
    private sealed record Days(double LeastMove, double MostMove, double LeastVolatility, double MostVolatility, double Buffer)
    {
        public static Days Of(UnitStatistics statistics, decimal bufferShare)
        {
            ScenarioSet[] sets = [statistics.Filtered, statistics.LongRun, statistics.Stress];
            var scenarios = sets.SelectMany(set => set.Scenarios).ToList();
            var moves = scenarios.Select(scenario => (double)scenario.Move).Append(0).ToList();
            var volatilities = scenarios.Select(scenario => scenario.Volatility.Size).Append(1).ToList();
            return new Days(moves.Min(), moves.Max(), volatilities.Min(), volatilities.Max(), Kernel.ToDouble(1 + (bufferShare * statistics.BufferShare)));
        }
    }

    /// <summary>What one contract loses at most on a day on which the price does not rise, and does not fall.</summary>
    private readonly record struct Losses(Losses.Side Down, Losses.Side Up)
    {
        public readonly record struct Side(double Long, double Short);
    }
}
