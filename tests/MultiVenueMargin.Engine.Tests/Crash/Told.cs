using System.Globalization;

namespace MultiVenueMargin.Engine.Tests.Crash;

/// <summary>What the processes said before they were killed.</summary>
internal sealed class Told
{
    /// <summary>By account, feed and epoch, the highest sequence that was acknowledged.</summary>
    public Dictionary<(string Account, string Feed, long Epoch), long> Through { get; } = [];

    /// <summary>Streams and versions at which a reader saw a call.</summary>
    public List<(string Stream, long Version)> Calls { get; } = [];

    /// <summary>Streams and versions at which a reader saw a request to an executor.</summary>
    public List<(string Stream, long Version)> Legs { get; } = [];

    public int Acknowledged { get; private set; }

    /// <summary>Takes a line; true when the process says that it is ready. One that the kill has cut is nothing.</summary>
    public bool Take(string line)
    {
        switch (line.Split(' '))
        {
            case ["ready", "."]:
                return true;
            case ["ack", var account, var feed, var epoch, var sequence, "."]:
                Acknowledged++;
                var key = (account, feed, Number(epoch));
                Through[key] = Math.Max(Through.GetValueOrDefault(key, -1), Number(sequence));
                break;
            case ["call", var stream, var version, "."]:
                Calls.Add((stream, Number(version)));
                break;
            case ["leg", var stream, var version, "."]:
                Legs.Add((stream, Number(version)));
                break;
        }

        return false;
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
