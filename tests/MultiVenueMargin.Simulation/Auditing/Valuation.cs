using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Simulation.Actors;
using static MultiVenueMargin.Simulation.PromiseBrokenException;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>
/// What a simple pool is worth at its three ends and what it needs, worked out again from MARGIN §2 to §6: dollars and coins, owned and
/// borrowed, linear and inverse perpetuals, orders, the default rules; no caps, no bridges, no options, no history. The figures are
/// doubles; they agree within a ten-millionth or not at all.
/// </summary>
internal sealed class Valuation
{
    private const double Capped = 4_900_000;
    private const double FirstTier = 450;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Lost = TimeSpan.FromSeconds(3_660);

    private readonly List<Owned> _owned = [];
    private readonly List<Perp> _perpetuals = [];
    private readonly List<(LocationId Venue, Perpetual Contract, OrderFact Order)> _orders = [];
    private readonly Evidence _evidence;

    private Valuation(Evidence evidence) => _evidence = evidence;

    /// <summary>Absent where the pool is not simple, or something in it has no price.</summary>
    public static Valuation? Of(AccountBook account, Evidence evidence, DateTimeOffset now)
    {
        var own = new Valuation(evidence);
        return own.AddPerpetuals(account) && own.AddOwned(account, now) ? own : null;
    }

    /// <summary>Whether something in the pool has no price, or one, or a line, that is too old to be relied on.</summary>
    public static bool IsUnpriced(AccountBook account, Evidence evidence, DateTimeOffset at)
    {
        var now = evidence.Market.ValuedAt;
        if (account.HoldingsAt(at).Any(each => each.Pool == evidence.Figures.Pool && (!IsPriced(each.Asset) || now - each.AsOf > Lost)))
        {
            return true;
        }

        foreach (var feed in account.Feeds.Values.Where(feed => feed.Pool == evidence.Figures.Pool))
        {
            foreach (var line in feed.Lines.All)
            {
                var isPriced = line.Fact switch
                {
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

        bool IsPriced(Asset asset) => asset == Asset.Usd || (evidence.Prices.TryGetValue(asset, out var mark) && now - mark.AsOf <= Lost);

        bool IsMarked(InstrumentId id) => evidence.Marks.TryGetValue(id, out var mark) && mark.Mark is not null && now - mark.AsOf <= Lost
            && Array.Find(Street.Perpetuals, each => each.Id == id) is { } perpetual && IsPriced(perpetual.Quote) && IsPriced(perpetual.Unit.NativeCoin);
    }

    public void Compare(PoolFigures figures, string where, Sometimes sometimes)
    {
        var stale = _perpetuals.GroupBy(each => each.Contract.Unit).Sum(unit => Math.Abs(unit.Sum(each => each.Delta * each.Uncertainty)));
        Same("worst", figures.WorstEquity, EquityAt(-1) - stale);
        Same("likely", figures.LikelyEquity, EquityAt(0));
        Same("best", figures.BestEquity, EquityAt(1) + stale);
        Same("maintenance", figures.MaintenanceMargin, Maintenance());
        sometimes.Seen("figures: recomputed");
        sometimes.SeenIf(stale > 0, "recomputed: uncertain positions");
        sometimes.SeenIf(_owned.Exists(each => each.Amount < 0), "recomputed: debts");
        sometimes.SeenIf(_orders.Count > 0, "recomputed: orders");
        sometimes.SeenIf(_perpetuals.Exists(each => each.Contract.IsInverse), "recomputed: inverse contracts");
        sometimes.SeenIf(_perpetuals.Select(each => each.Contract.Unit).Distinct().Count() > 1, "recomputed: two units");

        void Same(string what, Usd said, double own) =>
            Unless(Math.Abs((double)said.Amount - own) <= Math.Max(0.001, Scale() * 1e-7), $"{where} says {said} for its {what} figure; it should be {own}: {figures}.");
    }

    /// <summary>§6: every unit, every debt and every order; no venue says anything, nothing is correlated.</summary>
    private double Maintenance()
    {
        var units = _perpetuals.Select(each => each.Contract.Unit)
            .Concat(_owned.Where(each => each.IsCoin).Select(each => new RiskUnit(each.Asset.Code))).Distinct();
        var sum = 0.0;
        foreach (var unit in units)
        {
            var perpetuals = _perpetuals.Where(each => each.Contract.Unit == unit).ToList();
            var coins = _owned.Where(each => each.Asset == unit.NativeCoin).ToList();
            var hedged = HedgedShare(unit, -1);
            sum += new NaiveUnit(
                PriceOf(unit.NativeCoin),
                PriceOf(Street.Usdc),
                [.. perpetuals],
                [.. coins.Select(each => (each.Location, each.Amount < 0 ? each.CountedAt(-1) : each.CountedAt(-1) * hedged))],
                [.. coins.Where(each => each.Amount > 0).Select(each => (each.Location, each.CountedAt(-1) * (1 - hedged)))],
                HaircutOf(unit.NativeCoin)).Requirement();
        }

        var borrowed = _owned.Where(each => each.Amount < 0).GroupBy(each => each.Asset).Sum(debts => BorrowOf(-debts.Sum(each => each.CountedAt(-1))));
        return sum + borrowed + OrdersAlone();
    }

    /// <summary>2 % to 5 M USD, 3 % to 20 M, then 5 %.</summary>
    private static double BorrowOf(double debt) =>
        (0.02 * Math.Min(debt, 5e6)) + (0.03 * Math.Clamp(debt - 5e6, 0, 15e6)) + (0.05 * Math.Max(0, debt - 20e6));

    /// <summary>Per contract and venue what the fills of one side could add to its own range, and give away against the mark.</summary>
    private double OrdersAlone()
    {
        var sum = 0.0;
        foreach (var together in _orders.GroupBy(each => (each.Venue, each.Contract)))
        {
            var (contract, mark) = (together.Key.Contract, (double)_evidence.Marks[together.Key.Contract.Id].Mark!.Value.Value);
            var each = DeltaOf(contract, 1, mark);
            var held = _perpetuals.Where(it => it.Venue == together.Key.Venue && it.Contract == contract).Sum(it => it.Quantity);
            var bids = together.Where(it => it.Order.Side == OrderSide.Bid).ToList();
            var asks = together.Where(it => it.Order.Side == OrderSide.Ask).ToList();
            sum += Math.Max(0, Math.Max(
                Alone(held + Total(bids)) + Given(bids, 1) - Alone(held),
                Alone(held - Total(asks)) + Given(asks, -1) - Alone(held)));

            double Alone(double quantity) => Math.Abs(quantity) * each * NaiveUnit.Range;

            double Total(IEnumerable<(LocationId, Perpetual, OrderFact Order)> orders) => orders.Sum(it => (double)it.Order.Open.Value);

            double Given(IEnumerable<(LocationId, Perpetual, OrderFact Order)> orders, int side) =>
                orders.Sum(it => Math.Max(0, side * ((double)it.Order.Limit.Value - mark)) / mark * (double)it.Order.Open.Value * each);
        }

        return sum;
    }

    /// <summary>−1 is the worst end, 0 what is likely, 1 the best.</summary>
    private double EquityAt(int end)
    {
        var sum = _owned.Where(each => each.Amount < 0 || !each.IsCoin)
            .Sum(each => each.CountedAt(end) * (each.Amount < 0 ? 1 : 1 - HaircutOf(each.Asset)));
        foreach (var coins in _owned.Where(each => each.IsCoin && each.Amount > 0).GroupBy(each => each.Asset))
        {
            var hedged = HedgedShare(new RiskUnit(coins.Key.Code), end);
            sum += coins.Sum(each => each.CountedAt(end)) * (hedged + ((1 - hedged) * (1 - HaircutOf(coins.Key))));
        }

        return sum;
    }

    /// <summary>Which share of the coins of a unit stands against a short in it.</summary>
    private double HedgedShare(RiskUnit unit, int end)
    {
        var coins = _owned.Where(each => each.Asset == unit.NativeCoin).ToList();
        var owned = coins.Where(each => each.Amount > 0).Sum(each => each.CountedAt(end));
        var delta = _perpetuals.Where(each => each.Contract.Unit == unit).Sum(each => each.Delta) + coins.Where(each => each.Amount < 0).Sum(each => each.CountedAt(end));
        return owned > 0 ? Math.Min(owned, Math.Max(0, -delta)) / owned : 0;
    }

    private bool AddPerpetuals(AccountBook account)
    {
        var lots = new Dictionary<(LocationId, Perpetual), (double Quantity, DateTimeOffset AsOf)>();
        foreach (var (id, feed) in account.Feeds.Where(feed => feed.Value.Pool == _evidence.Figures.Pool))
        {
            foreach (var line in feed.Lines.All.Where(line => line.Fact is PositionFact or OrderFact))
            {
                var instrument = line.Fact is PositionFact position ? position.Instrument : ((OrderFact)line.Fact).Instrument;
                if (Array.Find(Street.Perpetuals, each => each.Id == instrument) is not { } contract || _evidence.Marks.GetValueOrDefault(instrument)?.Mark is not { } mark
                    || !_evidence.Prices.ContainsKey(contract.Unit.NativeCoin) || (!contract.IsInverse && !_evidence.Prices.ContainsKey(contract.Quote)))
                {
                    return false;
                }

                if (line.Fact is OrderFact order)
                {
                    _orders.Add((id.Location, contract, order));
                    continue;
                }

                var fact = (PositionFact)line.Fact;
                var (key, asOf) = ((id.Location, contract), feed.AsOf(line));
                var before = lots.GetValueOrDefault(key, (0, asOf));
                lots[key] = (before.Quantity + (double)fact.Quantity.Value, asOf < before.AsOf ? asOf : before.AsOf);
                Earn(id.Location, contract, (double)fact.Quantity.Value, (double?)fact.AverageEntry?.Value, (double)mark.Value, asOf);
            }
        }

        foreach (var ((venue, contract), (quantity, asOf)) in lots)
        {
            var mark = _evidence.Marks[contract.Id];
            _perpetuals.Add(new Perp(
                venue, contract, quantity, DeltaOf(contract, quantity, (double)mark.Mark!.Value.Value), UncertaintyOf((double)mark.Confidence.Value, 0.03, mark.AsOf, asOf), (double?)mark.HalfSpread?.Value ?? 0.0005));
        }

        return true;
    }

    /// <summary>Profit since the entry is in no balance yet: it belongs to the line that it will be paid to.</summary>
    private void Earn(LocationId venue, Perpetual contract, double quantity, double? entry, double mark, DateTimeOffset asOf)
    {
        if (entry is > 0)
        {
            var each = contract.IsInverse ? (1 / entry.Value) - (1 / mark) : mark - entry.Value;
            if (each != 0 && quantity != 0)
            {
                Add(venue, contract.Settlement, false, quantity * (double)contract.Multiplier * each, asOf);
            }
        }
    }

    private bool AddOwned(AccountBook account, DateTimeOffset now)
    {
        foreach (var each in account.HoldingsAt(now).Where(each => each.Pool == _evidence.Figures.Pool))
        {
            Add(each.Feed.Location, each.Asset, each.IsLoan, (double)each.Amount, each.AsOf);
        }

        foreach (var line in _owned)
        {
            if (!_evidence.Prices.TryGetValue(line.Asset, out var mark))
            {
                return false;
            }

            line.Price = (double)mark.Mark.Value;
            line.Uncertainty = UncertaintyOf((double)mark.Confidence.Value, line.IsCoin ? 0.03 : 0.005, mark.AsOf, line.AsOf);
        }

        return IsWithinFirstTier(account, now) && _owned.Where(each => each.Amount > 0).GroupBy(each => each.Asset).All(lines => lines.Sum(each => each.CountedAt(1)) < Capped);
    }

    /// <summary>Tiers go by all pools of an account, and what inverse contracts of another pool have earned is worked out nowhere here.</summary>
    private bool IsWithinFirstTier(AccountBook account, DateTimeOffset now) =>
        account.HoldingsAt(now).Where(each => each.Asset != Street.Usdc).Sum(each => Math.Abs(each.Amount)) < (decimal)FirstTier
        && _owned.Where(each => each.IsCoin).Sum(each => Math.Abs(each.Amount)) < FirstTier
        && !account.Feeds.Values.Where(feed => feed.Pool != _evidence.Figures.Pool).SelectMany(feed => feed.Lines.All)
            .Any(line => line.Fact is PositionFact it && it.Instrument == Street.InversePerpetual.Id);

    private void Add(LocationId location, Asset asset, bool isLoan, double amount, DateTimeOffset asOf)
    {
        var line = _owned.Find(each => each.Location == location && each.Asset == asset && each.IsLoan == isLoan);
        if (line is null)
        {
            _owned.Add(line = new Owned(location, asset, isLoan) { AsOf = asOf });
        }

        line.Amount += amount;
        line.AsOf = asOf < line.AsOf ? asOf : line.AsOf;
    }

    /// <summary>What a move of 100 % is worth.</summary>
    private double DeltaOf(Perpetual contract, double quantity, double mark) => contract.IsInverse
        ? quantity * (double)contract.Multiplier * PriceOf(contract.Unit.NativeCoin) / mark
        : quantity * (double)contract.Multiplier * mark * PriceOf(contract.Quote);

    private double UncertaintyOf(double confidence, double daily, DateTimeOffset priced, DateTimeOffset told)
    {
        var age = _evidence.Market.ValuedAt - (priced < told ? priced : told);
        return (2 * confidence) + (age > Fresh ? daily * Math.Sqrt((age - Fresh).TotalDays) : 0);
    }

    private double PriceOf(Asset asset) => _evidence.Prices.TryGetValue(asset, out AssetMark? mark) ? (double)mark.Mark.Value : 1;

    private double Scale() => _owned.Sum(each => Math.Abs(each.Amount * each.Price)) + _perpetuals.Sum(each => Math.Abs(each.Delta));

    private static double HaircutOf(Asset asset) => asset == Street.Usdc ? 0.005 : asset == Street.Btc ? 0.02 : 0.03;
}

/// <summary>A line of collateral, or a debt.</summary>
internal sealed record Owned(LocationId Location, Asset Asset, bool IsLoan)
{
    public double Amount { get; set; }

    public DateTimeOffset AsOf { get; set; }

    public double Price { get; set; }

    public double Uncertainty { get; set; }

    public bool IsCoin => Asset != Street.Usdc;

    /// <summary>Its value at an end, before a haircut: at the worst end owned less and owed more.</summary>
    public double CountedAt(int end) => Amount * Price * Math.Max(0, 1 + (end * Math.Sign(Amount) * Uncertainty));
}

/// <summary>A perpetual at a venue.</summary>
internal sealed record Perp(LocationId Venue, Perpetual Contract, double Quantity, double Delta, double Uncertainty, double HalfSpread);
