namespace MultiVenueMargin.Gateway.Callers;

/// <summary>Everybody may do everything: for a platform on loopback that one person tries out.</summary>
public sealed class OpenAuthority : IAuthority
{
    public ValueTask<bool> AllowsAsync(Caller caller, Need need, NeedScope scope, CancellationToken cancellation) => ValueTask.FromResult(true);
}
