using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Collateral;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>Options and futures of one unit whose loss is bounded together (MARGIN §5).</summary>
internal static class GroupCompiler
{
    /// <summary>The slots of each group, in the order in which each is first met, and marked as such. What nets to nothing is in none.</summary>
    public static List<List<int>> Groups(UnitSlots slots, List<int> atRisk)
    {
        var keys = new Numbering<GroupKey>();
        var members = new List<List<int>>();
        var hasOption = new List<bool>();
        foreach (var slot in atRisk)
        {
            var held = slots.Held(slot);
            if (held.Expiry is not { } expiry || held.Quantity == 0)
            {
                continue;
            }

            var group = keys.Of(new GroupKey(held.Venue, expiry, held.Instrument.Contract.Quote, held.Instrument.Contract.IsInverse));
            if (group == members.Count)
            {
                members.Add([]);
                hasOption.Add(false);
            }

            members[group].Add(slot);
            hasOption[group] |= held.AsOption is not null;
        }

        var groups = new List<List<int>>(members.Count);
        for (var i = 0; i < members.Count; i++)
        {
            if (hasOption[i])
            {
                groups.Add(members[i]);
                foreach (var slot in members[i])
                {
                    slots.Pool.Places[slot] = slots.Pool.Places[slot] with { IsGrouped = true };
                }
            }
        }

        return groups;
    }

    public static CompiledGroup Compile(List<int> members, UnitSlots slots, Numbering<LocationId> locations)
    {
        var options = new List<HeldPosition>(members.Count);
        var optionRows = new List<GroupOption>(members.Count);
        var futures = new List<GroupFuture>();
        var strikes = new Numbering<decimal>();
        var (callUnits, grossUnits, highest) = (0m, 0m, 0m);
        foreach (var slot in members)
        {
            var (held, row) = (slots.Held(slot), slots.Pool.Slots[slot].Row);
            if (held.AsOption is not { Option: var option })
            {
                futures.Add(new GroupFuture(row, Kernel.ToDouble(held.Units), held.Instrument.Contract.IsInverse));
                continue;
            }

            options.Add(held);
            optionRows.Add(new GroupOption(row, slots.Pool.Slots[slot].Quantity));
            strikes.Of(option.Strike.Value);
            callUnits += option.Right == OptionRight.Call ? held.Units : 0m;
            grossUnits += Math.Abs(held.Units);
            highest = Math.Max(highest, option.Strike.Value);
        }

        var payoffs = new GroupStrike[1 + strikes.Items.Count];
        payoffs[0] = PayoffAt(0m, options);
        for (var i = 1; i < payoffs.Length; i++)
        {
            payoffs[i] = PayoffAt(strikes.Items[i - 1], options);
        }

        return new CompiledGroup
        {
            Location = locations.Of(slots.Held(members[0]).Venue),
            Options = [.. optionRows],
            Futures = [.. futures],
            Strikes = payoffs,
            CallUnits = Kernel.ToDouble(callUnits),
            GrossUnits = Kernel.ToDouble(grossUnits),
            HighestStrike = Kernel.ToDouble(highest),
        };
    }

    private static GroupStrike PayoffAt(decimal strike, List<HeldPosition> options)
    {
        var payoff = 0m;
        foreach (var option in options)
        {
            payoff += option.Units * option.AsOption!.PayoffAt(strike);
        }

        return new GroupStrike(Kernel.ToDouble(strike), Kernel.ToDouble(payoff));
    }

    private readonly record struct GroupKey(LocationId Venue, DateTimeOffset Expiry, Asset Quote, bool IsInverse);
}
