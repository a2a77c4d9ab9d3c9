using MultiVenueMargin.Accounts.Platform;

namespace MultiVenueMargin.Platform.Conformance;

/// <summary>
/// What a host's tests must be able to do to it, beside using its port. Time is the harness': it stands still but for
/// <see cref="AdvanceAsync"/>, so that no test waits for a clock.
/// </summary>
public abstract class PlatformHarness : IAsyncDisposable
{
    /// <summary>The platform as it runs now; another object after a restart.</summary>
    public abstract IMarginPlatform Platform { get; }

    public abstract DateTimeOffset Now { get; }

    /// <summary>Starts on empty storage, or on what earlier runs left there. Returns when it is ready.</summary>
    public abstract Task StartAsync();

    /// <summary>Ends it as a crash does: nothing is flushed, nobody is told. What was under way is answered or lost, as it happens.</summary>
    public abstract Task KillAsync();

    /// <summary>Lets time pass, in steps no longer than a second, and after each lets the host do all that is due.</summary>
    public abstract Task AdvanceAsync(TimeSpan by);

    /// <summary>From now on storage refuses every write, or takes them again.</summary>
    public abstract Task RefuseStorageAsync(bool refuse);

    /// <summary>
    /// A second host on the same storage that believes it owns the same accounts, as after a network split; null where the
    /// storage itself refused it, which is then the fence: a harness gives null only after it has tried and seen the refusal.
    /// </summary>
    public abstract Task<IMarginPlatform?> StartSecondWriterAsync();

    public abstract ValueTask DisposeAsync();
}
