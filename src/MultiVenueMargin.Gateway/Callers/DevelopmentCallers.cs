using Grpc.Core;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Gateway.Callers;

/// <summary>
/// Believes what the call says of itself: the principal under <c>x-mvm-principal</c>, "developer" where nothing is said. For a platform on loopback
/// that one person tries out; a host says aloud that it is open.
/// </summary>
public sealed class DevelopmentCallers : ICallerReader
{
    public const string Header = "x-mvm-principal";

    public static readonly PrincipalId Developer = new("developer");

    public ValueTask<Caller?> ReadAsync(ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult(context.RequestHeaders.GetValue(Header) is not { } name ? new Caller(Developer)
            : Identifier.IsValid(name, 128) ? new Caller(new PrincipalId(name))
            : null);
    }
}
