using System.Globalization;
using MultiVenueMargin.Accounts.Platform;

namespace MultiVenueMargin.Host.Serving;

/// <summary>
/// How a host is, for whoever asks <c>/healthz</c> and <c>/readyz</c>, from its first moment to its last. Safe from any thread.
/// </summary>
internal sealed class HostVitals : IProgress<PlatformHealth>
{
    private const int MostNamed = 5;

    private volatile Func<CancellationToken, ValueTask<PlatformHealth>>? _platform;
    private volatile PlatformHealth? _starting;
    private volatile bool _isServing;
    private volatile bool _isDraining;

    /// <summary>How far a start has come.</summary>
    public void Report(PlatformHealth value) => _starting = value;

    /// <summary>The platform has started, and says itself how it is.</summary>
    public void Started(Func<CancellationToken, ValueTask<PlatformHealth>> health) => _platform = health;

    /// <summary>Whoever is to reach it can.</summary>
    public void Serving() => _isServing = true;

    public void Draining() => _isDraining = true;

    /// <summary>Whether the process does its work at all: what fails here does not come right by waiting.</summary>
    public async ValueTask<Vital> LiveAsync(CancellationToken cancellation) =>
        await HealthAsync(cancellation) is { Phase: PlatformPhase.Failed } failed ? Vital.Bad($"failed: {failed.Journal}") : Vital.Good("alive");

    /// <summary>Whether it is to be given work; what it waits for where it is not.</summary>
    public async ValueTask<Vital> ReadyAsync(CancellationToken cancellation)
    {
        var health = await HealthAsync(cancellation);
        if (health is { Phase: PlatformPhase.Failed })
        {
            return Vital.Bad($"failed: {health.Journal}");
        }

        if (_isDraining)
        {
            return Vital.Bad("draining");
        }

        return health is null ? Vital.Bad("starting: the journal is read and checked")
            : _platform is null || !health.IsReady ? Vital.Bad(WaitsFor(health))
            : !_isServing ? Vital.Bad("starting: the door is not open yet")
            : Vital.Good("ready");
    }

    private async ValueTask<PlatformHealth?> HealthAsync(CancellationToken cancellation) =>
        _platform is { } ask ? await ask(cancellation) : _starting;

    private string WaitsFor(PlatformHealth health)
    {
        List<string> lines =
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(_platform is null ? "starting" : "not ready")}: {health.Accounts} accounts are here, {health.Missing.Count} are missing"),
            $"journal: {health.Journal}",
            .. health.Missing.Take(MostNamed).Select(missing => $"missing: {missing.Account}: {missing.Why}"),
        ];
        if (health.Missing.Count > MostNamed)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"missing: and {health.Missing.Count - MostNamed} more"));
        }

        return string.Join('\n', lines);
    }
}
