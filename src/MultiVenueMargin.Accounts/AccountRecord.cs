using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts;

/// <summary>
/// A fact that an account accepted or a decision that it took: what its journal holds, in order. The account is what its
/// records make of it and nothing else. When it was recorded stands beside it in the journal.
/// </summary>
public abstract record AccountRecord : JournalRecord;

/// <summary>The first record of every account.</summary>
public sealed record AccountOpened(AccountId Account, AccountPolicy Policy, PrincipalId By) : AccountRecord;

/// <summary>The policy by which the account is run from now on.</summary>
public sealed record PolicyChanged(AccountPolicy Policy, PrincipalId By) : AccountRecord;

/// <summary>The last record: nothing is held, owed, called for or being liquidated, and nothing is accepted any more.</summary>
public sealed record AccountClosed(PrincipalId By) : AccountRecord;

/// <summary>A pool that is margined alone, beside the cross pool.</summary>
public sealed record PoolOpened(PoolId Pool, string Purpose, PrincipalId By) : AccountRecord;

/// <summary>An empty pool was given up.</summary>
public sealed record PoolClosed(PoolId Pool, PrincipalId By) : AccountRecord;

/// <summary>
/// A command was carried out by the records of the same commit. Its answer is kept with it, so that the same request gets the
/// same answer, also after a restart.
/// </summary>
/// <param name="BodyHash">SHA-256 of the command's canonical bytes: another body under the same id is refused.</param>
/// <param name="Created">What the command made, where it made something with a name.</param>
public sealed record RequestAnswered(RequestId Request, ReadOnlyMemory<byte> BodyHash, string Created) : AccountRecord
{
    public bool Equals(RequestAnswered? other) =>
        other is not null && Request == other.Request && Created == other.Created && BodyHash.Span.SequenceEqual(other.BodyHash.Span);

    public override int GetHashCode() => HashCode.Combine(Request, Created);
}
