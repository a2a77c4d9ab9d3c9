namespace MultiVenueMargin.Live.Accounts;

/// <summary>
/// When each account is to be looked at, though nothing happens to it. An account has one place that counts; setting a later time leaves
/// it where it is and moves it when that comes, so that looking again and again adds nothing here.
/// </summary>
internal sealed class DeadlineWheel
{
    private readonly PriorityQueue<Resident, DateTimeOffset> _places = new();

    public void Set(Resident account, DateTimeOffset due)
    {
        account.DueAt = due;
        if (due < account.FiledAt)
        {
            account.FiledAt = due;
            _places.Enqueue(account, due);
        }
    }

    /// <summary>The account is gone; its places count no longer.</summary>
    public static void Remove(Resident account) => (account.DueAt, account.FiledAt) = (DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);

    /// <summary>Takes out an account whose time has come; it must be set again.</summary>
    public bool TryTakeDue(DateTimeOffset now, out Resident? account)
    {
        while (_places.TryPeek(out account, out var place) && place <= now)
        {
            _places.Dequeue();
            if (place != account.FiledAt)
            {
                continue;
            }

            account.FiledAt = DateTimeOffset.MaxValue;
            if (account.DueAt <= now)
            {
                return true;
            }

            Set(account, account.DueAt);
        }

        account = null;
        return false;
    }

    /// <summary>Not later than this something is due; absent when nothing ever is.</summary>
    public DateTimeOffset? Next => _places.TryPeek(out _, out var place) ? place : null;
}
