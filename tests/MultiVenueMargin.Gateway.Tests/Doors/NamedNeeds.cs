using System.Collections.Concurrent;
using MultiVenueMargin.Gateway.Callers;

namespace MultiVenueMargin.Gateway.Tests.Doors;

/// <summary>Remembers what it was asked, and allows everything or nothing, or fails.</summary>
internal sealed class NamedNeeds : IAuthority
{
    public bool RefusesAll { get; set; }

    /// <summary>What a fault of ours throws; absent: there is none.</summary>
    public Exception? Fault { get; set; }

    public ConcurrentQueue<(Caller Caller, Need Need, NeedScope Scope)> Asked { get; } = [];

    public ValueTask<bool> AllowsAsync(Caller caller, Need need, NeedScope scope, CancellationToken cancellation)
    {
        Asked.Enqueue((caller, need, scope));
        return Fault is { } fault ? throw fault : ValueTask.FromResult(!RefusesAll);
    }
}
