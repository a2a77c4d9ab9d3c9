using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Client;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Files;

namespace MultiVenueMargin.Cli.Live;

/// <summary>What can go wrong between a command and a platform, in words that say what to do next.</summary>
internal static class DoorTrouble
{
    private const int MostShown = 20;

    /// <summary>The platform said no.</summary>
    public static async Task<int> TellAsync(LiveSession session, DoorRefusedException refused)
    {
        var error = session.Terminal.Error;
        error.WriteLine($"mvm {session.Command}: {JsonPath.Shown(refused.Message, longest: 1_000)} ({refused.Code})");
        foreach (var problem in refused.Problems.Take(MostShown).Where(problem => problem.Path.Length > 0))
        {
            error.WriteLine($"  {JsonPath.Shown(problem.Path)}: {JsonPath.Shown(problem.Problem, longest: 400)}");
        }

        foreach (var finding in refused.Findings.Take(MostShown))
        {
            error.WriteLine($"  {JsonPath.Shown(finding.Path)}: {JsonPath.Shown(finding.Problem, longest: 400)} {JsonPath.Shown(finding.Fix, longest: 400)}");
        }

        if (refused.Reason == V1.ErrorReason.NoSuchAccount)
        {
            error.WriteLine(await AccountNames.SuggestAsync(session));
        }
        else if (FixOf(session, refused) is { } fix)
        {
            error.WriteLine(fix);
        }

        return ExitCode.PlatformRefused;
    }

    /// <summary>Nobody answered, or a stream cannot go on.</summary>
    public static int Tell(LiveSession session, DoorException failure)
    {
        var error = session.Terminal.Error;
        var door = JsonPath.Shown(session.Options.Door.OriginalString, longest: 200);
        switch (failure)
        {
            case DoorUnansweredException { Code: RpcCode.Unavailable } nobody:
                error.WriteLine($"mvm {session.Command}: no platform answers at {door}: {JsonPath.Shown(nobody.Message, longest: 400)}");
                error.WriteLine($"Start one with  mvm up --data ./data --demo  or say where one is: --at URL, or {LiveOptions.DoorVariable} in the environment.");
                break;
            case DoorUnansweredException late:
                error.WriteLine($"mvm {session.Command}: {door} did not answer in time: {JsonPath.Shown(late.Message, longest: 400)}");
                break;
            default:
                error.WriteLine($"mvm {session.Command}: {JsonPath.Shown(failure.Message, longest: 400)}");
                error.WriteLine("The stream cannot go on without a hole; start it anew.");
                break;
        }

        if (failure is DoorUnansweredException && session.Request is { } request)
        {
            error.WriteLine($"Whether it had its effect is not known. Say it again with --request-id {JsonPath.Shown(request, longest: 128)}: it has one effect, however often.");
        }

        return ExitCode.PlatformRefused;
    }

    private static string? FixOf(LiveSession session, DoorRefusedException refused) => refused.Reason switch
    {
        V1.ErrorReason.Malformed => $"See mvm help {session.Command.Split(' ')[0]}.",
        V1.ErrorReason.LimitReached when session.Command == Accounts.AccountShowCommand.Command.Name => "mvm margin get ACCOUNT shows the figures without the book.",
        V1.ErrorReason.NotFound => "mvm account show ACCOUNT names what an account has; --all lists what has ended, while it is remembered.",
        V1.ErrorReason.WrongState => "mvm calls --all and mvm liquidations --all say how each stands.",
        V1.ErrorReason.NeedsAnotherPerson => "Another person has to: --as PRINCIPAL says who asks.",
        V1.ErrorReason.Unauthenticated => "--as PRINCIPAL says who asks.",
        V1.ErrorReason.NotAllowed => "Ask as somebody who may: --as PRINCIPAL.",
        V1.ErrorReason.RequestReused => "Another request was made under this id: leave --request-id out, or give another.",
        V1.ErrorReason.CursorInvalid or V1.ErrorReason.CursorCompacted =>
            "A moment is an instant in UTC, such as 2026-03-02T09:00:00Z, or a cursor of a stream of this platform.",
        V1.ErrorReason.Busy or V1.ErrorReason.NotDurable or V1.ErrorReason.NotReady => "Try it again in a moment.",
        V1.ErrorReason.Unspecified => $"Is a platform's front door at {JsonPath.Shown(session.Options.Door.OriginalString, longest: 200)}? --at URL names another.",
        _ => null,
    };
}
