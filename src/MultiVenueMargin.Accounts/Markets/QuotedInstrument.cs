using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Consensus;

namespace MultiVenueMargin.Accounts.Markets;

/// <summary>
/// What every source said last of one instrument. Where only one source is known the instrument is that venue's, and its word is taken as
/// it is. Of several the mark is their consensus, and each other figure is that of the freshest trusted source that states it: one whose
/// word counts and whose mark is not out of line; of equals the first by name.
/// </summary>
internal sealed class QuotedInstrument
{
    private static readonly IReadOnlyList<DepthLevel> NoDepth = [];
    private static readonly IReadOnlyList<SourceMark> NoSources = [];

    private readonly SortedDictionary<LocationId, InstrumentMark> _said = [];
    private ConsensusState? _state;

    public int Sources => _said.Count;

    /// <summary>Whether a source said something since the last look.</summary>
    public bool IsNews { get; private set; }

    public bool Knows(LocationId source) => _said.ContainsKey(source);

    /// <summary>Takes a whole statement in place of the one before; false where the source said something later already.</summary>
    public bool Take(LocationId source, InstrumentMark said, DateTimeOffset arrivedAt)
    {
        var bounded = said with { AsOf = said.AsOf > arrivedAt ? arrivedAt : said.AsOf, Sources = NoSources };
        if (_said.TryGetValue(source, out var before) && bounded.AsOf < before.AsOf)
        {
            return false;
        }

        _said[source] = bounded;
        IsNews = true;
        return true;
    }

    /// <summary>What the market says of it now; null where nothing counts: what was published stays, and ages by its own time.</summary>
    public InstrumentMark? Look(ConsensusPolicy policy, DateTimeOffset now)
    {
        IsNews = false;
        if (_said.Count == 1)
        {
            return _said.Values.First() with { Sources = AllSources() };
        }

        var quotes = Quotes().ToList();
        var result = PriceConsensus.Of(quotes, _state, policy, now);
        _state = result.State;
        var trusted = Trusted(result, policy, now).ToList();
        if (trusted.Count == 0 || FindMark(result, trusted, quotes.Count) is not var (mark, confidence, asOf))
        {
            return null;
        }

        return new InstrumentMark
        {
            Mark = mark,
            Confidence = confidence,
            AsOf = asOf,
            ImpliedVolatility = First(trusted, said => said.ImpliedVolatility),
            Forward = First(trusted, said => said.Forward),
            Delivery = First(trusted, said => said.Delivery),
            PredictedFunding = First(trusted, said => said.PredictedFunding),
            HalfSpread = First(trusted, said => said.HalfSpread),
            AverageDailyVolume = First(trusted, said => said.AverageDailyVolume),
            Depth = trusted.FirstOrDefault(said => said.Depth.Count > 0)?.Depth ?? NoDepth,
            Sources = AllSources(),
        };
    }

    /// <summary>
    /// Goes on from what was published: at a restart. Prices of all sources are there; the other figures are taken for those of the freshest.
    /// How far the sources agreed begins anew.
    /// </summary>
    public void Restore(InstrumentMark mark)
    {
        _said.Clear();
        _state = null;
        var freshest = mark.Sources.OrderByDescending(source => source.AsOf).ThenBy(source => source.Source).FirstOrDefault();
        foreach (var source in mark.Sources)
        {
            var figures = source == freshest ? mark : new InstrumentMark { AsOf = source.AsOf };
            _said[source.Source] = figures with { Mark = source.Mark, Confidence = source.Confidence, AsOf = source.AsOf, Sources = NoSources };
        }
    }

    /// <summary>Whether two marks say the same but for their lists, which change only with news.</summary>
    public static bool AreAlike(InstrumentMark left, InstrumentMark right) =>
        left with { Depth = NoDepth, Sources = NoSources } == right with { Depth = NoDepth, Sources = NoSources };

    private IEnumerable<PriceQuote> Quotes() =>
        from entry in _said
        where entry.Value.Mark is not null
        select new PriceQuote(entry.Key, entry.Value.Mark!.Value, entry.Value.Confidence, entry.Value.AsOf);

    private IReadOnlyList<SourceMark> AllSources() =>
        [.. Quotes().Select(quote => new SourceMark(quote.Source, quote.Price, quote.HalfWidth, quote.AsOf))];

    private IEnumerable<InstrumentMark> Trusted(ConsensusResult result, ConsensusPolicy policy, DateTimeOffset now)
    {
        var outlying = result.Outlying.Select(source => source.Source).ToHashSet();
        return
            from entry in _said
            where now - entry.Value.AsOf < policy.Stale && policy.WeightOf(entry.Key) > 0 && !outlying.Contains(entry.Key)
            orderby entry.Value.AsOf descending, entry.Key
            select entry.Value;
    }

    /// <summary>The mark, its confidence and its time; none as a whole where there are only marks that are too old to count.</summary>
    private static (Price? Mark, Rate Confidence, DateTimeOffset AsOf)? FindMark(
        ConsensusResult result, List<InstrumentMark> trusted, int quotes)
    {
        if (result.Mark is not null)
        {
            return (result.Mark, result.Confidence, result.AsOf);
        }

        if (quotes == 0)
        {
            // Everybody who speaks of it says that its mark is not known.
            return (null, default, trusted[0].AsOf);
        }

        // A consensus is of prices above zero; an option of which everybody says that it is worth nothing is worth nothing.
        var stated = trusted.Where(said => said.Mark is not null).ToList();
        return stated.Count > 0 && stated.All(said => said.Mark!.Value.Value == 0)
            ? (new Price(0m), stated.Max(said => said.Confidence), stated.Min(said => said.AsOf))
            : null;
    }

    private static T? First<T>(List<InstrumentMark> trusted, Func<InstrumentMark, T?> figure)
        where T : struct => trusted.Select(figure).FirstOrDefault(stated => stated is not null);
}
