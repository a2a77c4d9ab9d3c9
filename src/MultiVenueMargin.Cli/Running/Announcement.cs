using System.Globalization;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Host;
using MultiVenueMargin.Host.Serving;

namespace MultiVenueMargin.Cli.Running;

/// <summary>What a platform says of itself to the terminal: where it is, how open it is, what to do next, and how it ends.</summary>
internal static class Announcement
{
    public static string Health(Uri address) => $"Health: {address}healthz, {address}readyz";

    public static string Arrival(DataFolder folder, Recovered found) => found.IsFirstStart
        ? $"A new platform in {folder.Path}. Auditors check its seals with {folder.PublicKeyFile}."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"Recovered {found.Accounts} accounts from {found.Records:N0} records in {found.Took.TotalSeconds:0.00} s. {folder.Path} is ready.");

    /// <summary>Loud, for it has to be seen: nobody else will say so.</summary>
    public static string Door(Uri address)
    {
        string[] lines =
        [
            $"DEVELOPMENT MODE. The door at {Bare(address)} is open to everybody on this machine:",
            "callers are believed what they say of themselves, may do everything, and nothing is encrypted.",
        ];
        var width = lines.Max(line => line.Length);
        var edge = new string('*', width + 4);
        return string.Join(Environment.NewLine, [edge, .. lines.Select(line => $"* {line.PadRight(width)} *"), edge]);
    }

    /// <summary>What to try on the demo's street, to be copied as it stands.</summary>
    public static IEnumerable<string> Tries(Uri? door, Uri? health)
    {
        if (door is null && health is null)
        {
            yield break;
        }

        var at = door is null || door == DoorAddress.Default ? string.Empty : $" --at {Bare(door)}";
        yield return "Try in another terminal:";
        if (door is not null)
        {
            yield return $"  mvm margin get SOUTH/alpha{at}";
            yield return $"  mvm margin watch{at}";
            yield return $"  mvm what-if SOUTH/alpha --sell 5 ETHUSDT@BINANCE{at}";
        }

        if (health is not null)
        {
            yield return $"  curl {health}readyz";
        }
    }

    public static string Ending(HostOptions options, bool hasDoor) => string.Create(
        CultureInfo.InvariantCulture,
        $"Ending{(hasDoor ? $": no new calls, {options.Serving.CallsWithin.TotalSeconds:0.###} s for those that run, then" : ":")} finishing what was begun and writing states down; {options.DrainWithin.TotalSeconds:0.###} s in all at most.");

    public static void Say(Terminal terminal, string text)
    {
        terminal.Output.WriteLine(text);
        terminal.Output.Flush();
    }

    private static string Bare(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
