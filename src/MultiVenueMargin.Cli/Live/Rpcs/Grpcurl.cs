using MultiVenueMargin.Gateway.Callers;

namespace MultiVenueMargin.Cli.Live.Rpcs;

/// <summary>The same call as a line for a shell.</summary>
internal static class Grpcurl
{
    /// <param name="options">Which door, and who asks.</param>
    /// <param name="method">package.Service/Method.</param>
    /// <param name="request">As JSON.</param>
    public static string Of(LiveOptions options, string method, string request)
    {
        var plain = options.Door.Scheme == Uri.UriSchemeHttp ? " -plaintext" : string.Empty;
        var principal = options.Principal is { } name ? $" -H {Quoted($"{DevelopmentCallers.Header}: {name}")}" : string.Empty;
        return $"grpcurl{plain}{principal} -d {Quoted(request)} {options.Door.Authority} {method}";
    }

    /// <summary>One word of a POSIX shell, whatever it holds.</summary>
    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
