using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Collateral;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// Makes a compiled book that of the next moment, where it stands: what a frame of a feed mostly changes are the quantities and entries of some
/// futures, some balances, what a venue says, and every age. Nothing of that moves anything to another place, and what is computed of it is
/// computed by the compiler's own code from the new book alone, so that the patched book is the compiled one to the bit.
/// </summary>
/// <remarks>
/// What names or sorts something is compiled: anything that comes, goes or changes its place in the book; an option's quantity (its series and its
/// strikes are sums), that of a future whose loss is bounded with options, or that would be if it were not nothing; a lot of an entry that was not
/// there; what is unpriced. Where a history is loaded, nothing but ages: the statistical figures are found by compiling.
/// </remarks>
public static class BookPatch
{
    /// <param name="compiled">Compiled, or patched, from <paramref name="before"/> on this market; nobody else may hold it.</param>
    /// <param name="before">Its book.</param>
    /// <param name="now">What it is to become.</param>
    /// <param name="market">The rows it was compiled against, whatever was filled in since.</param>
    /// <returns>Whether it is the book of now. Where it is not, it is no book at all any more, and its figures are out of date.</returns>
    public static bool TryApply(CompiledBook compiled, Book before, Book now, HotMarket market)
    {
        ArgumentNullException.ThrowIfNull(compiled);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(market);
        if (compiled.IsHalfPatched || !BookShape.IsSame(before, now))
        {
            compiled.IsHalfPatched = true;
            return false;
        }

        compiled.IsHalfPatched = true;
        var lots = new EntryLots();
        foreach (var pool in compiled.CompiledPools)
        {
            if (!TryPatchSlots(pool, before, now, compiled.HasHistory, lots, market)
                || !TryPatchExcluded(pool, before, now)
                || !TryPatchLines(pool, before, now, compiled.HasHistory))
            {
                return false;
            }

            PatchStatements(pool, now);
        }

        compiled.HasOlderStatistics |= compiled.HasStatistics;
        compiled.IsHalfPatched = false;
        return true;
    }

    private static bool TryPatchSlots(CompiledPool pool, Book before, Book now, bool agesOnly, EntryLots lots, HotMarket market)
    {
        var places = pool.Places;
        for (var slot = 0; slot < pool.Slots.Length; slot++)
        {
            var members = places.Slots[slot].Run.Of(places.Members);
            var change = ChangeOf(before.Positions, now.Positions, members);
            if (change == Change.None)
            {
                continue;
            }

            if (change == Change.Figures && (agesOnly || !TryPatchQuantity(pool, slot, before, now)))
            {
                return false;
            }

            var isOne = members.Length == 1;
            var asOf = (isOne ? now.Positions[members[0]].AsOf : PoolHoldings.Netted(now.Positions, members).AsOf).UtcTicks;
            pool.Slots[slot] = pool.Slots[slot] with { AsOf = asOf };
            ref readonly var place = ref places.Slots[slot];
            if (place.Line != SlotPlace.Nowhere)
            {
                places.IsTouched[place.Line] = true;
            }

            if (change == Change.Ages && isOne)
            {
                // One position has one lot, or none: of nothing.
                places.LotsAsOf.AsSpan(place.Lots.From, place.Lots.To - place.Lots.From).Fill(asOf);
            }
            else if (!TryPatchLots(pool, slot, now, lots, market))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Its quantity everywhere but in its lots.</summary>
    private static bool TryPatchQuantity(CompiledPool pool, int slot, Book before, Book now)
    {
        ref readonly var place = ref pool.Places.Slots[slot];
        var members = place.Run.Of(pool.Places.Members);
        var (was, its) = (PoolHoldings.Netted(before.Positions, members).Quantity, PoolHoldings.Netted(now.Positions, members).Quantity);
        if (was == its)
        {
            return true;
        }

        var unit = pool.Units[place.Unit];
        if (place.IsGrouped || pool.Slots[slot].OptionLocation >= 0 || (unit.Groups.Length > 0 && (was == 0 || its == 0)))
        {
            return false;
        }

        var quantity = Kernel.ToDouble(its);
        pool.Slots[slot] = pool.Slots[slot] with { Quantity = quantity };
        Put(unit.Whole, place.Whole, quantity);
        Put(unit.Rest, place.Rest, quantity);
        if (place.Orders != SlotPlace.Nowhere)
        {
            pool.Orders[place.Orders] = pool.Orders[place.Orders] with { Held = quantity };
        }

        return true;
    }

    private static void Put(CompiledPart? part, int position, double quantity)
    {
        if (position != SlotPlace.Nowhere)
        {
            part!.Positions[position] = part.Positions[position] with { Quantity = quantity };
        }
    }

    /// <summary>Sizes, entries and ages of as many lots as there were.</summary>
    private static bool TryPatchLots(CompiledPool pool, int slot, Book now, EntryLots lots, HotMarket market)
    {
        var places = pool.Places;
        var members = places.Slots[slot].Run.Of(places.Members);
        var contract = (Derivative)market.Priced.Market.Instruments[now.Positions[members[0]].Instrument];
        if (contract is EuropeanOption)
        {
            return true;
        }

        var (next, to) = (places.Slots[slot].Lots.From, places.Slots[slot].Lots.To);
        foreach (var lot in lots.Of(now.Positions, members))
        {
            if (LotCompiler.SizeOf(lot, contract.Multiplier) is not 0 and var size)
            {
                if (next == to)
                {
                    return false;
                }

                pool.Lots[next] = pool.Lots[next] with { Size = Kernel.ToDouble(size), Entry = Kernel.ToDouble(lot.Entry) };
                places.LotsAsOf[next] = lot.AsOf.UtcTicks;
                next++;
            }
        }

        return next == to;
    }

    /// <summary>Of what does not count, the age alone is looked at: when it is known again, the book is out of date.</summary>
    private static bool TryPatchExcluded(CompiledPool pool, Book before, Book now)
    {
        for (var i = 0; i < pool.Excluded.Length; i++)
        {
            var members = pool.Places.Excluded[i].Of(pool.Places.Members);
            switch (ChangeOf(before.Positions, now.Positions, members))
            {
                case Change.None:
                    break;
                case Change.Ages:
                    pool.Excluded[i] = pool.Excluded[i] with { AsOf = PoolHoldings.Netted(now.Positions, members).AsOf.UtcTicks };
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private static bool TryPatchLines(CompiledPool pool, Book before, Book now, bool agesOnly)
    {
        var places = pool.Places;
        for (var i = 0; i < pool.Lines.Length; i++)
        {
            var members = places.Lines[i].Of(places.LineMembers);
            var change = ChangeOf(before.Lines, now.Lines, members);
            if (change == Change.None && !places.IsTouched[i])
            {
                continue;
            }

            if (change == Change.Figures && agesOnly)
            {
                return false;
            }

            var line = pool.Lines[i];
            var (amount, known) = LineCompiler.Netted(now.Lines, members);
            pool.Lines[i] = line with
            {
                Amount = change == Change.Figures ? Kernel.ToDouble(amount) : line.Amount,
                AsOf = LineCompiler.Aged(line.LotFrom, line.LotTo, known, pool.Lots, places.LotsAsOf),
            };
            places.IsTouched[i] = false;
        }

        return true;
    }

    private static void PatchStatements(CompiledPool pool, Book now)
    {
        for (var i = 0; i < pool.Statements.Length; i++)
        {
            var was = pool.Statements[i];
            pool.Statements[i] = StatementCompiler.Of(
                now.VenueStatements[pool.Places.Statements[i]], was.Location, was.RouteFrom, was.RouteTo, was.HasRuleBook);
        }
    }

    private static Change ChangeOf(IReadOnlyList<Position> before, IReadOnlyList<Position> now, ReadOnlySpan<int> members)
    {
        var change = Change.None;
        foreach (var member in members)
        {
            var (was, its) = (before[member], now[member]);
            if (was.Quantity != its.Quantity || was.AverageEntry != its.AverageEntry)
            {
                return Change.Figures;
            }

            change = was.AsOf == its.AsOf ? change : Change.Ages;
        }

        return change;
    }

    private static Change ChangeOf(IReadOnlyList<CollateralLine> before, IReadOnlyList<CollateralLine> now, ReadOnlySpan<int> members)
    {
        var change = Change.None;
        foreach (var member in members)
        {
            var (was, its) = (before[member], now[member]);
            if (was.Balance != its.Balance || was.UnrealisedProfit != its.UnrealisedProfit || was.Owed != its.Owed)
            {
                return Change.Figures;
            }

            change = was.AsOf == its.AsOf ? change : Change.Ages;
        }

        return change;
    }

    private enum Change
    {
        None = 0,
        Ages,
        Figures,
    }
}
