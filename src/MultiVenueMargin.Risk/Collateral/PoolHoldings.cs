using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Collateral;

/// <summary>
/// What one pool holds, netted and priced: lines per asset and location, positions per instrument and venue, in an order that
/// does not depend on the order of the book. What cannot be priced is named.
/// </summary>
internal sealed class PoolHoldings
{
    private PoolHoldings(
        PoolId pool,
        IReadOnlyList<HeldLine> lines,
        IReadOnlyList<HeldPosition> positions,
        IReadOnlyList<Omission> unknown,
        IReadOnlyList<Omission> omissions)
    {
        Pool = pool;
        Lines = lines;
        Positions = positions;
        Unknown = unknown;
        Omissions = omissions;
    }

    public PoolId Pool { get; }

    /// <summary>In the order in which the book first names each.</summary>
    public IReadOnlyList<HeldLine> Lines { get; }

    /// <summary>Priced positions by instrument, then venue.</summary>
    public IReadOnlyList<HeldPosition> Positions { get; }

    /// <summary>What makes the state unknown.</summary>
    public IReadOnlyList<Omission> Unknown { get; }

    public IReadOnlyList<Omission> Omissions { get; }

    /// <summary>Every pool the book mentions: the cross pool first, then by name.</summary>
    public static IReadOnlyList<PoolId> PoolsOf(Book book) => book.Lines.Select(line => line.Pool)
        .Concat(book.Positions.Select(position => position.Pool))
        .Concat(book.Orders.Select(order => order.Pool))
        .Concat(book.LostFeeds.Select(feed => feed.Pool))
        .Concat(book.VenueStatements.Values.Select(statement => statement.Pool))
        .DefaultIfEmpty(PoolId.Cross)
        .Distinct()
        .OrderBy(pool => pool == PoolId.Cross ? 0 : 1)
        .ThenBy(pool => pool)
        .ToList();

    public static PoolHoldings Of(Book book, PoolId pool, PricedMarket market)
    {
        var unknown = new List<Omission>();
        var omissions = new List<Omission>();
        var lostAt = new Dictionary<LocationId, TimeSpan>();
        foreach (var feed in book.LostFeeds.Where(feed => feed.Pool == pool))
        {
            lostAt[feed.Location] = feed.Silence;
            unknown.Add(new Omission(
                OmissionKind.LostFeed,
                feed.Location.Code,
                $"nothing was heard from {feed.Location} for {feed.Silence}; what lies there may have changed"));
        }

        var positions = NetPositions(book, pool, market, lostAt, unknown);
        var lines = NetLines(book, pool, market, lostAt, positions, unknown, omissions);
        return new PoolHoldings(pool, lines, positions, unknown, omissions);
    }

    private static List<HeldPosition> NetPositions(
        Book book, PoolId pool, PricedMarket market, Dictionary<LocationId, TimeSpan> lostAt, List<Omission> unknown)
    {
        var held = new List<HeldPosition>();
        var netted = book.Positions
            .Where(position => position.Pool == pool)
            .GroupBy(position => (position.Instrument, position.Venue))
            .OrderBy(group => group.Key.Instrument)
            .ThenBy(group => group.Key.Venue);
        foreach (var group in netted)
        {
            var (id, venue) = group.Key;
            var quantity = group.Sum(position => position.Quantity.Value);
            var name = $"{id}@{venue}";
            if (!market.TryPrice(id, out var instrument, out var reason))
            {
                // A position that nets to nothing is nothing, whatever it would be worth.
                if (quantity != 0)
                {
                    unknown.Add(new Omission(OmissionKind.UnpricedPosition, name, reason));
                }

                continue;
            }

            var positionAge = market.AsOf - group.Min(position => position.AsOf);
            var markAge = market.AsOf - instrument!.Mark.AsOf;
            var age = positionAge > markAge ? positionAge : markAge;
            if (lostAt.ContainsKey(venue))
            {
                continue;
            }

            if (Uncertainty.IsLost(age, market.Rules.Uncertainty) && !instrument.IsDelivered)
            {
                unknown.Add(new Omission(
                    OmissionKind.LostMark, name, $"its mark or position is {Uncertainty.Describe(age)} old"));
                continue;
            }

            var uncertainty = Uncertainty.Of(
                instrument.Mark.Confidence.Value, market.DailyVolatility(instrument.Unit), age, market.Rules.Uncertainty);
            held.Add(new HeldPosition(name, venue, instrument, quantity, uncertainty));
        }

        return held;
    }

    private static List<HeldLine> NetLines(
        Book book,
        PoolId pool,
        PricedMarket market,
        Dictionary<LocationId, TimeSpan> lostAt,
        List<HeldPosition> positions,
        List<Omission> unknown,
        List<Omission> omissions)
    {
        var profits = UnrealisedProfit.Of(book, pool, positions);
        var lines = new List<HeldLine>();
        var grouped = book.Lines
            .Where(line => line.Pool == pool)
            .Select(line => (Line: line, Amount: line.Amount.Value))
            .Concat(profits)
            .GroupBy(entry => (entry.Line.Asset, entry.Line.Location, entry.Line.IsLoan, entry.Line.Bridge, entry.Line.Finality));
        foreach (var group in grouped)
        {
            var first = group.First().Line;
            var asOf = group.Min(entry => entry.Line.AsOf);
            var amount = group.Sum(entry => entry.Amount);
            lines.Add(Value(first with { AsOf = asOf }, amount, market, lostAt, unknown, omissions));
        }

        return lines;
    }

    private static HeldLine Value(
        CollateralLine line,
        decimal amount,
        PricedMarket market,
        Dictionary<LocationId, TimeSpan> lostAt,
        List<Omission> unknown,
        List<Omission> omissions)
    {
        var name = NameOf(line);
        var mark = market.FindMark(line.Asset);
        var excluded = string.Empty;
        var uncertainty = 0m;
        if (lostAt.TryGetValue(line.Location, out _))
        {
            excluded = $"the feed of {line.Location} is lost";
        }
        else if (mark is null)
        {
            excluded = $"no price of {line.Asset}";
            if (amount < 0)
            {
                unknown.Add(new Omission(OmissionKind.UnpricedDebt, name, excluded));
            }
            else if (amount > 0)
            {
                omissions.Add(new Omission(OmissionKind.UnpricedCollateral, name, excluded + "; it counts nothing"));
            }
        }
        else
        {
            var balanceAge = market.AsOf - line.AsOf;
            var priceAge = market.AsOf - mark.AsOf;
            var age = balanceAge > priceAge ? balanceAge : priceAge;
            if (line.Asset != Asset.Usd)
            {
                uncertainty = Uncertainty.Of(
                    mark.Confidence.Value, market.DailyVolatility(line.Asset), age, market.Rules.Uncertainty);
            }

            var known = line.Asset == Asset.Usd ? balanceAge : age;
            if (Uncertainty.IsLost(known, market.Rules.Uncertainty))
            {
                excluded = $"its price or balance is {Uncertainty.Describe(known)} old";
                unknown.Add(new Omission(OmissionKind.LostFeed, name, excluded));
            }
        }

        if (excluded.Length == 0 && amount > 0 && !market.Rules.Locations.ContainsKey(line.Location))
        {
            omissions.Add(new Omission(
                OmissionKind.NoLocationTerms,
                name,
                $"the rules have no terms for {line.Location}; what lies there counts nothing"));
        }

        return new HeldLine
        {
            Line = line,
            Name = name,
            Amount = amount,
            Terms = market.Rules.Collateral.TermsOf(line.Asset),
            Unit = market.Rules.Collateral.UnitOf(line.Asset),
            Mark = mark?.Mark,
            Uncertainty = uncertainty,
            Excluded = excluded,
        };
    }

    private static string NameOf(CollateralLine line)
    {
        var bridge = line.Bridge switch
        {
            BridgeClass.Native => string.Empty,
            BridgeClass.BurnAndMint => "/burn_mint",
            BridgeClass.LightClient => "/light_client",
            BridgeClass.Multisig => "/multisig",
            _ => $"/{line.Bridge}",
        };
        var finality = line.Finality is { } final ? $"/{final.Confirmations}of{final.Required}" : string.Empty;
        return line.Name + bridge + finality;
    }
}
