using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Risk.Consensus;

/// <summary>
/// One mark from several sources (MARGIN, Consensus). The problem: one venue's book must not decide what collateral is worth
/// everywhere, yet when the whole market moves the mark must move with it at once. The idea: a weighted median, in which no
/// source weighs more than the next, follows whatever most of the weight says and is moved by a single source no further than
/// that source's neighbours; how far the sources are apart becomes the confidence, and a state with a memory says who is out of line.
/// Pure: the same quotes, prior state, policy and moment give the same result, whatever the order of the quotes.
/// </summary>
public static class PriceConsensus
{
    /// <summary>The most quotes one evaluation takes.</summary>
    public const int MostQuotes = 256;

    private const decimal ConfidenceStep = 0.00000001m;

    /// <param name="quotes">The newest word of each source; older ones of the same source are passed over.</param>
    /// <param name="prior">The state of the evaluation before; absent at the first.</param>
    /// <param name="policy">A sound policy (<see cref="ConsensusPolicy.Check"/>).</param>
    /// <param name="now">The moment of the evaluation.</param>
    public static ConsensusResult Of(
        IReadOnlyCollection<PriceQuote> quotes, ConsensusState? prior, ConsensusPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(quotes);
        ArgumentNullException.ThrowIfNull(policy);
        if (quotes.Count > MostQuotes)
        {
            throw new ArgumentOutOfRangeException(nameof(quotes), quotes.Count, $"A consensus is of at most {MostQuotes} quotes.");
        }

        var sources = Stand(quotes, policy, now);
        var counted = sources.Where(source => source.Weight > 0).ToList();
        if (counted.Count == 0)
        {
            return Absent(sources, prior, policy, now);
        }

        var isEnough = counted.Count >= policy.EnoughSources;
        var remembered = prior?.LastConfirmed is { } last && now - last.AsOf <= policy.Remembers ? last : null;
        var mark = isEnough ? Median(counted) : WithMemory(counted, remembered);
        var outlying = counted.Where(source => IsOutlying(source.Quote, mark, prior, policy)).ToList();
        var total = counted.Sum(source => source.Weight);
        var sees = (
            Divergence: outlying.Count > 0 || !isEnough,
            Split: 2 * (total - outlying.Sum(source => source.Weight)) <= total);
        var state = Next(prior, sees, isEnough, outlying, policy, now);
        if (isEnough && !sees.Split)
        {
            state = state with { LastConfirmed = new ConfirmedMark(new Price(mark), AsOf(counted, now)) };
        }

        var halfWidth = HalfWidth(
            counted,
            mark,
            isDivided: sees.Divergence || state.Diverges.IsOn || state.Splits.IsOn,
            isSplit: sees.Split || state.Splits.IsOn,
            policy);
        if (!isEnough)
        {
            halfWidth = Math.Max(halfWidth, Reach(counted, mark, remembered));
        }

        return new ConsensusResult
        {
            State = state,
            Mark = new Price(mark),
            Confidence = Relative(halfWidth, mark, policy.WidestConfidence),
            AsOf = AsOf(counted, now),
            Sources = sources,
            Outlying = outlying.Select(source => new OutlyingSource(source.Quote.Source, source.Quote.Price, Distance(source.Quote.Price.Value, mark))).ToList(),
        };
    }

    private static ConsensusResult Absent(
        IReadOnlyList<SourceStanding> sources, ConsensusState? prior, ConsensusPolicy policy, DateTimeOffset now)
    {
        var state = Next(prior, (Divergence: true, Split: prior?.Splits.IsOn ?? false), isEnough: false, [], policy, now) with
        {
            Level = ConsensusLevel.Absent,
            Since = prior is { Level: ConsensusLevel.Absent } ? prior.Since : now,
            Outlying = prior?.Outlying ?? [],
        };
        return new ConsensusResult
        {
            State = state,
            Mark = null,
            Confidence = new Rate(policy.WidestConfidence),
            AsOf = now,
            Sources = sources,
            Outlying = [],
        };
    }

    /// <summary>What becomes of each quote, by source; of one source's quotes the newest counts, of equals the least sure and lowest.</summary>
    private static List<SourceStanding> Stand(IReadOnlyCollection<PriceQuote> quotes, ConsensusPolicy policy, DateTimeOffset now)
    {
        var standings = new List<(PriceQuote Quote, QuoteStanding Standing, decimal Weight)>();
        foreach (var bySource in quotes.GroupBy(quote => quote.Source).OrderBy(group => group.Key))
        {
            var isSuperseded = false;
            foreach (var quote in bySource
                .OrderByDescending(quote => quote.AsOf).ThenByDescending(quote => quote.HalfWidth).ThenBy(quote => quote.Price))
            {
                var standing = StandingOf(quote, isSuperseded, policy, now);
                var weight = standing switch
                {
                    QuoteStanding.Fresh => policy.WeightOf(quote.Source),
                    QuoteStanding.Ageing => policy.WeightOf(quote.Source) / 2,
                    _ => 0m,
                };
                standings.Add((quote, standing, weight));
                isSuperseded |= standing > QuoteStanding.Superseded;
            }
        }

        // No source weighs more than the next: whatever its weight, one alone never has half of it where there are three.
        var heaviest = standings.Select(each => each.Weight).Where(weight => weight > 0).OrderDescending().Take(2).ToList();
        var most = heaviest.Count == 0 ? 0m : heaviest[^1];
        return standings.Select(each => new SourceStanding(each.Quote, each.Standing, Math.Min(each.Weight, most))).ToList();
    }

    private static QuoteStanding StandingOf(PriceQuote quote, bool isSuperseded, ConsensusPolicy policy, DateTimeOffset now) =>
        quote.Source.IsDefault || quote.Price.Value is <= 0 or > MarketCheck.LargestMark || quote.HalfWidth.Value is < 0 or >= 1
            ? QuoteStanding.Unsound
            : quote.AsOf - now > policy.MostAhead ? QuoteStanding.Ahead
            : isSuperseded ? QuoteStanding.Superseded
            : policy.WeightOf(quote.Source) <= 0 ? QuoteStanding.Unused
            : now - quote.AsOf >= policy.Stale ? QuoteStanding.Stale
            : now - quote.AsOf >= policy.Fresh ? QuoteStanding.Ageing
            : QuoteStanding.Fresh;

    /// <summary>The weighted median: the middle where two values are it, which a decimal rounds half to even in its 28th digit.</summary>
    private static decimal Median(IEnumerable<SourceStanding> counted) =>
        Middle(counted.Select(source => (source.Quote.Price.Value, source.Weight)));

    private static decimal Middle(IEnumerable<(decimal Price, decimal Weight)> votes)
    {
        var (lower, upper) = WeightedMedian.Of(votes);
        return lower == upper ? lower : (lower + upper) / 2;
    }

    /// <summary>Too few to tell who is wrong: the last confirmed mark votes like the heaviest of them, within their span.</summary>
    private static decimal WithMemory(List<SourceStanding> counted, ConfirmedMark? remembered)
    {
        if (remembered is null)
        {
            return Median(counted);
        }

        var votes = counted.Select(source => (source.Quote.Price.Value, source.Weight))
            .Append((remembered.Mark.Value, counted.Max(source => source.Weight)));
        return Math.Clamp(
            Middle(votes), counted.Min(source => source.Quote.Price.Value), counted.Max(source => source.Quote.Price.Value));
    }

    private static bool IsOutlying(PriceQuote quote, decimal mark, ConsensusState? prior, ConsensusPolicy policy)
    {
        var limit = prior is not null && prior.Outlying.Contains(quote.Source) ? policy.ReturnedWithin : policy.OutlyingBeyond;
        return Math.Abs(quote.Price.Value - mark) > limit * mark;
    }

    private static ConsensusState Next(
        ConsensusState? prior,
        (bool Divergence, bool Split) sees,
        bool isEnough,
        IReadOnlyList<SourceStanding> outlying,
        ConsensusPolicy policy,
        DateTimeOffset now)
    {
        // At the first look nothing is known that a disagreement could be weighed against: it counts at once.
        var diverges = prior?.Diverges.After(sees.Divergence, now, policy.DivergesAfter, policy.AgreesAfter)
            ?? new ConsensusLatch(sees.Divergence, null);
        var splits = prior?.Splits.After(sees.Split, now, policy.DivergesAfter, policy.AgreesAfter)
            ?? new ConsensusLatch(sees.Split, null);
        var level = !isEnough ? ConsensusLevel.Unconfirmed
            : splits.IsOn ? ConsensusLevel.Split
            : diverges.IsOn ? ConsensusLevel.Diverging
            : ConsensusLevel.Agreed;
        return new ConsensusState
        {
            Level = level,
            Since = prior is not null && prior.Level == level ? prior.Since : now,
            Diverges = diverges,
            Splits = splits,
            Outlying = outlying.Select(source => source.Quote.Source).ToList(),
            LastConfirmed = prior?.LastConfirmed,
        };
    }

    /// <summary>Half-width in the currency of the price, for what is seen now or was a moment ago, whichever is the graver.</summary>
    private static decimal HalfWidth(
        List<SourceStanding> counted, decimal mark, bool isDivided, bool isSplit, ConsensusPolicy policy)
    {
        var distances = counted.Select(source => (Math.Abs(source.Quote.Price.Value - mark), source.Weight)).ToList();
        var own = counted.Select(source => (source.Quote.HalfWidth.Value * source.Quote.Price.Value, source.Weight));
        var halfWidth = Math.Max(policy.SpreadMultiple * WeightedMedian.Of(distances).Upper, WeightedMedian.Of(own).Upper);
        if (isDivided)
        {
            halfWidth = Math.Max(halfWidth, policy.OutlyingBeyond * mark);
        }

        return isSplit ? Math.Max(halfWidth, WeightedMedian.Covering(policy.SplitCoverage, distances)) : halfWidth;
    }

    /// <summary>Where nobody can say who is wrong, everybody may be right: all sources and the last confirmed mark.</summary>
    private static decimal Reach(List<SourceStanding> counted, decimal mark, ConfirmedMark? remembered) => Math.Max(
        counted.Max(source => Math.Abs(source.Quote.Price.Value - mark)),
        remembered is null ? 0m : Math.Abs(remembered.Mark.Value - mark));

    /// <summary>Rounded up to 1e-8, for it widens what may be lost; multiplied rather than divided where the quotient could be too large.</summary>
    private static Rate Relative(decimal halfWidth, decimal mark, decimal widest)
    {
        if (halfWidth >= widest * mark)
        {
            return new Rate(widest);
        }

        var relative = decimal.Round(halfWidth / mark, 8, MidpointRounding.ToPositiveInfinity);
        return new Rate(Math.Min(relative * mark < halfWidth ? relative + ConfidenceStep : relative, widest));
    }

    private static Rate Distance(decimal price, decimal mark)
    {
        var away = price - mark;
        return Math.Abs(away) >= Rate.Largest * mark
            ? new Rate(away < 0 ? -Rate.Largest : Rate.Largest)
            : new Rate(decimal.Round(away / mark, 8, MidpointRounding.ToEven));
    }

    private static DateTimeOffset AsOf(List<SourceStanding> counted, DateTimeOffset now)
    {
        var asOf = WeightedMedian.Of(counted.Select(source => (source.Quote.AsOf, source.Weight))).Lower;
        return asOf < now ? asOf : now;
    }
}
