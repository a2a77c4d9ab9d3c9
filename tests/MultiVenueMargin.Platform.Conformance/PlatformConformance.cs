using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;

namespace MultiVenueMargin.Platform.Conformance;

/// <summary>A started platform and the street on it, for every class of the suite.</summary>
public abstract class PlatformConformance : IAsyncLifetime
{
    private PlatformHarness? _harness;

    protected PlatformHarness Harness => _harness ?? throw new InvalidOperationException("Not started.");

    protected Street Street { get; private set; } = null!;

    /// <summary>A harness of the host under test, on storage of its own, not started.</summary>
    protected abstract PlatformHarness Create();

    public async Task InitializeAsync()
    {
        _harness = Create();
        await _harness.StartAsync();
        Street = new Street(_harness);
        await Street.OpenAsync();
    }

    public async Task DisposeAsync() => await Harness.DisposeAsync();

    /// <summary>Why it was refused.</summary>
    protected static async Task<Refusal> ReasonAsync(Func<Task> ask) => (await Assert.ThrowsAsync<RefusedException>(ask)).Reason;

    protected async Task RestartAsync()
    {
        await Harness.KillAsync();
        await Harness.StartAsync();
    }
}
