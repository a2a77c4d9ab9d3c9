using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Client;

namespace MultiVenueMargin.Cli.Live;

/// <summary>
/// A command that talks to a running platform through its front door. It reads all that it was told before it calls anybody; what the door refuses, and
/// that nobody is there, is told in the same words by all of them.
/// </summary>
/// <param name="Name">As it is called after <c>mvm</c>.</param>
/// <param name="Topic">What <c>mvm help</c> calls it.</param>
/// <param name="Own">Its options beside those of all live commands.</param>
/// <param name="MostWords">How many words it takes.</param>
/// <param name="Plan">What it was told as something to do; absent, with the reason, when it is not understood.</param>
internal sealed record LiveCommand(string Name, string Topic, Option[] Own, int MostWords, LiveCommand.Reading Plan)
{
    public delegate Func<LiveSession, Task<int>>? Reading(Arguments arguments, out string problem);

    /// <param name="args">What was given after the name.</param>
    /// <param name="terminal">Where to write.</param>
    /// <param name="ending">Ends what watches.</param>
    public int Run(IReadOnlyList<string> args, Terminal terminal, CancellationToken ending = default)
    {
        if (Arguments.Parse(args, [.. Own, .. LiveOptions.Known], MostWords, out var problem) is not { } arguments
            || LiveOptions.Read(arguments, Environment.GetEnvironmentVariable, out problem) is not { } options
            || Plan(arguments, out problem) is not { } act)
        {
            terminal.Error.WriteLine($"mvm {Name}: {problem}");
            terminal.Error.WriteLine($"See mvm help {Topic}.");
            return ExitCode.Misused;
        }

        return RunAsync(options, act, terminal, ending).GetAwaiter().GetResult();
    }

    private async Task<int> RunAsync(LiveOptions options, Func<LiveSession, Task<int>> act, Terminal terminal, CancellationToken ending)
    {
        await using var session = LiveSession.Open(Name, options, terminal, ending);
        try
        {
            return await act(session);
        }
        catch (DoorRefusedException refused)
        {
            return await DoorTrouble.TellAsync(session, refused);
        }
        catch (DoorException failure)
        {
            return DoorTrouble.Tell(session, failure);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Ended before there was anything to follow: that was what was asked for.
            return ExitCode.Sound;
        }
        catch (AnswerUnreadableException unreadable)
        {
            terminal.Error.WriteLine($"mvm {Name}: {unreadable.Message} The platform may be of a later build; --output json shows the answer as it came.");
            return ExitCode.PlatformRefused;
        }
    }
}
