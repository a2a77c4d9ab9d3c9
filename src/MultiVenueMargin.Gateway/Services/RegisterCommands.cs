using Grpc.Core;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Gateway.Answers;
using MultiVenueMargin.Gateway.Callers;

namespace MultiVenueMargin.Gateway.Services;

/// <summary>A command of a register from the door to the platform: sound, allowed, sent once. Its request id makes a repetition harmless.</summary>
internal sealed class RegisterCommands(IMarginPlatform platform, Gatekeeper gate)
{
    public async Task<RegisterDone> SendAsync(ServerCallContext context, Need need, Read<RegisterCommand> read)
    {
        var command = Answer.Sound(read);
        await gate.RequireAsync(context, need, ScopeOf(command)).ConfigureAwait(false);
        return Answer.Done(await platform.SendAsync(command, context.CancellationToken).ConfigureAwait(false));
    }

    private static NeedScope ScopeOf(RegisterCommand command) => command switch
    {
        GrantRole { Account: { } account } => NeedScope.Of(account),
        RevokeRole { Account: { } account } => NeedScope.Of(account),
        GrantRole grant => NeedScope.Of(grant.Institution),
        RevokeRole revoke => NeedScope.Of(revoke.Institution),
        _ => NeedScope.Platform,
    };
}
