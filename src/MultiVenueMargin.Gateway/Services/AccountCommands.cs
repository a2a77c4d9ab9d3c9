using Grpc.Core;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Gateway.Answers;
using MultiVenueMargin.Gateway.Callers;

namespace MultiVenueMargin.Gateway.Services;

/// <summary>A command of an account from the door to the platform: sound, allowed, sent once. Its request id makes a repetition harmless.</summary>
internal sealed class AccountCommands(IMarginPlatform platform, Gatekeeper gate)
{
    public async Task<CommandDone> SendAsync(ServerCallContext context, Need need, Read<AccountCommand> read)
    {
        var command = Answer.Sound(read);
        await gate.RequireAsync(context, need, command.Account).ConfigureAwait(false);
        return Answer.Done(await platform.SendAsync(command, context.CancellationToken).ConfigureAwait(false));
    }
}
