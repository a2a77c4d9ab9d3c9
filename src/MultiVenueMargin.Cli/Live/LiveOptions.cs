using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Files;
using MultiVenueMargin.Host.Serving;

namespace MultiVenueMargin.Cli.Live;

/// <summary>What every live command may be told: which door, as whom, in which form, and whether to show the calls it makes.</summary>
/// <param name="Door">Where the front door of the platform is.</param>
/// <param name="Principal">Who asks; absent: whom the door takes one for that says nothing.</param>
/// <param name="Output">In which form to write.</param>
/// <param name="ShowsRpcs">Whether each call is shown on the error stream.</param>
internal sealed record LiveOptions(Uri Door, string? Principal, OutputKind Output, bool ShowsRpcs)
{
    /// <summary>The environment variable that names the door where <c>--at</c> does not.</summary>
    public const string DoorVariable = "MVM_DOOR";

    public static readonly Option[] Known =
    [
        new("--at", TakesValue: true),
        new("--as", TakesValue: true),
        new("--output", TakesValue: true),
        new("--show-rpc", TakesValue: false),
    ];

    private const int LongestPrincipal = 128;

    /// <summary>Null, with the reason, when something is not understood.</summary>
    /// <param name="arguments">What was given.</param>
    /// <param name="environment">The value of an environment variable; null where it is not set.</param>
    public static LiveOptions? Read(Arguments arguments, Func<string, string?> environment, out string problem)
    {
        var given = arguments.ValueOf("--at");
        var address = given ?? (environment(DoorVariable) is { Length: > 0 } named ? named : DoorAddress.Default.OriginalString);
        if (!TryReadDoor(address, out var door))
        {
            problem = $"{(given is null ? DoorVariable : "--at")} {JsonPath.Quoted(address)} is not understood; it is http://NAME:PORT or https://NAME:PORT.";
            return null;
        }

        var output = arguments.ValueOf("--output") ?? "table";
        if (output is not ("table" or "json" or "csv"))
        {
            problem = $"--output {JsonPath.Shown(output)} is not known; it is table, json or csv.";
            return null;
        }

        var principal = arguments.ValueOf("--as");
        if (principal is not null && !Identifier.IsValid(principal, LongestPrincipal))
        {
            problem = $"--as {JsonPath.Quoted(principal)} is no principal; it has 1 to {LongestPrincipal} visible characters without spaces.";
            return null;
        }

        if (principal is not null && door.Scheme == Uri.UriSchemeHttp && !door.IsLoopback)
        {
            problem = $"--as is not told in the clear beyond this machine; use https for {JsonPath.Shown(address, longest: 200)}.";
            return null;
        }

        problem = string.Empty;
        return new LiveOptions(
            door, principal, output switch { "json" => OutputKind.Json, "csv" => OutputKind.Csv, _ => OutputKind.Table }, arguments.Has("--show-rpc"));
    }

    private static bool TryReadDoor(string text, out Uri door) =>
        Uri.TryCreate(text, UriKind.Absolute, out door!)
        && (door.Scheme == Uri.UriSchemeHttp || door.Scheme == Uri.UriSchemeHttps)
        && door is { PathAndQuery: "/", UserInfo.Length: 0, Fragment.Length: 0, Host.Length: > 0 };
}
