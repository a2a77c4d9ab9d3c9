using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Accounts.Books;

/// <summary>
/// The last book of an account, for as long as it is what would be built anew: a look wants it several times over, and so does whoever asks again
/// before anything was heard. It is kept only until memory is collected, for an account that is left alone should not cost its book twice.
/// </summary>
internal sealed class KeptBook
{
    private WeakReference<Book>? _kept;
    private long _version;
    private DateTimeOffset _at;

    public Book Of(Account account, DateTimeOffset now)
    {
        if (_kept is not null && _version == account.Version && _kept.TryGetTarget(out var kept) && (_at == now || IsTimeless(account, kept, now)))
        {
            return kept;
        }

        var book = BookBuilder.Of(account, now);
        (_version, _at) = (account.Version, now);
        if (_kept is null)
        {
            _kept = new WeakReference<Book>(book);
        }
        else
        {
            _kept.SetTarget(book);
        }

        return book;
    }

    /// <summary>
    /// Whether time has no part in it, then as now: ages are told of lost feeds only, and corrections lapse. All else changes with records, and these change
    /// the version.
    /// </summary>
    private static bool IsTimeless(Account account, Book book, DateTimeOffset now)
    {
        if (book.LostFeeds.Count > 0 || account.Corrections.All.Count > 0)
        {
            return false;
        }

        foreach (var feed in account.Feeds.All)
        {
            if (BookBuilder.IsLost(feed, account, now))
            {
                return false;
            }
        }

        return true;
    }
}
