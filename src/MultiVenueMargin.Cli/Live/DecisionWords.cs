using System.Security.Cryptography;
using Google.Protobuf;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Files;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Live;

/// <summary>What is said to change something that an account has decided: its id, why, and an id of the request itself, under which it has one effect.</summary>
/// <param name="Decision">The call or liquidation.</param>
/// <param name="Reason">Why; empty where none is asked for.</param>
/// <param name="Request">The id of the request.</param>
internal sealed record DecisionWords(string Decision, string Reason, string Request)
{
    public static readonly Option RequestOption = new("--request-id", TakesValue: true);

    public static readonly Option ReasonOption = new("--reason", TakesValue: true);

    private const int RequestDigits = 24;
    private const int LongestRequest = 128;

    /// <summary>Null, with the reason, when something is not understood.</summary>
    /// <param name="arguments">What was given.</param>
    /// <param name="what">What the word is called.</param>
    /// <param name="needsReason">Whether somebody has to say why.</param>
    public static DecisionWords? Read(Arguments arguments, string what, bool needsReason, out string problem)
    {
        problem = string.Empty;
        if (arguments.Words.Count == 0)
        {
            problem = $"{what} is missing; it is an id such as NORTH/basis#57.0.";
        }
        else if (!DecisionId.TryParse(arguments.Words[0], out _))
        {
            problem = $"{JsonPath.Quoted(arguments.Words[0])} is no id; it is one such as NORTH/basis#57.0.";
        }
        else if (needsReason && arguments.ValueOf("--reason") is null)
        {
            problem = "--reason TEXT is missing: it is kept with who said it.";
        }
        else if (arguments.ValueOf("--request-id") is { } id && !Identifier.IsValid(id, LongestRequest))
        {
            problem = $"--request-id {JsonPath.Quoted(id)} is none; it has 1 to {LongestRequest} visible characters without spaces.";
        }

        return problem.Length > 0
            ? null
            : new DecisionWords(arguments.Words[0], arguments.ValueOf("--reason") ?? string.Empty, arguments.ValueOf("--request-id") ?? NewRequest());
    }

    /// <summary>Sends it and says what it did.</summary>
    public async Task<int> DoAsync(LiveSession session, string done, Func<Task<(IMessage Answer, long Version)>> send)
    {
        session.Asked = Decision[..Decision.LastIndexOf('#')];
        session.Request = Request;
        var (answer, version) = await send();
        session.Write(
            answer,
            console => console.WriteLine($"{Shown.Plain(Decision)} {done}; version {ExactNumber.Format(version)} of the account. Request {Shown.Plain(Request)}."),
            csv =>
            {
                csv.Header("decision", "done", "version", "request_id");
                csv.Row(Decision, done, ExactNumber.Format(version), Request);
            });
        return ExitCode.Sound;
    }

    /// <summary>Another one each time: two people may say the same thing, and both have to be heard.</summary>
    private static string NewRequest() => $"mvm-{RandomNumberGenerator.GetHexString(RequestDigits, lowercase: true)}";
}
