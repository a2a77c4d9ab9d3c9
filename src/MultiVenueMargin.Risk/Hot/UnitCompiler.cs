using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Collateral;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>One unit of a pool: its positions sorted into locations, expiries, quotes, series and groups.</summary>
internal static class UnitCompiler
{
    public static CompiledUnit Compile(
        RiskUnit unit, UnitSlots slots, Numbering<LocationId> locations, (double Whole, double Remainder) statistics, HotMarket market)
    {
        var atRisk = new List<int>(slots.To - slots.From);
        var hasOption = false;
        LocationId? last = null;
        for (var slot = slots.From; slot < slots.To; slot++)
        {
            var held = slots.Held(slot);
            if (held.Instrument.IsDelivered)
            {
                continue;
            }

            atRisk.Add(slot);
            hasOption |= held.AsOption is not null;
            if (held.Venue != last)
            {
                locations.Of(held.Venue);
                last = held.Venue;
            }
        }

        var groups = hasOption ? GroupCompiler.Groups(slots, atRisk) : [];
        var compiled = new CompiledGroup[groups.Count];
        for (var i = 0; i < compiled.Length; i++)
        {
            compiled[i] = GroupCompiler.Compile(groups[i], slots, locations);
        }

        var terms = market.Priced.ClassOf(unit);
        var row = market.RowOf(unit);
        return new CompiledUnit
        {
            Unit = unit,
            Row = row,
            IndexThen = market.Units[row].Index,
            HasHistory = market.Units[row].HasHistory,
            Slots = (slots.From, slots.To),
            Scenarios = market.ScenariosOf(unit),
            Locations = locations.Items.Count,
            Whole = PartCompiler.Compile(atRisk, slots, isRest: false, locations, statistics.Whole, market),
            Rest = compiled.Length == 0 ? null
                : PartCompiler.Compile(
                    atRisk.FindAll(slot => !slots.Pool.Places[slot].IsGrouped), slots, isRest: true, locations, statistics.Remainder, market),
            Groups = compiled,
            Range = Kernel.ToDouble(terms.Range),
            GrossFloorShare = Kernel.ToDouble(terms.GrossFloorShare),
            BasisFloor = Kernel.ToDouble(terms.BasisFloor),
            BasisPerYear = Kernel.ToDouble(terms.BasisPerYear),
            PerpetualBasis = Kernel.ToDouble(terms.PerpetualBasis),
            HalfSpread = Kernel.ToDouble(terms.HalfSpread),
            ShortOptionShare = Kernel.ToDouble(terms.ShortOptionShare),
        };
    }
}
