namespace MultiVenueMargin.Accounts.Platform;

/// <summary>Items in the order of their ids.</summary>
/// <param name="IsEnd">Whether nothing comes behind them.</param>
public sealed record ViewPage<T>(IReadOnlyList<T> Items, bool IsEnd)
    where T : class;

/// <summary>Cuts pages.</summary>
public static class ViewPage
{
    /// <summary>The first of all that come, at most <paramref name="max"/> and <see cref="QuestionLimits.PageItems"/>.</summary>
    public static ViewPage<T> Of<T>(IEnumerable<T> items, int max)
        where T : class
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var size = Math.Min(max, QuestionLimits.PageItems);
        List<T> taken = [.. items.Take(size + 1)];
        return taken.Count > size ? new ViewPage<T>(taken.GetRange(0, size), IsEnd: false) : new ViewPage<T>(taken, IsEnd: true);
    }
}
