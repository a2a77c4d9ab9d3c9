using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Accounts.Markets;

namespace MultiVenueMargin.Live.Markets;

/// <summary>
/// Small numbers for what an account can hold in the market (assets, units, instruments that nobody listed), and the market position at
/// which each last changed. An account whose numbers have not changed since it was looked at need not be looked at for the
/// market's sake. One loop notes changes; shards ask for numbers and read.
/// </summary>
internal sealed class MarketKeys
{
    // What concerns everybody: correlations, the stress flag, the rules.
    private const int Everybody = 0;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _keys = new() { [string.Empty] = Everybody };
    private long[] _changedAt = new long[256];

    /// <summary>By key; grows, and what has no place in it never changed.</summary>
    public ReadOnlySpan<long> ChangedAt => Volatile.Read(ref _changedAt);

    /// <summary>All that a book can be affected by.</summary>
    public int[] Of(Book book, IReadOnlyDictionary<InstrumentId, Instrument> listed, RuleSet? rules)
    {
        var keys = new HashSet<int> { Everybody };
        foreach (var line in book.Lines)
        {
            AddAsset(keys, line.Asset, rules);
        }

        foreach (var instrument in book.Positions.Select(position => position.Instrument)
            .Concat(book.Orders.Select(order => order.Instrument)).Distinct())
        {
            AddInstrument(keys, instrument, listed, rules);
        }

        return [.. keys.Order()];
    }

    public void Note(long position, MarketSlice slice, IReadOnlyDictionary<InstrumentId, Instrument> listed)
    {
        foreach (var asset in slice.Prices.Keys)
        {
            Note(position, NameOf(asset));
        }

        foreach (var unit in slice.Units.Keys)
        {
            Note(position, NameOf(unit));
        }

        foreach (var instrument in slice.Marks.Keys)
        {
            Note(position, NameOf(instrument, listed));
        }

        if (slice.Correlations is not null || slice.StressFlag is not null)
        {
            NoteEverybody(position);
        }
    }

    /// <summary>An instrument was listed: whoever holds it without knowing what it is learns so, and whoever holds the unit may be priced by it.</summary>
    public void Note(long position, IEnumerable<Instrument> listed)
    {
        foreach (var instrument in listed)
        {
            Note(position, $"i:{instrument.Id}");
            if (instrument is Derivative derivative)
            {
                Note(position, NameOf(derivative.Unit));
            }
        }
    }

    public void NoteEverybody(long position) => Note(position, string.Empty);

    private static string NameOf(Asset asset) => $"a:{asset}";

    private static string NameOf(RiskUnit unit) => $"u:{unit}";

    private static string NameOf(InstrumentId id, IReadOnlyDictionary<InstrumentId, Instrument> listed) =>
        listed.TryGetValue(id, out var instrument) && instrument is Derivative derivative ? NameOf(derivative.Unit) : $"i:{id}";

    private void AddAsset(HashSet<int> keys, Asset asset, RuleSet? rules)
    {
        keys.Add(KeyOf(NameOf(asset)));
        if (rules?.Collateral.UnitOf(asset) is { } unit)
        {
            keys.Add(KeyOf(NameOf(unit)));
            keys.Add(KeyOf(NameOf(unit.NativeCoin)));
        }
    }

    private void AddInstrument(
        HashSet<int> keys, InstrumentId id, IReadOnlyDictionary<InstrumentId, Instrument> listed, RuleSet? rules)
    {
        switch (listed.GetValueOrDefault(id))
        {
            case Derivative derivative:
                keys.Add(KeyOf(NameOf(derivative.Unit)));
                AddAsset(keys, derivative.Unit.NativeCoin, rules);
                AddAsset(keys, derivative.Quote, rules);
                break;
            case Spot pair:
                keys.Add(KeyOf($"i:{id}"));
                AddAsset(keys, pair.Base, rules);
                AddAsset(keys, pair.Quote, rules);
                break;
            default:
                keys.Add(KeyOf($"i:{id}"));
                break;
        }
    }

    private int KeyOf(string name)
    {
        lock (_lock)
        {
            if (!_keys.TryGetValue(name, out var key))
            {
                _keys.Add(name, key = _keys.Count);
            }

            return key;
        }
    }

    private void Note(long position, string name)
    {
        // Also what nobody holds yet has its number, so that a change between a look and the asking for numbers is not lost.
        var key = KeyOf(name);
        if (key >= _changedAt.Length)
        {
            var more = new long[Math.Max(_changedAt.Length * 2, key + 1)];
            _changedAt.CopyTo(more, 0);
            Volatile.Write(ref _changedAt, more);
        }

        Volatile.Write(ref _changedAt[key], position);
    }
}
