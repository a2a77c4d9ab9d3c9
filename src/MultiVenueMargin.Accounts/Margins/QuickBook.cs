using MultiVenueMargin.Risk.Hot;

namespace MultiVenueMargin.Accounts.Margins;

/// <summary>What is kept of one account from one quick evaluation to the next: its book, compiled.</summary>
public sealed class QuickBook
{
    private Account? _account;
    private long _version;
    private Account? _seen;
    private long _seenVersion;

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

    internal void Keep(Account account, HotMarket market, CompiledBook? compiled) =>
        (_account, _version, Market, Compiled) = (account, account.Version, market, compiled);

    internal void Distrust() => (IsDistrusted, _account, _seen, Market, Compiled) = (true, null, null, null, null);
}
