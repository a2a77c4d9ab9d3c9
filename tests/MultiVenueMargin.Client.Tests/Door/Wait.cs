namespace MultiVenueMargin.Client.Tests.Door;

/// <summary>How long a test waits for what must come; nothing is decided by how long it took.</summary>
internal static class Wait
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static bool IsFull => Environment.GetEnvironmentVariable("MVM_FULL") == "1";

    public static Task Come(this Task task) => task.WaitAsync(Limit);

    public static Task<T> Come<T>(this Task<T> task) => task.WaitAsync(Limit);

    /// <summary>Until something is so that nobody tells of.</summary>
    public static async Task UntilAsync(Func<bool> isSo)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!isSo())
        {
            await Task.Delay(1, limit.Token);
        }
    }
}
