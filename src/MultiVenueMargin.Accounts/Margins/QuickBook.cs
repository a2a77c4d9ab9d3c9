using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Hot;

namespace MultiVenueMargin.Accounts.Margins;

/// <summary>What is kept of one account from one quick evaluation to the next: its book, compiled, and as it was when it was.</summary>
public sealed class QuickBook
{
    private Account? _account;
    private long _version;
    private Account? _seen;
    private long _seenVersion;
    private Book? _book;

    /// <summary>Absent where that version has no value at all: the report says so.</summary>
    internal CompiledBook? Compiled { get; private set; }

    /// <summary>The rows that it was compiled against.</summary>
    internal HotMarket? Market { get; private set; }

    /// <summary>Its figures were not those of the report: it is evaluated in full from now on.</summary>
    internal bool IsDistrusted { get; private set; }

    /// <summary>An account that was read again may have the same version and be another: what was not durable is gone.</summary>
    internal bool IsOf(Account account, HotMarket market) =>
        ReferenceEquals(_account, account) && _version == account.Version && ReferenceEquals(Market, market);

    /// <summary>Whether this version was looked at before. Compiling costs what a report does, so it is for a book that stays.</summary>
    internal bool HasSeen(Account account)
    {
        var seen = ReferenceEquals(_seen, account) && _seenVersion == account.Version;
        (_seen, _seenVersion) = (account, account.Version);
        return seen;
    }

    internal void Keep(Account account, HotMarket market, Book book, CompiledBook? compiled) =>
        (_account, _version, Market, _book, Compiled) = (account, account.Version, market, compiled is null ? null : book, compiled);

    /// <summary>Makes what is compiled that of the account now, where figures and ages are all that changed; else nothing is compiled any more.</summary>
    internal bool TryPatch(Account account, HotMarket market, Book now)
    {
        if (Compiled is not { } compiled || _book is not { } before || !ReferenceEquals(Market, market))
        {
            return false;
        }

        // Given up first: what a patch leaves behind that is refused, or that throws, is no book.
        Forget();
        if (!BookPatch.TryApply(compiled, before, now, market))
        {
            return false;
        }

        Keep(account, market, now, compiled);
        return true;
    }

    internal void Distrust()
    {
        Forget();
        (IsDistrusted, _seen) = (true, null);
    }

    /// <summary>Whether there is something that a patch may make the account of now.</summary>
    internal bool IsCompiledFor(HotMarket market) => Compiled is not null && ReferenceEquals(Market, market);

    private void Forget() => (_account, _book, Market, Compiled) = (null, null, null, null);
}
