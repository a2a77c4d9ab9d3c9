using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Live.Queries;

/// <summary>
/// What is listed, by id, and by underlying. It is sorted once for each listing, when somebody asks, and not for every page. Safe from any thread.
/// </summary>
public sealed class InstrumentIndex
{
    private readonly Lock _lock = new();
    private IReadOnlyDictionary<InstrumentId, Instrument>? _of;
    private Instrument[] _all = [];
    private Dictionary<RiskUnit, Instrument[]> _byUnit = [];

    /// <param name="listed">The listings of a board's snapshot, which never changes.</param>
    /// <param name="unit">Contracts of this underlying only; absent: everything, pairs too.</param>
    public IEnumerable<Instrument> Beyond(IReadOnlyDictionary<InstrumentId, Instrument> listed, RiskUnit? unit, InstrumentId? after)
    {
        ArgumentNullException.ThrowIfNull(listed);
        Instrument[] sorted;
        lock (_lock)
        {
            if (!ReferenceEquals(_of, listed))
            {
                _all = [.. listed.Values.OrderBy(instrument => instrument.Id)];
                _byUnit = _all.OfType<Derivative>().GroupBy(contract => contract.Unit).ToDictionary(group => group.Key, group => group.ToArray<Instrument>());
                _of = listed;
            }

            sorted = unit is { } named ? _byUnit.GetValueOrDefault(named, []) : _all;
        }

        return sorted.Skip(after is { } last ? FirstBeyond(sorted, last) : 0);
    }

    private static int FirstBeyond(Instrument[] sorted, InstrumentId last)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (sorted[middle].Id.CompareTo(last) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
