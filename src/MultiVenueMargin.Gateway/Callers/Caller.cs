using Grpc.Core;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Gateway.Callers;

/// <summary>Whoever made a call, once it is known who that is.</summary>
public sealed record Caller(PrincipalId Principal)
{
    private static readonly object Key = new();

    /// <summary>The caller that the interceptor found. A method that is reached without one is a bug, and is not carried out.</summary>
    public static Caller Of(ServerCallContext context) =>
        context.UserState.TryGetValue(Key, out var found) && found is Caller caller
            ? caller
            : throw new InvalidOperationException("Nobody has found out who calls.");

    internal void Enter(ServerCallContext context) => context.UserState[Key] = this;
}
