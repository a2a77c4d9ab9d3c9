using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>Lots of each future that counts and tells its entry, by the line their profit settles in, then in instrument order, then by entry.</summary>
internal sealed class LotCompiler
{
    private readonly int[] _from;

    /// <param name="book">The book.</param>
    /// <param name="holdings">Its pool.</param>
    /// <param name="keys">The lines of the pool's balances, to which those that are nothing but profit are added.</param>
    /// <param name="market">For the rows.</param>
    public LotCompiler(Book book, PoolHoldings holdings, Numbering<LineKey> keys, HotMarket market)
    {
        var positions = holdings.Positions;
        OfHeld = new HeldRun[positions.Count];
        LineOfHeld = new int[positions.Count];
        var found = new List<(int Held, CompiledLot Lot, long AsOf)>(positions.Count);
        var entered = new EntryLots();
        LineKey? lastKey = null;
        var line = SlotPlace.Nowhere;
        for (var i = 0; i < positions.Count; i++)
        {
            var (held, begin) = (positions[i], found.Count);
            LineOfHeld[i] = SlotPlace.Nowhere;
            if (held.Instrument is not PricedFuture)
            {
                continue;
            }

            var contract = held.Instrument.Contract;
            foreach (var lot in entered.Of(book.Positions, holdings.Runs[i].Of(holdings.Members)))
            {
                if (SizeOf(lot, contract.Multiplier) is not 0 and var size)
                {
                    found.Add((i, new CompiledLot(market.RowOf(held.Id), Kernel.ToDouble(size), Kernel.ToDouble(lot.Entry), contract.IsInverse, false), lot.AsOf.UtcTicks));
                }
            }

            if (found.Count > begin)
            {
                var key = LineKey.OfProfit(contract.Settlement, held.Venue);
                (line, lastKey) = key == lastKey ? (line, lastKey) : (keys.Of(key), key);
                (LineOfHeld[i], OfHeld[i]) = (line, new HeldRun(begin, found.Count));
            }
        }

        // Lots of one position stay beside each other when they are put where their line's are.
        _from = new int[keys.Items.Count + 1];
        foreach (var (held, _, _) in found)
        {
            _from[LineOfHeld[held] + 1]++;
        }

        for (var i = 1; i < _from.Length; i++)
        {
            _from[i] += _from[i - 1];
        }

        (Lots, AsOf) = (new CompiledLot[found.Count], new long[found.Count]);
        var next = _from.AsSpan().ToArray();
        for (var i = 0; i < OfHeld.Length; i++)
        {
            var run = OfHeld[i];
            if (run.From == run.To)
            {
                continue;
            }

            var to = next[LineOfHeld[i]];
            OfHeld[i] = new HeldRun(to, to + run.To - run.From);
            for (var lot = run.From; lot < run.To; lot++)
            {
                (_, Lots[to], AsOf[to]) = found[lot];
                to++;
            }

            next[LineOfHeld[i]] = to;
        }
    }

    public CompiledLot[] Lots { get; }

    /// <summary>When each was last known to be true, in UTC ticks.</summary>
    public long[] AsOf { get; }

    /// <summary>By position of the pool: its lots, and the line in which they settle.</summary>
    public HeldRun[] OfHeld { get; }

    public int[] LineOfHeld { get; }

    public (int From, int To) OfLine(int line) => (_from[line], _from[line + 1]);

    public static decimal SizeOf(EntryLot lot, decimal multiplier) => lot.Quantity * multiplier;
}
