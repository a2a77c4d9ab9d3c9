using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.Valuation;
using static MultiVenueMargin.Risk.Tests.NaiveEvaluator.BigRational;

namespace MultiVenueMargin.Risk.Tests.NaiveEvaluator;

/// <summary>
/// MARGIN §3–§5 for one unit of one pool: positions that are still at risk, coins as (place, Δ$), free collateral as
/// (place, G, h_a). Every figure goes into a table by name.
/// </summary>
internal sealed class NaiveUnit(
    RiskUnit unit,
    PricedMarket priced,
    List<NaivePosition> positions,
    List<(LocationId Place, BigRational Delta)> coins,
    List<(LocationId Place, BigRational G, BigRational Haircut)> free)
{
    private static readonly Asset Usdt = new("USDT");
    private static readonly Asset Usdc = new("USDC");

    private readonly UnitClass _class = priced.Rules.ClassOf(unit);
    private readonly AddOnRules _addOns = priced.Rules.AddOns;
    private readonly BigRational _index = priced.FindIndex(unit) is { } known ? known : Zero;

    public RiskUnit Unit => unit;

    public Dictionary<string, BigRational> Figures { get; } = [];

    public BigRational Requirement => Figures["Requirement"];

    public BigRational AllDelta => Figures["AllDelta"];

    public NaiveUnit Evaluate(bool isBounded = true)
    {
        var coinDelta = Sum(coins.Select(coin => coin.Delta));
        var net = coinDelta + Sum(positions.Select(position => position.Delta));
        var gross = Abs(coinDelta) + Sum(positions.Select(position => Abs(position.Delta)));
        Figures["NetDelta"] = net;
        Figures["GrossDelta"] = gross;
        Figures["AllDelta"] = net + Sum(free.Select(line => line.G));
        Figures["SCAN"] = Scan();
        Figures["FHS"] = Statistical(coinDelta);
        Figures["GROSS_FLOOR"] = Up(gross * _class.GrossFloorShare);
        var core = Max(Max(Figures["SCAN"], Figures["FHS"]), Figures["GROSS_FLOOR"]);
        Figures["Core"] = core;
        Figures["BASIS"] = Up(Basis());
        Figures["VEGA_TERM"] = Up(VegaTerm());
        Figures["PEG"] = Up(Peg(coinDelta));
        Figures["RATE"] = Up(Abs(Sum(positions.Where(position => position.Option is not null)
            .Select(position => Years(position) * position.Units * position.Option!.ModelValue))) * _addOns.RateShock);
        Figures["FUNDING"] = Up(Sum(positions.Where(position => position.Contract is Perpetual)
            .Select(position => Positive(position.Delta * (position.Instrument.Mark.PredictedFunding?.Value ?? 0m)))));
        Figures["LIQ"] = Up(Liquidity(coinDelta));
        Figures["CONC"] = Up(core * Concentration(net));
        Figures["SHORT_OPTION_MIN"] = Up(ShortOptions());
        Figures["MIN_DELTA"] = Up((Abs(net) * _addOns.MinimumOnNet) + ((gross - Abs(net)) / 2 * _addOns.MinimumOnHedged));
        var sum = core + Sum(new[] { "BASIS", "VEGA_TERM", "PEG", "RATE", "FUNDING", "LIQ", "CONC" }.Select(name => Figures[name]));
        Figures["Uncapped"] = Max(Max(sum, Figures["SHORT_OPTION_MIN"]), Figures["MIN_DELTA"]);
        Figures["Requirement"] = Figures["Uncapped"];
        if (isBounded)
        {
            Bound();
        }

        return this;
    }

    private BigRational Scan()
    {
        var set = priced.ScanOf(unit);
        var rules = priced.Rules.Scan;
        var worst = Zero;
        for (var i = 0; i < set.Count; i++)
        {
            var (s, w) = ((BigRational)set[i].Move, (BigRational)set[i].Weight);
            var parts = positions.Select(position => (Place: position.Venue, Profit: position.Quantity * position.Instrument.ScanArray.ExactProfit[i] * w))
                .Concat(coins.Select(coin => (coin.Place, Profit: coin.Delta * s * w)))
                .Concat(free.Select(line => (line.Place, Profit: FreeProfit(line.G, line.Haircut, w * s))));
            var total = Zero;
            foreach (var bucket in parts.GroupBy(part => part.Place))
            {
                var b = Sum(bucket.Select(part => part.Profit));
                total += b.Sign > 0 ? Min(b * rules.GainShare, rules.GainCapUsd) : b;
            }

            if (set[i].IsTail)
            {
                total = total.Sign < 0 ? -Positive(-total - rules.TailDampenerUsd) : total;
            }

            Figures[$"scenario {set[i].Id}"] = Down(total);
            worst = Min(worst, Down(total));
        }

        return -worst;
    }

    private static BigRational FreeProfit(BigRational g, BigRational haircut, BigRational move) =>
        move.Sign >= 0 ? g * move : -(g * Positive(-move - haircut));

    private BigRational Statistical(BigRational coinDelta)
    {
        if (priced.FindStatistics(unit) is not { } statistics)
        {
            return Zero;
        }

        var rules = priced.Rules.Statistical;
        var h = H(statistics.Filtered);
        var x = Positive(-Profits(statistics.Stress).DefaultIfEmpty(Zero).Aggregate(Min));
        var raw = Max(((One - rules.StressWeight) * h) + (rules.StressWeight * Max(h, x)), H(statistics.LongRun));
        Figures["H"] = Up(h);
        return Up(raw * (One + ((BigRational)rules.BufferShare * statistics.BufferShare)));

        BigRational H(ScenarioSet set)
        {
            var losses = Profits(set).Select(profit => -profit).OrderDescending().ToList();
            var forValueAtRisk = Math.Max(1, Ceiling(losses.Count * (BigRational)rules.ValueAtRiskTail));
            var forShortfall = Math.Max(1, Ceiling(losses.Count * (BigRational)rules.ShortfallTail));
            return Positive(Max(losses[forValueAtRisk - 1], Sum(losses.Take(forShortfall)) / forShortfall));
        }

        IEnumerable<BigRational> Profits(ScenarioSet set)
        {
            var arrays = positions.Select(position => position.Instrument.ArrayOver(set)).ToList();
            for (var i = 0; i < set.Count; i++)
            {
                var sum = coinDelta * set[i].Move;
                for (var p = 0; p < positions.Count; p++)
                {
                    sum += positions[p].Quantity * arrays[p].ExactProfit[i];
                }

                foreach (var line in free)
                {
                    sum += FreeProfit(line.G, line.Haircut, set[i].Move);
                }

                yield return sum;
            }
        }
    }

    private BigRational Basis()
    {
        var sum = Zero;
        foreach (var expiry in positions.Where(position => position.IsAhead).GroupBy(position => position.Expiry!.Value))
        {
            sum += Abs(Sum(expiry.Select(position => position.Delta))) * Max(_class.BasisFloor, _class.BasisPerYear * Years(expiry.First()));
        }

        var byVenue = positions.Where(position => position.Contract is Perpetual)
            .GroupBy(position => position.Venue)
            .Select(venue => Sum(venue.Select(position => position.Delta)))
            .ToList();
        return sum + (Min(Sum(byVenue.Select(Positive)), Sum(byVenue.Select(net => Positive(-net)))) * _class.PerpetualBasis);
    }

    private BigRational VegaTerm()
    {
        var open = positions.Where(position => position.Option is not null && position.IsAhead)
            .GroupBy(position => position.Expiry!.Value)
            .ToDictionary(expiry => expiry.Key, expiry => Sum(expiry.Select(position => position.Quantity * position.Option!.Vega)));
        var sum = Zero;
        while (true)
        {
            // The pair of a long and a short expiry with the least gap, then the earlier one.
            var pairs =
                from one in open.Keys
                from other in open.Keys
                where open[one].Sign > 0 && open[other].Sign < 0
                orderby (one - other).Duration(), one < other ? one : other
                select (one, other);
            if (!pairs.Any())
            {
                return sum;
            }

            var (longOne, shortOne) = pairs.First();
            var matched = Min(open[longOne], -open[shortOne]);
            open[longOne] -= matched;
            open[shortOne] += matched;
            var gap = Of((longOne - shortOne).Duration().Ticks, TimeSpan.TicksPerDay);
            sum += matched * _addOns.VegaTermPoints * Min(One, gap / _addOns.VegaTermFullGapDays);
        }
    }

    private BigRational Peg(BigRational coinDelta)
    {
        var open = positions.GroupBy(position => position.Contract.IsInverse ? Asset.Usd : position.Contract.Quote)
            .ToDictionary(quote => quote.Key, quote => Sum(quote.Select(position => position.Delta)));
        open[Asset.Usd] = open.GetValueOrDefault(Asset.Usd, Zero) + coinDelta;
        var names = open.Keys.OrderBy(asset => asset.Code, StringComparer.Ordinal).ToList();
        var pairs = new List<(Asset, Asset)> { (Usdt, Asset.Usd), (Usdt, Usdc), (Usdc, Asset.Usd) };
        pairs.AddRange(names.SelectMany((one, i) => names.Skip(i + 1).Select(other => (one, other))));
        var sum = Zero;
        foreach (var (one, other) in pairs)
        {
            var (first, second) = (open.GetValueOrDefault(one, Zero), open.GetValueOrDefault(other, Zero));
            if (first.Sign * second.Sign != -1)
            {
                continue;
            }

            var matched = Min(Abs(first), Abs(second));
            open[one] = first - (first.Sign * matched);
            open[other] = second - (second.Sign * matched);
            var calm = NaiveCollateral.Slices(_addOns.PegTiers, matched) / matched;
            sum += matched * PegRate(calm, Min(Price(one), Price(other)));
        }

        return sum;

        BigRational Price(Asset quote) => priced.FindMark(quote) is { } mark ? mark.Mark.Value : One;
    }

    /// <summary>Straight lines through (0.995, ρ), (0.99, 5ρ), (0.80, 40 %), level outside.</summary>
    private BigRational PegRate(BigRational calm, BigRational price)
    {
        var corners = new[]
        {
            (At: (BigRational)_addOns.PegBrokenAt, Rate: (BigRational)_addOns.PegBrokenRate),
            (At: _addOns.PegStrainAt, Rate: _addOns.PegStrainMultiple * calm),
            (At: _addOns.PegCalmAbove, Rate: calm),
        };
        for (var i = 0; i + 1 < corners.Length; i++)
        {
            if (price > corners[i].At && price <= corners[i + 1].At)
            {
                var share = (price - corners[i].At) / (corners[i + 1].At - corners[i].At);
                return corners[i].Rate + (share * (corners[i + 1].Rate - corners[i].Rate));
            }
        }

        return price <= corners[0].At ? corners[0].Rate : calm;
    }

    private BigRational Liquidity(BigRational coinDelta)
    {
        var unitVolume = priced.FindDailyVolume(unit);
        var sum = Abs(coinDelta) * (_class.HalfSpread + Impact(coinDelta, unitVolume));
        foreach (var position in positions)
        {
            var mark = position.Instrument.Mark;
            var impact = Impact(position.Delta, mark.AverageDailyVolume?.Value ?? unitVolume);
            if (position.Option is { } option)
            {
                // min(mark, 5 %·mark + 2 bp·S·m) for each contract.
                BigRational each = option.Option.Multiplier * Positive(option.Value);
                var spread = Min(each, (each * _addOns.OptionSpreadOfMark) + (_index * option.Option.Multiplier * _addOns.OptionSpreadOfUnderlying));
                var cost = (Abs(position.Quantity) * spread) + (Abs(position.Delta) * impact);
                sum += position.Quantity.Sign > 0 ? Min(cost, position.Quantity * each) : cost;
                continue;
            }

            var left = _index.Sign > 0 ? Abs(position.Delta) / _index : Zero;
            foreach (var level in mark.Depth)
            {
                var taken = Min(left, level.Coins.Value);
                sum += taken * _index * level.Distance.Value;
                left -= taken;
            }

            sum += left * _index * ((mark.HalfSpread?.Value ?? _class.HalfSpread) + impact);
        }

        return sum;
    }

    /// <summary>0.7·σ_day·√(coins/ADV).</summary>
    private BigRational Impact(BigRational delta, decimal? volume)
    {
        var ratio = volume is { } perDay && _index.Sign > 0 ? Abs(delta) / _index / perDay : One;
        return _addOns.ImpactCoefficient * (BigRational)priced.DailyVolatility(unit) * Sqrt(ratio);
    }

    private BigRational Concentration(BigRational net)
    {
        var n = priced.FindDailyVolume(unit) is { } volume && _index.Sign > 0
            ? Abs(net) / _index / ((BigRational)_addOns.ConcentrationVolumeShare * volume)
            : _addOns.ConcentrationMostDays;
        var days = Min(n + _addOns.ConcentrationBaseDays, _addOns.ConcentrationMostDays);
        return Clamp(Sqrt(days / _addOns.ConcentrationHorizonDays) - One, Zero, _addOns.ConcentrationMost);
    }

    private BigRational ShortOptions()
    {
        var sum = Zero;
        foreach (var series in positions.Where(position => position.Option is not null)
            .GroupBy(position => (position.Expiry, position.Option!.Option.Strike, position.Option.Option.Right)))
        {
            sum += Positive(-Sum(series.Select(position => position.Units))) * _index * _class.ShortOptionShare;
        }

        return sum;
    }

    private void Bound()
    {
        var groups = positions.Where(position => position.Expiry is not null && position.Quantity.Sign != 0)
            .GroupBy(position => (position.Venue, position.Expiry, position.Contract.Quote, position.Contract.IsInverse))
            .Where(group => group.Any(position => position.Option is not null))
            .ToList();
        if (groups.Count == 0)
        {
            return;
        }

        var losses = Zero;
        var cover = new List<(LocationId, BigRational)>();
        foreach (var group in groups)
        {
            var n = Positive(-Sum(group.Select(Slope)));
            var prices = group.Where(position => position.Option is not null).Select(StrikeInUsd).Append(Zero);
            var least = prices.Select(price => (n * (price - _index)) + Sum(group.Select(position => Payoff(position, price)))).Aggregate(Min);
            if (least.Sign > 0)
            {
                var options = group.Where(position => position.Option is not null).ToList();
                var discount = options.Select(position => (BigRational)position.Option!.Inputs.Discount).Aggregate(Min);
                var years = (options[0].Expiry!.Value - priced.AsOf).TotalSeconds / (365.0 * 86_400.0);
                least *= discount * FromDouble(Math.Exp(-(double)_addOns.MaximumLossRate * Math.Max(years, 0)));
            }

            losses += Up(Positive(Sum(group.Select(position => position.OptionValue)) - least));
            if (n.Sign > 0)
            {
                cover.Add((group.Key.Venue, -n * _index));
            }
        }

        var rest = new NaiveUnit(
            unit,
            priced,
            positions.Where(position => !groups.Any(group => group.Contains(position))).ToList(),
            [.. coins, .. cover],
            free).Evaluate(isBounded: false);
        Figures["MaximumLosses"] = losses;
        Figures["Rest"] = rest.Requirement;
        Figures["Requirement"] = Min(Figures["Uncapped"], losses + rest.Requirement);
    }

    private static BigRational Slope(NaivePosition position) => position.Option is { } option
        ? option.Option.Right == OptionRight.Call ? position.Units : Zero
        : FutureUnits(position);

    private static BigRational FutureUnits(NaivePosition position) =>
        position.Contract.IsInverse ? position.Units / ((PricedFuture)position.Instrument).Price : position.Units;

    private static BigRational StrikeInUsd(NaivePosition position) =>
        (BigRational)position.Option!.Option.Strike.Value * position.Option.Inputs.QuoteInUsd;

    private static BigRational Payoff(NaivePosition position, BigRational price)
    {
        if (position.Option is not { } option)
        {
            var future = (PricedFuture)position.Instrument;
            return FutureUnits(position) * (price - ((BigRational)future.Price * future.QuoteInUsd));
        }

        var above = price - StrikeInUsd(position);
        return position.Units * Positive(option.Option.Right == OptionRight.Call ? above : -above);
    }

    /// <summary>ACT/365, to the second.</summary>
    private BigRational Years(NaivePosition position) =>
        Of(Math.Max(0, (position.Expiry!.Value - priced.AsOf).Ticks / TimeSpan.TicksPerSecond), 365 * 86_400);
}
