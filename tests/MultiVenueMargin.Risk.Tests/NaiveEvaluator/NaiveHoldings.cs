using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Tests.Properties;
using MultiVenueMargin.Risk.Valuation;
using static MultiVenueMargin.Risk.Tests.NaiveEvaluator.BigRational;

namespace MultiVenueMargin.Risk.Tests.NaiveEvaluator;

/// <summary>One instrument at one venue, netted.</summary>
internal sealed record NaivePosition(LocationId Venue, PricedInstrument Instrument, BigRational Quantity, BigRational U)
{
    public Derivative Contract => Instrument.Contract;

    public BigRational Delta => Quantity * Instrument.Delta;

    public BigRational Units => Quantity * Contract.Multiplier;

    public PricedOptionContract? Option => Instrument as PricedOptionContract;

    public BigRational OptionValue => Option is { } option ? Units * option.Value : Zero;

    public DateTimeOffset? Expiry => (Contract as DatedDerivative)?.Expiry;

    /// <summary>Ends later than now.</summary>
    public bool IsAhead => Expiry is not null && !Instrument.IsExpired;
}

/// <summary>One asset at one place in one pool, netted; what cannot count is not live.</summary>
internal sealed class NaiveLine
{
    public required CollateralLine Key { get; init; }

    public required BigRational Amount { get; init; }

    public required BigRational Mark { get; init; }

    public required BigRational U { get; init; }

    public required bool IsLive { get; init; }

    public required AssetTerms Terms { get; init; }

    public required RiskUnit? Unit { get; init; }

    public bool IsDebt => Amount.Sign < 0;

    public BigRational Hedge { get; set; } = Zero;

    public BigRational Haircut { get; set; } = Zero;

    /// <summary>An asset's e, a debt's value.</summary>
    public BigRational Value { get; set; } = Zero;

    public BigRational Free { get; set; } = Zero;

    public BigRational Counted { get; set; } = Zero;

    /// <summary>G.</summary>
    public BigRational Gross => !IsDebt && Haircut < One ? Positive(Counted - Hedge) / (One - Haircut) : Zero;

    public NaiveLine Copy() => new() { Key = Key, Amount = Amount, Mark = Mark, U = U, IsLive = IsLive, Terms = Terms, Unit = Unit };
}

/// <summary>What one pool holds, read off the book one entry at a time.</summary>
internal sealed class NaiveHoldings
{
    public List<NaivePosition> Positions { get; } = [];

    public List<NaiveLine> Lines { get; } = [];

    public bool IsUnknown { get; private set; }

    public static NaiveHoldings Of(BookCase drawn, PricedMarket priced, PoolId pool)
    {
        var holdings = new NaiveHoldings();
        var lost = drawn.Book.LostFeeds.Where(feed => feed.Pool == pool).Select(feed => feed.Location).ToHashSet();
        holdings.IsUnknown = lost.Count > 0;
        holdings.ReadPositions(drawn, priced, pool, lost);
        holdings.ReadLines(drawn, priced, pool, lost);
        return holdings;
    }

    /// <summary>u = z·confidence + σ_day·√((age − fresh)⁺ / 1 day).</summary>
    public static BigRational Uncertainty(BigRational confidence, BigRational volatility, TimeSpan age, UncertaintyRules rules)
    {
        var stale = age > rules.Fresh ? BigRational.Of((age - rules.Fresh).Ticks, TimeSpan.TicksPerDay) : Zero;
        return ((BigRational)rules.ConfidenceMultiple * confidence) + (volatility * Sqrt(stale));
    }

    private void ReadPositions(BookCase drawn, PricedMarket priced, PoolId pool, HashSet<LocationId> lost)
    {
        var rules = drawn.Rules.Uncertainty;
        foreach (var place in drawn.Book.Positions.Where(position => position.Pool == pool)
            .Select(position => (position.Instrument, position.Venue)).Distinct())
        {
            var lots = drawn.Book.Positions
                .Where(position => position.Pool == pool && position.Instrument == place.Instrument && position.Venue == place.Venue)
                .ToList();
            var quantity = Sum(lots.Select(lot => (BigRational)lot.Quantity.Value));
            if (!priced.TryPrice(place.Instrument, out var instrument, out _))
            {
                IsUnknown |= quantity.Sign != 0;
                continue;
            }

            var oldest = lots.Select(lot => lot.AsOf).Append(instrument!.Mark.AsOf).Min();
            var age = drawn.Market.AsOf - oldest;
            if (lost.Contains(place.Venue))
            {
                continue;
            }

            if (age > rules.Fresh + rules.Lost && !instrument.IsDelivered)
            {
                IsUnknown = true;
                continue;
            }

            Positions.Add(new NaivePosition(
                place.Venue,
                instrument,
                quantity,
                Uncertainty(instrument.Mark.Confidence.Value, priced.DailyVolatility(instrument.Unit), age, rules)));
        }
    }

    private void ReadLines(BookCase drawn, PricedMarket priced, PoolId pool, HashSet<LocationId> lost)
    {
        var entries = drawn.Book.Lines.Where(line => line.Pool == pool)
            .Select(line => (Line: line, Amount: SignedAmount(line)))
            .Concat(Profits(drawn.Book, pool))
            .ToList();
        foreach (var key in entries.Select(entry => Key(entry.Line)).Distinct())
        {
            var lots = entries.Where(entry => Key(entry.Line) == key).ToList();
            var amount = Sum(lots.Select(lot => lot.Amount));
            var mark = priced.FindMark(key.Asset);
            var balanceAge = drawn.Market.AsOf - lots.Min(lot => lot.Line.AsOf);
            var age = balanceAge;
            var u = Zero;
            if (mark is not null && key.Asset != Asset.Usd)
            {
                var priceAge = drawn.Market.AsOf - mark.AsOf;
                age = priceAge > balanceAge ? priceAge : balanceAge;
                u = Uncertainty(mark.Confidence.Value, priced.DailyVolatility(key.Asset), age, drawn.Rules.Uncertainty);
            }

            var isLost = age > drawn.Rules.Uncertainty.Fresh + drawn.Rules.Uncertainty.Lost;
            var isLive = mark is not null && !lost.Contains(key.Location) && !isLost;
            if (!lost.Contains(key.Location))
            {
                IsUnknown |= mark is null ? amount.Sign < 0 : isLost;
            }

            Lines.Add(new NaiveLine
            {
                Key = key,
                Amount = amount,
                Mark = mark?.Mark.Value ?? Zero,
                U = u,
                IsLive = isLive,
                Terms = drawn.Rules.Collateral.TermsOf(key.Asset),
                Unit = drawn.Rules.Collateral.UnitOf(key.Asset),
            });
        }
    }

    /// <summary>Balance + profit − owed; a loan the other way round.</summary>
    private static BigRational SignedAmount(CollateralLine line)
    {
        BigRational balance = line.Balance.Value, profit = line.UnrealisedProfit.Value, owed = line.Owed.Value;
        return line.IsLoan ? -(balance + owed) : balance + profit - owed;
    }

    /// <summary>Against the average entry, at the venue's mark, in the asset a future settles in.</summary>
    private IEnumerable<(CollateralLine Line, BigRational Amount)> Profits(Book book, PoolId pool)
    {
        foreach (var lot in book.Positions.Where(lot => lot.Pool == pool && lot.AverageEntry is not null))
        {
            var held = Positions.FirstOrDefault(position => position.Contract.Id == lot.Instrument && position.Venue == lot.Venue);
            if (held?.Instrument is not PricedFuture future)
            {
                continue;
            }

            BigRational entry = lot.AverageEntry!.Value.Value, now = future.Price;
            var perContract = held.Contract.IsInverse
                ? held.Contract.Multiplier * ((One / entry) - (One / now))
                : held.Contract.Multiplier * (now - entry);
            if (perContract.Sign != 0 && lot.Quantity.Value != 0)
            {
                yield return (
                    new CollateralLine
                    {
                        Pool = pool,
                        Location = lot.Venue,
                        Asset = held.Contract.IsInverse ? held.Contract.Unit.NativeCoin : held.Contract.Quote,
                        Balance = Quantity.Zero,
                        AsOf = lot.AsOf,
                    },
                    perContract * lot.Quantity.Value);
            }
        }
    }

    private static CollateralLine Key(CollateralLine line) => line with
    {
        Balance = Quantity.Zero,
        UnrealisedProfit = Quantity.Zero,
        Owed = Quantity.Zero,
        AsOf = DateTimeOffset.UnixEpoch,
    };
}
