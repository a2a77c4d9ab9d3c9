using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.House;

/// <summary>The add-ons of one unit that look at its risk lines alone (MARGIN §5, the table).</summary>
internal static class AddOns
{
    /// <summary>GROSS_FLOOR: a share of gross Δ$, however well it is hedged.</summary>
    public static Component GrossFloor(UnitHoldings holdings, bool explain)
    {
        var share = holdings.Market.ClassOf(holdings.Unit).GrossFloorShare;
        var sum = new ComponentSum("GROSS_FLOOR", explain);
        foreach (var position in holdings.Positions)
        {
            sum.Add(position, Math.Abs(position.Delta) * share, $"{share} of |Δ$| {Math.Abs(position.Delta)}");
        }

        sum.Add("coins", null, Math.Abs(holdings.CoinDelta) * share, $"{share} of |Δ$| {Math.Abs(holdings.CoinDelta)}");
        return sum.Close();
    }

    /// <summary>
    /// BASIS: dated expiries drift from the index, |net Δ$|·max(a, b·T) each; perpetuals of one venue drift from another's.
    /// </summary>
    public static Component Basis(UnitHoldings holdings, bool explain)
    {
        var terms = holdings.Market.ClassOf(holdings.Unit);
        var sum = new ComponentSum("BASIS", explain);
        foreach (var (expiry, positions) in ByExpiry(holdings.Positions))
        {
            var net = positions.Sum(position => position.Delta);
            var rate = Math.Max(terms.BasisFloor, terms.BasisPerYear * Years(expiry, holdings));
            sum.Add($"expiry {expiry:yyyy-MM-dd}", null, Math.Abs(net) * rate, $"|net Δ$| {Math.Abs(net)} × {rate}");
        }

        var (longs, shorts) = (0m, 0m);
        foreach (var venue in holdings.Positions
            .Where(position => position.Instrument.Contract is Perpetual)
            .GroupBy(position => position.Venue))
        {
            var net = venue.Sum(position => position.Delta);
            longs += Kernel.Positive(net);
            shorts += Kernel.Positive(-net);
        }

        sum.Add(
            "perpetuals between venues",
            null,
                Math.Min(longs, shorts) * terms.PerpetualBasis,
            $"min(longs {longs}, shorts {shorts}) × {terms.PerpetualBasis}");
        return sum.Close();
    }

    /// <summary>VEGA_TERM: long and short vega of different expiries, matched by least gap, then earlier expiry.</summary>
    public static Component VegaTerm(UnitHoldings holdings, bool explain)
    {
        var rules = holdings.Market.Rules.AddOns;
        var sum = new ComponentSum("VEGA_TERM", explain);
        var open = ByExpiry(holdings.Positions)
            .Select(group => (group.Expiry, Vega: group.Positions.Sum(Vega)))
            .ToDictionary(pair => pair.Expiry, pair => pair.Vega);
        var pairs =
            from longExpiry in open.Keys
            where open[longExpiry] > 0
            from shortExpiry in open.Keys
            where open[shortExpiry] < 0
            let earlier = longExpiry < shortExpiry ? longExpiry : shortExpiry
            let later = longExpiry < shortExpiry ? shortExpiry : longExpiry
            orderby later - earlier, earlier, later
            select (Long: longExpiry, Short: shortExpiry, Gap: (later - earlier).Ticks / (decimal)TimeSpan.TicksPerDay);
        foreach (var (longExpiry, shortExpiry, gap) in pairs.ToList())
        {
            var matched = Math.Min(open[longExpiry], -open[shortExpiry]);
            if (matched <= 0)
            {
                continue;
            }

            open[longExpiry] -= matched;
            open[shortExpiry] += matched;
            var share = Math.Min(1m, gap / rules.VegaTermFullGapDays);
            sum.Add(
                $"{longExpiry:yyyy-MM-dd} against {shortExpiry:yyyy-MM-dd}",
                null,
                matched * rules.VegaTermPoints * share,
                $"vega {matched} × {rules.VegaTermPoints} points × {share} for {gap} days");
        }

        return sum.Close();
    }

    /// <summary>RATE: a parallel move of the discount rate, |Σ T·q·m·V| of the options.</summary>
    public static Component RateRisk(UnitHoldings holdings, bool explain)
    {
        var sum = new ComponentSum("RATE", explain);
        foreach (var position in holdings.Positions)
        {
            if (position.AsOption is { } option)
            {
                var years = Kernel.ToDecimal(option.DaysToExpiry) / 365m;
                var value = position.Units * option.ModelValue;
                sum.Add(position, years * value, $"T {years} × value {value}");
            }
        }

        return sum.CloseAbsolute(holdings.Market.Rules.AddOns.RateShock);
    }

    /// <summary>FUNDING: the next payment of each perpetual that pays; receipts do not offset.</summary>
    public static Component Funding(UnitHoldings holdings, bool explain)
    {
        var sum = new ComponentSum("FUNDING", explain);
        foreach (var position in holdings.Positions)
        {
            if (position.Instrument.Contract is Perpetual && position.Instrument.Mark.PredictedFunding is { } rate)
            {
                sum.Add(
                    position,
                Kernel.Positive(position.Delta * rate.Value),
                    $"Δ$ {position.Delta} × predicted rate {rate.Value}");
            }
        }

        return sum.Close();
    }

    /// <summary>SHORT_OPTION_MIN: whatever the scan says, so much per net short option.</summary>
    public static Component ShortOptionMinimum(UnitHoldings holdings, bool explain)
    {
        var share = holdings.Market.ClassOf(holdings.Unit).ShortOptionShare;
        var sum = new ComponentSum("SHORT_OPTION_MIN", explain);
        foreach (var series in holdings.Positions
            .Where(position => position.AsOption is not null)
            .GroupBy(position => (position.AsOption!.Option.Expiry, Strike: position.AsOption.Option.Strike.Value, position.AsOption.Option.Right)))
        {
            var net = series.Sum(position => position.Units);
            sum.Add(
                $"{series.Key.Expiry:yyyy-MM-dd} {series.Key.Strike} {series.Key.Right}",
                null,
                Kernel.Positive(-net) * holdings.Index * share,
                $"net short {-net} × index {holdings.Index} × {share}");
        }

        return sum.Close();
    }

    /// <summary>MIN_DELTA: a share of what is net and of what is hedged.</summary>
    public static Component MinimumDelta(UnitHoldings holdings, bool explain)
    {
        var rules = holdings.Market.Rules.AddOns;
        var net = Math.Abs(holdings.NetDelta);
        var hedged = (holdings.GrossDelta - net) / 2;
        var sum = new ComponentSum("MIN_DELTA", explain);
        sum.Add("net", null, net * rules.MinimumOnNet, $"{rules.MinimumOnNet} of |net Δ$| {net}");
        sum.Add("hedged", null, hedged * rules.MinimumOnHedged, $"{rules.MinimumOnHedged} of hedged Δ$ {hedged}");
        return sum.Close();
    }

    /// <summary>CONC: a position that takes days to close bears its core risk for longer.</summary>
    public static Component Concentration(UnitHoldings holdings, Usd core, bool explain)
    {
        var rules = holdings.Market.Rules.AddOns;
        var volume = holdings.Market.FindDailyVolume(holdings.Unit);
        // Compared before it is divided: a volume next to nothing would make the quotient anything.
        var days = volume is > 0 && holdings.CoinsOf(holdings.NetDelta) is { } coins
            && rules.ConcentrationVolumeShare * volume.Value is var daily
            && coins < rules.ConcentrationMostDays * daily
            ? coins / daily
            : rules.ConcentrationMostDays;
        var horizon = Math.Min(days + rules.ConcentrationBaseDays, rules.ConcentrationMostDays) / rules.ConcentrationHorizonDays;
        var factor = Math.Clamp(Kernel.Sqrt(horizon) - 1m, 0m, rules.ConcentrationMost);
        var sum = new ComponentSum("CONC", explain);
        sum.Add(
            volume is > 0 ? "net position" : "net position, daily volume not known",
            null,
                core.Amount * factor,
            $"core {core.Amount} × {factor} for {days} days to close");
        return sum.Close();
    }

    private static decimal Vega(HeldPosition position) => position.AsOption is { } option ? position.Quantity * option.Vega : 0m;

    /// <summary>Positions of each expiry that lies ahead, in order.</summary>
    private static IEnumerable<(DateTimeOffset Expiry, List<HeldPosition> Positions)> ByExpiry(IReadOnlyList<HeldPosition> positions) =>
        from position in positions
        where position.Expiry is not null && !position.Instrument.IsExpired
        group position by position.Expiry!.Value into expiry
        orderby expiry.Key
        select (expiry.Key, expiry.ToList());

    private static decimal Years(DateTimeOffset expiry, UnitHoldings holdings) =>
        (expiry - holdings.Market.AsOf).Ticks / TimeSpan.TicksPerSecond / (365m * 86_400m);
}
