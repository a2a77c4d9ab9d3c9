using MultiVenueMargin.Client;

namespace MultiVenueMargin.Examples;

/// <summary>A mutation, its repetition and its refusal.</summary>
public static class OpenPool
{
    public static async Task RunAsync(MarginClient client, string account, string pool, TextWriter say)
    {
        var request = new V1.OpenPoolRequest { RequestId = $"open-{pool}", Account = account, Pool = pool, Purpose = "cash and carry" };
        foreach (var attempt in (string[])["asked", "asked again"])
        {
            await say.WriteLineAsync($"{attempt} version {(await client.Accounts.OpenPoolAsync(request)).Change.Version}");
        }

        try
        {
            await client.Accounts.OpenPoolAsync(new V1.OpenPoolRequest(request) { RequestId = $"open-{pool}-anew" });
        }
        catch (DoorRefusedException refused)
        {
            await say.WriteLineAsync($"refused {refused.Code} {refused.ReasonName}");
        }
    }
}
