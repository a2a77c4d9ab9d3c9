namespace MultiVenueMargin.Risk.RuleBooks.Statistical;

/// <summary>Order statistics of profits, without interpolation.</summary>
public sealed class HistoricalTail
{
    private readonly decimal[] _sorted;

    /// <param name="profits">At least one; in any order.</param>
    public HistoricalTail(IEnumerable<decimal> profits)
    {
        _sorted = [.. profits];
        ArgumentOutOfRangeException.ThrowIfZero(_sorted.Length, nameof(profits));
        Array.Sort(_sorted);
    }

    public int Count => _sorted.Length;

    /// <summary>Outcomes in a tail of this share, at least one and no more than there are.</summary>
    public int RankOf(decimal tail, TailRank rank) =>
        (int)Math.Clamp(rank == TailRank.Floor ? decimal.Floor(Count * tail) : decimal.Ceiling(Count * tail), 1m, Count);

    /// <summary>The k-th worst profit; negative: a loss.</summary>
    public decimal Worst(int rank) => _sorted[rank - 1];

    /// <summary>The mean of the k worst profits.</summary>
    public decimal MeanOfWorst(int rank)
    {
        var sum = 0m;
        for (var i = 0; i < rank; i++)
        {
            sum += _sorted[i];
        }

        return sum / rank;
    }
}
