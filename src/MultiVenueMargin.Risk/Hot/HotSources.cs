using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>What each row of a hot market was made from, and what the next market would make it from: where both are the same, the row stands.</summary>
internal sealed class HotSources
{
    private readonly List<InstrumentId> _changed = [];
    private HotInstrumentSource?[] _made = new HotInstrumentSource?[16];
    private HotInstrumentSource?[] _next = new HotInstrumentSource?[16];

    /// <summary>Reads what the rows of these would be made from. No row is another's before it is taken.</summary>
    /// <returns>The derivatives whose rows have to be made anew; valid until it reads again.</returns>
    public IReadOnlyList<InstrumentId> Read(IReadOnlyList<InstrumentId> ids, PricedMarket priced)
    {
        _changed.Clear();
        for (var i = 0; i < ids.Count; i++)
        {
            var instrument = priced.Market.Instruments.GetValueOrDefault(ids[i]);
            _next[i] = HotInstrumentSource.Of(instrument, priced);
            if (instrument is Derivative && !Stands(i))
            {
                _changed.Add(ids[i]);
            }
        }

        return _changed;
    }

    /// <summary>Whether the row was made from what was read last.</summary>
    public bool Stands(int row) => _next[row] is { } next && _made[row] is { } made && next.IsSameAs(made);

    /// <summary>The row is made from what was read last.</summary>
    public void Take(int row) => _made[row] = _next[row];

    /// <summary>The row of an instrument that is named for the first time.</summary>
    public void Make(int row, InstrumentId id, PricedMarket priced) =>
        _made[row] = HotInstrumentSource.Of(priced.Market.Instruments.GetValueOrDefault(id), priced);

    /// <summary>There is no row; the next market makes it anew.</summary>
    public void Forget(int row) => _made[row] = null;

    public void Grow(int rows)
    {
        Array.Resize(ref _made, rows);
        Array.Resize(ref _next, rows);
    }
}
