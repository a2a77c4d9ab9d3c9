using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>The slots of one unit: from and to among the pool's, what is held in each, and where they stand.</summary>
internal readonly record struct UnitSlots(int From, int To, SlotCompiler Pool)
{
    public HeldPosition Held(int slot) => Pool.Held(slot);
}

/// <summary>The positions of a pool: by unit, and within a unit in instrument order, as the report takes them; and what does not count.</summary>
internal sealed class SlotCompiler
{
    private readonly PoolHoldings _holdings;
    private readonly int[] _heldOf;
    private readonly int[] _slotOf;
    private readonly int[] _from;

    public SlotCompiler(Book book, PoolHoldings holdings, LineCompiler lines, Numbering<RiskUnit> units, HotMarket market)
    {
        _holdings = holdings;
        var positions = holdings.Positions;
        (_heldOf, _slotOf, _from) = ByUnit(positions, units);
        Slots = new HeldSlot[positions.Count];
        Places = new SlotPlace[positions.Count];
        var locations = new Numbering<LocationId>();
        for (var unit = 0; unit < units.Items.Count; unit++)
        {
            for (var slot = _from[unit]; slot < _from[unit + 1]; slot++)
            {
                var held = _heldOf[slot];
                var (position, run) = (positions[held], holdings.Runs[held]);
                Slots[slot] = new HeldSlot(
                    market.RowOf(position.Id),
                    Kernel.ToDouble(position.Quantity),
                    PoolHoldings.Netted(book.Positions, run.Of(holdings.Members)).AsOf.UtcTicks,
                    StatusOf(position.Instrument),
                    position.AsOption is null ? -1 : locations.Of(position.Venue));
                Places[slot] = new SlotPlace
                {
                    Run = run,
                    Unit = unit,
                    Whole = SlotPlace.Nowhere,
                    Rest = SlotPlace.Nowhere,
                    Lots = lines.LotsOfHeld[held],
                    Line = lines.LineOfHeld[held],
                    Orders = SlotPlace.Nowhere,
                };
            }
        }

        OptionLocations = KeptAt(locations, market);
        Excluded = new ExcludedSlot[holdings.LeftOut.Count];
        ExcludedRuns = new HeldRun[holdings.LeftOut.Count];
        for (var i = 0; i < Excluded.Length; i++)
        {
            var (run, isPriced) = holdings.LeftOut[i];
            var members = run.Of(holdings.Members);
            var (quantity, asOf) = PoolHoldings.Netted(book.Positions, members);
            IsUnknown |= isPriced || quantity != 0;
            Excluded[i] = new ExcludedSlot(market.RowOf(book.Positions[members[0]].Instrument), asOf.UtcTicks, isPriced);
            ExcludedRuns[i] = run;
        }
    }

    public HeldSlot[] Slots { get; }

    public SlotPlace[] Places { get; }

    /// <summary>1 − h_l of each location with options.</summary>
    public double[] OptionLocations { get; }

    /// <summary>Positions that are in no figure: unpriced or lost. At a place whose feed is lost they are not even here: the pool knows already.</summary>
    public ExcludedSlot[] Excluded { get; }

    public HeldRun[] ExcludedRuns { get; }

    /// <summary>Something that does not count is held.</summary>
    public bool IsUnknown { get; }

    public UnitSlots Of(int unit) => new(_from[unit], _from[unit + 1], this);

    public HeldPosition Held(int slot) => _holdings.Positions[_heldOf[slot]];

    /// <summary>The slot of an instrument at a venue; none where it is not held, or does not count.</summary>
    public int Find(InstrumentId id, LocationId venue)
    {
        var (from, to) = (0, _slotOf.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            var held = _holdings.Positions[middle];
            var order = held.Id.CompareTo(id) is not 0 and var byId ? byId : held.Venue.CompareTo(venue);
            if (order == 0)
            {
                return _slotOf[middle];
            }

            (from, to) = order < 0 ? (middle + 1, to) : (from, middle);
        }

        return SlotPlace.Nowhere;
    }

    private static HotStatus StatusOf(PricedInstrument instrument) => instrument.IsDelivered ? HotStatus.Delivered
        : instrument.IsExpired ? HotStatus.Expired
        : HotStatus.Live;

    private static (int[] HeldOf, int[] SlotOf, int[] From) ByUnit(IReadOnlyList<HeldPosition> positions, Numbering<RiskUnit> units)
    {
        var unitOf = new int[positions.Count];
        for (var i = 0; i < unitOf.Length; i++)
        {
            unitOf[i] = i > 0 && positions[i].Instrument.Unit == positions[i - 1].Instrument.Unit ? unitOf[i - 1] : units.Of(positions[i].Instrument.Unit);
        }

        var from = new int[units.Items.Count + 1];
        foreach (var unit in unitOf)
        {
            from[unit + 1]++;
        }

        for (var i = 1; i < from.Length; i++)
        {
            from[i] += from[i - 1];
        }

        var (heldOf, next) = (new int[unitOf.Length], from.AsSpan().ToArray());
        for (var i = 0; i < unitOf.Length; i++)
        {
            var slot = next[unitOf[i]]++;
            heldOf[slot] = i;
            unitOf[i] = slot;
        }

        return (heldOf, unitOf, from);
    }

    private static double[] KeptAt(Numbering<LocationId> locations, HotMarket market)
    {
        var kept = new double[locations.Items.Count];
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = Kernel.ToDouble(market.Priced.Rules.Locations.TryGetValue(locations.Items[i], out var terms) ? 1 - terms.Haircut : 0m);
        }

        return kept;
    }
}
