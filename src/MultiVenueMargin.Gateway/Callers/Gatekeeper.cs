using Grpc.Core;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Gateway.Answers;

namespace MultiVenueMargin.Gateway.Callers;

/// <summary>Asks the authority before anything is done. An account that somebody may not have to do with answers as one that does not exist.</summary>
internal sealed class Gatekeeper(IAuthority authority)
{
    public async ValueTask RequireAsync(ServerCallContext context, Need need, AccountId account)
    {
        if (!await AllowsAsync(context, need, NeedScope.Of(account)).ConfigureAwait(false))
        {
            throw Answer.NoSuchAccount(account);
        }
    }

    public async ValueTask RequireAsync(ServerCallContext context, Need need, NeedScope scope)
    {
        if (!await AllowsAsync(context, need, scope).ConfigureAwait(false))
        {
            throw RichStatus.Of(V1.ErrorReason.NotAllowed, $"{Caller.Of(context).Principal} may not {need.Name} here.");
        }
    }

    /// <summary>For what is left out of lists and streams where it may not be seen.</summary>
    public ValueTask<bool> AllowsAsync(ServerCallContext context, Need need, NeedScope scope) =>
        authority.AllowsAsync(Caller.Of(context), need, scope, context.CancellationToken);
}
