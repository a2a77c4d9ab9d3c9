namespace MultiVenueMargin.Risk.Hot;

/// <summary>Whether everything is still what the book was compiled on. All of it is compared exactly.</summary>
internal static class HotAges
{
    public static bool IsOutOfDate(CompiledBook book, HotMarket market)
    {
        if (HotStatistics.HaveRolled(book, market))
        {
            return true;
        }

        foreach (var pool in book.CompiledPools)
        {
            foreach (ref readonly var slot in pool.Slots.AsSpan())
            {
                ref readonly var instrument = ref market.Instruments[slot.Row];
                if (instrument.Status != slot.Status
                    || (slot.Status != HotStatus.Delivered && IsLost(Math.Min(slot.AsOf, instrument.AsOf), market)))
                {
                    return true;
                }
            }

            foreach (ref readonly var slot in pool.Excluded.AsSpan())
            {
                ref readonly var instrument = ref market.Instruments[slot.Row];
                if (instrument.Status != HotStatus.Unpriced != slot.IsPriced
                    || (slot.IsPriced && (instrument.Status == HotStatus.Delivered || !IsLost(Math.Min(slot.AsOf, instrument.AsOf), market))))
                {
                    return true;
                }
            }

            foreach (ref readonly var line in pool.Lines.AsSpan())
            {
                if (!line.IsSilent && line.Counts != (market.Assets[line.Row].HasMark && !IsLost(line, market)))
                {
                    return true;
                }
            }

            foreach (ref readonly var orders in pool.Orders.AsSpan())
            {
                if (market.Instruments[orders.Row].Status != orders.Status)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether a line's price or balance has aged by more than the limit; USD needs no price.</summary>
    public static bool IsLost(in CompiledLine line, HotMarket market) =>
        IsLost(line.IsUsd ? line.AsOf : Math.Min(line.AsOf, market.Assets[line.Row].AsOf), market);

    public static bool IsLost(long asOf, HotMarket market) => market.AsOf - asOf - market.Rules.Fresh > market.Rules.Lost;

    /// <summary>u = z·confidence + σ_day·√((age − fresh)⁺ / 1 day): a sum of what is not negative.</summary>
    public static double Uncertainty(double confidence, double dailyVolatility, long asOf, HotMarket market)
    {
        var spread = market.Rules.ConfidenceMultiple * confidence;
        var beyond = market.AsOf - asOf - market.Rules.Fresh;
        return beyond <= 0 ? spread : spread + (dailyVolatility * Math.Sqrt(beyond / (double)TimeSpan.TicksPerDay));
    }
}
