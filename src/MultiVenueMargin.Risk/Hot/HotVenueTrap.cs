namespace MultiVenueMargin.Risk.Hot;

/// <summary>VENUE_TRAP, the twin of <see cref="House.VenueTrap"/>: what a venue's own books lack and cannot arrive within its grace.</summary>
internal static class HotVenueTrap
{
    /// <remarks>
    /// A payment takes what a venue misses and what a source has to (x − y)⁺ and (y − x)⁺: all of them together are never further
    /// off than they were, so what is missing in the end is off by at most all spares' errors together.
    /// </remarks>
    public static Bounded Of(CompiledPool pool, HotMarket market, HotScratch scratch)
    {
        if (pool.Statements.Length == 0)
        {
            return Bounded.Zero;
        }

        var (error, magnitude) = FillSpare(pool, market, scratch);
        var spare = scratch.Spare;
        var (total, venues, payments) = (0.0, 0, 0);
        foreach (ref readonly var statement in pool.Statements.AsSpan())
        {
            if (!IsUsable(statement, market) || statement.Shortfall.Value <= 0)
            {
                continue;
            }

            var missing = statement.Shortfall.Value;
            for (var i = statement.RouteFrom; i < statement.RouteTo; i++)
            {
                var paid = Math.Min(missing, Math.Max(spare[pool.Routes[i]], 0));
                spare[pool.Routes[i]] -= paid;
                missing -= paid;
                payments++;
            }

            total += missing;
            error += statement.Shortfall.Error;
            magnitude += statement.Shortfall.Value;
            venues++;
        }

        return venues == 0 ? Bounded.Zero
            : new(total, error + Bounded.ErrorOfSum(magnitude, venues + (2 * payments)) + (venues * Bounded.Grid));
    }

    /// <summary>Whether some venue's figures cannot be used, so that its rule book stands in.</summary>
    public static bool NeedsRuleBooks(CompiledPool pool, HotMarket market)
    {
        foreach (ref readonly var statement in pool.Statements.AsSpan())
        {
            if (statement.HasRuleBook && !IsUsable(statement, market))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>(own equity − own IM, else MM)⁺ of a venue that speaks; any other location's counted lines.</summary>
    private static (double Error, double Magnitude) FillSpare(CompiledPool pool, HotMarket market, HotScratch scratch)
    {
        var spare = scratch.Spare.AsSpan(0, pool.LocationCount);
        spare.Clear();
        var (error, magnitude) = (0.0, 0.0);
        for (var i = 0; i < pool.Lines.Length; i++)
        {
            if (pool.Lines[i].Counts)
            {
                var counted = scratch.Lines.Counted(i);
                spare[pool.Lines[i].Location] += counted.Value;
                error += counted.Error;
                magnitude += Math.Abs(counted.Value);
            }
        }

        foreach (ref readonly var statement in pool.Statements.AsSpan())
        {
            // Of a venue whose figures cannot be used, nothing is counted on.
            var its = IsUsable(statement, market) ? statement.Spare : Bounded.Zero;
            spare[statement.Location] = its.Value;
            error += its.Error;
            magnitude += its.Value;
        }

        return (error, magnitude);
    }

    private static bool IsUsable(in CompiledStatement statement, HotMarket market) =>
        statement.IsComplete && !HotAges.IsLost(statement.AsOf, market);
}
