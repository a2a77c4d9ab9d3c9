using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Simulation.Actors;
using static MultiVenueMargin.Simulation.PromiseBrokenException;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>
/// What a simple pool is worth and needs at least, by MARGIN §2 and §3 in a few lines: dollars and coins, linear perpetuals, no caps, no
/// bridges, no options. The figures are doubles; they agree within a ten-millionth or not at all.
/// </summary>
internal sealed class Valuation
{
    private const double Range = 0.16;
    private const double Free = 5_000_000;
    private static readonly TimeSpan Lost = TimeSpan.FromSeconds(3_660);

    private double _likely;
    private double _delta;
    private double _leastUncertain;
    private bool _hasCoins;

    /// <summary>Absent where the pool is not simple, or something in it has no price.</summary>
    public static Valuation? Of(AccountBook account, Evidence evidence)
    {
        var feeds = account.Feeds.Where(feed => feed.Value.Pool == evidence.Figures.Pool).OrderBy(feed => feed.Key).ToList();
        if (feeds.GroupBy(feed => feed.Key.Location).Any(group => group.Count() > 1))
        {
            return null;
        }

        var own = new Valuation();
        var amounts = new Dictionary<(LocationId, Asset), double>();
        var deltas = new Dictionary<RiskUnit, double>();
        foreach (var (id, feed) in feeds)
        {
            foreach (var line in feed.Lines.All)
            {
                switch (line.Fact)
                {
                    case BalanceFact it:
                        amounts[(id.Location, it.Asset)] = amounts.GetValueOrDefault((id.Location, it.Asset))
                            + (double)(it.Balance.Value + it.UnrealisedProfit.Value - it.Owed.Value);
                        break;
                    case PositionFact it when Array.Find(Street.Perpetuals, each => each.Id == it.Instrument) is { } perpetual:
                        if (!evidence.Marks.TryGetValue(it.Instrument, out var quoted) || quoted.Mark is not { } mark
                            || !evidence.Prices.TryGetValue(Street.Usdc, out var dollar))
                        {
                            return null;
                        }

                        var (quantity, price) = ((double)it.Quantity.Value, (double)mark.Value);
                        deltas[perpetual.Unit] = deltas.GetValueOrDefault(perpetual.Unit) + (quantity * price * (double)dollar.Mark.Value);
                        amounts[(id.Location, Street.Usdc)] = amounts.GetValueOrDefault((id.Location, Street.Usdc))
                            + (it.AverageEntry is { } entry ? quantity * (price - (double)entry.Value) : 0);
                        break;
                    case PositionFact:
                        return null;
                    default:
                        break;
                }
            }
        }

        return own.Add(evidence, amounts, deltas) ? own : null;
    }

    /// <summary>Whether something in the pool has no price, or one, or a line, that is too old to be relied on.</summary>
    public static bool IsUnpriced(AccountBook account, Evidence evidence)
    {
        var now = evidence.Market.ValuedAt;
        foreach (var feed in account.Feeds.Values.Where(feed => feed.Pool == evidence.Figures.Pool))
        {
            foreach (var line in feed.Lines.All)
            {
                var isPriced = line.Fact switch
                {
                    BalanceFact it => IsPriced(it.Asset),
                    PositionFact it => IsMarked(it.Instrument),
                    OrderFact it => IsMarked(it.Instrument),
                    _ => true,
                };
                if (!isPriced || now - feed.AsOf(line) > Lost)
                {
                    return true;
                }
            }
        }

        return false;

        bool IsPriced(Asset asset) => evidence.Prices.TryGetValue(asset, out var mark) && now - mark.AsOf <= Lost;

        bool IsMarked(InstrumentId id) => evidence.Marks.TryGetValue(id, out var mark) && mark.Mark is not null && now - mark.AsOf <= Lost
            && Array.Find(Street.Perpetuals, each => each.Id == id) is { } perpetual && IsPriced(perpetual.Quote) && IsPriced(perpetual.Unit.NativeCoin);
    }

    public void Compare(PoolFigures figures, string where)
    {
        var tolerance = Math.Max(0.001, Math.Abs(_likely) * 1e-7);
        Unless(Math.Abs((double)figures.LikelyEquity.Amount - _likely) <= tolerance, $"{where} is likely worth {figures.LikelyEquity}; it should be {_likely}.");
        Unless(
            (double)figures.WorstEquity.Amount <= _likely - _leastUncertain + tolerance,
            $"{where} is worth {figures.WorstEquity} at the worst and {_likely} likely; {_leastUncertain} is uncertain at least.");
        if (!_hasCoins)
        {
            Unless(
                (double)figures.MaintenanceMargin.Amount >= _delta * Range * (1 - 1e-9),
                $"{where} needs {figures.MaintenanceMargin}; a move of {Range} alone costs {_delta * Range}.");
        }
    }

    private bool Add(Evidence evidence, Dictionary<(LocationId Location, Asset Asset), double> amounts, Dictionary<RiskUnit, double> deltas)
    {
        foreach (var lines in amounts.GroupBy(line => line.Key.Asset))
        {
            if (!evidence.Prices.TryGetValue(lines.Key, out var mark))
            {
                if (lines.All(line => line.Value == 0))
                {
                    continue;
                }

                return false;
            }

            var price = (double)mark.Mark.Value;
            var owned = lines.Where(line => line.Value > 0).Sum(line => line.Value * price);
            var owed = lines.Where(line => line.Value < 0).Sum(line => line.Value * price);
            var haircut = lines.Key == Street.Usdc ? 0.005 : lines.Key == Street.Btc ? 0.02 : 0.03;
            var hedge = 0.0;
            if (lines.Key != Street.Usdc)
            {
                _hasCoins = true;
                hedge = Math.Min(owned, Math.Max(0, -(deltas.GetValueOrDefault(new RiskUnit(lines.Key.Code)) + owed)));
            }

            if (owned > Free)
            {
                return false;
            }

            _likely += hedge + ((owned - hedge) * (1 - haircut)) + owed;
            _leastUncertain += (owned * (1 - haircut)) * Math.Min(1, 2 * (double)mark.Confidence.Value) * 0.999;
        }

        _delta = deltas.Values.Sum(Math.Abs);
        return true;
    }
}
