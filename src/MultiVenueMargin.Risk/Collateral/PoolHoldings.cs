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
    private readonly List<HeldLine> _lines = [];
    private readonly List<HeldPosition> _positions = [];
    private readonly List<HeldRun> _runs = [];
    private readonly List<LeftOutRun> _leftOut = [];
    private readonly List<Omission> _unknown = [];
    private readonly List<Omission> _omissions = [];

    private PoolHoldings(PoolId pool, int[] members)
    {
        Pool = pool;
        Members = members;
    }

    public PoolId Pool { get; }

    /// <summary>In the order in which the book first names each.</summary>
    public IReadOnlyList<HeldLine> Lines => _lines;

    /// <summary>Priced positions by instrument, then venue.</summary>
    public IReadOnlyList<HeldPosition> Positions => _positions;

    /// <summary>What makes the state unknown.</summary>
    public IReadOnlyList<Omission> Unknown => _unknown;

    public IReadOnlyList<Omission> Omissions => _omissions;

    /// <summary>The pool's positions by instrument, then venue, as places in the book.</summary>
    public int[] Members { get; }

    /// <summary>Where among the members each position lies.</summary>
    public IReadOnlyList<HeldRun> Runs => _runs;

    /// <summary>What is in no figure, though its place is not lost.</summary>
    public IReadOnlyList<LeftOutRun> LeftOut => _leftOut;

    /// <summary>Every pool the book mentions: the cross pool first, then by name.</summary>
    public static IReadOnlyList<PoolId> PoolsOf(Book book)
    {
        var pools = new PoolNames();
        foreach (var line in book.Lines)
        {
            pools.Add(line.Pool);
        }

        foreach (var position in book.Positions)
        {
            pools.Add(position.Pool);
        }

        foreach (var order in book.Orders)
        {
            pools.Add(order.Pool);
        }

        foreach (var feed in book.LostFeeds)
        {
            pools.Add(feed.Pool);
        }

        foreach (var statement in book.VenueStatements.Values)
        {
            pools.Add(statement.Pool);
        }

        return pools.Sorted();
    }

    public static PoolHoldings Of(Book book, PoolId pool, PricedMarket market)
    {
        var holdings = new PoolHoldings(pool, PositionOrder.Of(book.Positions, pool));
        var lostAt = new Dictionary<LocationId, TimeSpan>();
        foreach (var feed in book.LostFeeds)
        {
            if (feed.Pool == pool)
            {
                lostAt[feed.Location] = feed.Silence;
                holdings._unknown.Add(new Omission(
                    OmissionKind.LostFeed,
                    feed.Location.Code,
                    $"nothing was heard from {feed.Location} for {feed.Silence}; what lies there may have changed"));
            }
        }

        holdings.NetPositions(book, market, lostAt);
        holdings.NetLines(book, market, lostAt);
        return holdings;
    }

    private void NetPositions(Book book, PricedMarket market, Dictionary<LocationId, TimeSpan> lostAt)
    {
        _positions.EnsureCapacity(Members.Length);
        _runs.EnsureCapacity(Members.Length);
        var (volatility, unitOfVolatility) = (0m, default(RiskUnit));
        for (var (from, to) = (0, 0); from < Members.Length; from = to)
        {
            to = PositionOrder.EndOfRun(book.Positions, Members, from);
            var run = new HeldRun(from, to);
            var (quantity, asOf) = Netted(book.Positions, run.Of(Members));
            var (id, venue) = (book.Positions[Members[from]].Instrument, book.Positions[Members[from]].Venue);
            var isSilent = lostAt.ContainsKey(venue);
            if (!market.TryPrice(id, out var instrument, out var reason))
            {
                // A position that nets to nothing is nothing, whatever it would be worth.
                if (quantity != 0)
                {
                    _unknown.Add(new Omission(OmissionKind.UnpricedPosition, $"{id}@{venue}", reason));
                }

                LeaveOut(run, isPriced: false, isSilent);
                continue;
            }

            var positionAge = market.AsOf - asOf;
            var markAge = market.AsOf - instrument!.Mark.AsOf;
            var age = positionAge > markAge ? positionAge : markAge;
            if (isSilent)
            {
                continue;
            }

            if (Uncertainty.IsLost(age, market.Rules.Uncertainty) && !instrument.IsDelivered)
            {
                _unknown.Add(new Omission(
                    OmissionKind.LostMark, $"{id}@{venue}", $"its mark or position is {Uncertainty.Describe(age)} old"));
                LeaveOut(run, isPriced: true, isSilent);
                continue;
            }

            if (instrument.Unit != unitOfVolatility)
            {
                (volatility, unitOfVolatility) = (market.DailyVolatility(instrument.Unit), instrument.Unit);
            }

            var uncertainty = Uncertainty.Of(instrument.Mark.Confidence.Value, volatility, age, market.Rules.Uncertainty);
            _positions.Add(new HeldPosition(venue, instrument, quantity, uncertainty));
            _runs.Add(run);
        }
    }

    private void LeaveOut(HeldRun run, bool isPriced, bool isSilent)
    {
        if (!isSilent)
        {
            _leftOut.Add(new LeftOutRun(run, isPriced));
        }
    }

    /// <summary>What is held of one instrument at one venue, and when the oldest of it was last known to be true.</summary>
    public static (decimal Quantity, DateTimeOffset AsOf) Netted(IReadOnlyList<Position> positions, ReadOnlySpan<int> members)
    {
        var (quantity, asOf) = (0m, DateTimeOffset.MaxValue);
        foreach (var member in members)
        {
            var position = positions[member];
            quantity += position.Quantity.Value;
            asOf = position.AsOf < asOf ? position.AsOf : asOf;
        }

        return (quantity, asOf);
    }

    private void NetLines(Book book, PricedMarket market, Dictionary<LocationId, TimeSpan> lostAt)
    {
        var netting = new LineNetting();
        foreach (var line in book.Lines)
        {
            if (line.Pool == Pool)
            {
                netting.Add(line);
            }
        }

        foreach (var profit in UnrealisedProfit.Of(book, Members, _positions, _runs))
        {
            netting.Add(Pool, profit);
        }

        _lines.EnsureCapacity(netting.Count);
        foreach (var netted in netting.Lines)
        {
            var line = netted.First.AsOf == netted.AsOf ? netted.First : netted.First with { AsOf = netted.AsOf };
            _lines.Add(Value(line, netted.Amount, market, lostAt, _unknown, _omissions));
        }
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
