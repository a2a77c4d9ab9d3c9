using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Consensus;

namespace MultiVenueMargin.Accounts.Markets;

/// <summary>What every source said last of the price of one asset, and what was made of it.</summary>
internal sealed class QuotedPrice
{
    private readonly SortedDictionary<LocationId, SourceMark> _quotes = [];
    private ConsensusState? _state;

    public int Sources => _quotes.Count;

    /// <summary>Whether a source said something since the last look.</summary>
    public bool IsNews { get; private set; }

    public bool Knows(LocationId source) => _quotes.ContainsKey(source);

    /// <summary>
    /// Takes a quote; false where the source said something later already. The time is the source's, but never after the quote arrived:
    /// a clock that runs ahead makes nothing younger.
    /// </summary>
    public bool Take(SourceMark quote, DateTimeOffset arrivedAt)
    {
        var bounded = quote.AsOf > arrivedAt ? quote with { AsOf = arrivedAt } : quote;
        if (_quotes.TryGetValue(quote.Source, out var before) && bounded.AsOf < before.AsOf)
        {
            return false;
        }

        _quotes[quote.Source] = bounded;
        IsNews = true;
        return true;
    }

    /// <summary>
    /// The consensus now. Without a source that counts there is no mark: what was published stays, and ages by its own time. All
    /// sources are shown with it, also those that are too old to count: each with its own age, and a restart goes on from them.
    /// </summary>
    public (AssetMark? Mark, Divergence Divergence) Look(ConsensusPolicy policy, DateTimeOffset now)
    {
        var quotes = _quotes.Values.Select(quote => new PriceQuote(quote.Source, quote.Mark, quote.Confidence, quote.AsOf)).ToList();
        var result = PriceConsensus.Of(quotes, _state, policy, now);
        (_state, IsNews) = (result.State, false);
        var mark = result.AssetMark is { } made ? made with { Sources = [.. _quotes.Values] } : null;
        return (mark, new Divergence(AgreementOf(result.Level), _state.Since, _state.Outlying));
    }

    /// <summary>Goes on from what was published: at a restart.</summary>
    /// <param name="confirmed">The last published mark of which the sources agreed.</param>
    public void Restore(AssetMark? mark, Divergence? divergence, ConfirmedMark? confirmed)
    {
        if (divergence is not null)
        {
            var level = LevelOf(divergence.Agreement);
            _state = new ConsensusState
            {
                Level = level,
                Since = divergence.Since,
                Diverges = new ConsensusLatch(level != ConsensusLevel.Agreed, null),
                Splits = new ConsensusLatch(level == ConsensusLevel.Split, null),
                Outlying = divergence.Outliers,
            };
        }

        foreach (var source in mark?.Sources ?? [])
        {
            _quotes[source.Source] = source;
        }

        _state = _state is null ? null : _state with { LastConfirmed = confirmed };
    }

    private static Agreement AgreementOf(ConsensusLevel level) => level switch
    {
        ConsensusLevel.Agreed => Agreement.Agreed,
        ConsensusLevel.Diverging => Agreement.Diverging,
        ConsensusLevel.Split => Agreement.Split,
        _ => Agreement.Unconfirmed,
    };

    private static ConsensusLevel LevelOf(Agreement agreement) => agreement switch
    {
        Agreement.Agreed => ConsensusLevel.Agreed,
        Agreement.Diverging => ConsensusLevel.Diverging,
        Agreement.Split => ConsensusLevel.Split,
        _ => ConsensusLevel.Unconfirmed,
    };
}
