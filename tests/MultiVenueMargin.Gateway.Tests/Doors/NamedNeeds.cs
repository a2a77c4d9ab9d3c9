using System.Collections.Concurrent;
using MultiVenueMargin.Gateway.Callers;

namespace MultiVenueMargin.Gateway.Tests.Doors;

/// <summary>Remembers what it was asked, and allows everything or nothing, or fails.</summary>
internal sealed class NamedNeeds : IAuthority
{
    public bool RefusesAll { get; set; }

    /// <summary>What a fault of ours throws; absent: there is none.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Done once, while the next question waits for its answer.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public ConcurrentQueue<(Caller Caller, Need Need, NeedScope Scope)> Asked { get; } = [];

    public async ValueTask<bool> AllowsAsync(Caller caller, Need need, NeedScope scope, CancellationToken cancellation)
    {
        Asked.Enqueue((caller, need, scope));
        if (Meanwhile is { } meanwhile)
        {
            Meanwhile = null;
            await meanwhile();
        }

        return Fault is { } fault ? throw fault : !RefusesAll;
    }
}
