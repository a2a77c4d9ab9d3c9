using System.Net;

namespace MultiVenueMargin.Host.Tests.Serving;

/// <summary>What a health address answered.</summary>
internal sealed record Asked(HttpStatusCode Code, string Text)
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(60) };

    public static async Task<Asked> Async(Uri? health, string path)
    {
        using var response = await Client.GetAsync(new Uri(health!, path));
        return new Asked(response.StatusCode, (await response.Content.ReadAsStringAsync()).TrimEnd('\n'));
    }

    /// <summary>Asks until it is so; the test fails where it never is.</summary>
    public static async Task UntilAsync(Uri? health, string path, Func<Asked, bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!isSo(await Async(health, path)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }
}
