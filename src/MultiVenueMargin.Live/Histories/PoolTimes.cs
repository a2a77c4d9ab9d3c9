using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Live.Histories;

/// <summary>How long a pool is in each state, and how low its ratio goes.</summary>
internal sealed class PoolTimes
{
    private readonly SortedDictionary<MarginState, TimeSpan> _timeIn = [];
    private MarginState _state = MarginState.Unknown;
    private DateTimeOffset _since;
    private decimal? _leastRatio;
    private DateTimeOffset? _leastRatioAt;

    /// <summary>Forgets all but the state.</summary>
    public void Begin(DateTimeOffset at)
    {
        _timeIn.Clear();
        (_since, _leastRatio, _leastRatioAt) = (at, null, null);
    }

    public void Enter(MarginState state, DateTimeOffset at)
    {
        Stay(at);
        _state = state;
    }

    public void Found(DateTimeOffset at, PoolFigures figures)
    {
        if (PoolRatio.Of(figures) is { } ratio && ratio < (_leastRatio ?? decimal.MaxValue))
        {
            (_leastRatio, _leastRatioAt) = (ratio, at);
        }
    }

    public PoolCourse End(PoolId pool, DateTimeOffset at)
    {
        Stay(at);
        return new PoolCourse(pool, new SortedDictionary<MarginState, TimeSpan>(_timeIn), _leastRatio, _leastRatioAt);
    }

    private void Stay(DateTimeOffset until)
    {
        if (until > _since)
        {
            _timeIn[_state] = _timeIn.GetValueOrDefault(_state) + (until - _since);
            _since = until;
        }
    }
}
