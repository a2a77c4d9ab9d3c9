namespace MultiVenueMargin.Journal.Tests.Contract;

/// <summary>A store of its own for one test, the journals opened on it, and what can be done to them from outside.</summary>
public abstract class JournalHarness : IAsyncDisposable
{
    /// <summary>
    /// No journal opened here takes more commits than this before the first outcome is collected: small, so that back-pressure
    /// can be reached, and at least 64.
    /// </summary>
    public abstract int InFlightLimit { get; }

    /// <summary>Opens a journal on the store, whose largest commit has 8 MiB. Whoever opened another one before has closed or crashed it.</summary>
    public abstract ValueTask<IJournal> OpenAsync();

    /// <summary>
    /// Opens a journal beside one that is open, as a second process would; null where the store refuses that, which also
    /// keeps two writers apart.
    /// </summary>
    public abstract ValueTask<IJournal?> TryOpenSecondAsync();

    /// <summary>Ends a journal as a crash would: at once, whatever is under way. The store keeps what was durable.</summary>
    public abstract ValueTask CrashAsync(IJournal journal);

    /// <summary>Lets some time pass between two polls.</summary>
    public virtual ValueTask PauseAsync() => new(Task.Delay(1));

    /// <summary>Makes a durable snapshot unsound where it lies; false where that cannot be done.</summary>
    public virtual ValueTask<bool> TryDamageSnapshotAsync(IJournal journal, StreamSnapshot snapshot) => new(false);

    /// <summary>Makes the store refuse from now on, without ending the journal; false where that cannot be done.</summary>
    public virtual ValueTask<bool> TryBreakAsync() => new(false);

    /// <summary>Undoes <see cref="TryBreakAsync"/>.</summary>
    public virtual ValueTask MendAsync() => throw new NotSupportedException("Nothing was broken.");

    public abstract ValueTask DisposeAsync();
}
