using MultiVenueMargin.Client;

namespace MultiVenueMargin.Examples;

/// <summary>What happens to margin calls, from where it was left. Goes on over broken connections until it is ended.</summary>
public static class WatchCalls
{
    public static async Task RunAsync(MarginClient client, string kept, TextWriter say, CancellationToken end)
    {
        var request = new V1.WatchMarginCallsRequest { Cursor = File.Exists(kept) ? await File.ReadAllTextAsync(kept, end) : "" };
        await foreach (var message in client.WatchMarginCallsAsync(request, end))
        {
            if (message.Call is { } call)
            {
                await say.WriteLineAsync($"{call.Call} {call.Kind} {call.Amount}");
            }

            if (message.Cursor.Length > 0)
            {
                await File.WriteAllTextAsync(kept, message.Cursor, end);
            }
        }
    }
}
