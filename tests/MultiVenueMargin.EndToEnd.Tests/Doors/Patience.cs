namespace MultiVenueMargin.EndToEnd.Tests.Doors;

/// <summary>How long a test waits for what has to come. It decides nothing but how long a broken build takes to fail.</summary>
internal static class Patience
{
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    public static bool IsFull => Environment.GetEnvironmentVariable("MVM_FULL") == "1";

    public static Task Come(this Task task) => task.WaitAsync(Long);

    public static Task<T> Come<T>(this Task<T> task) => task.WaitAsync(Long);

    /// <summary>Until something is so that nobody tells of.</summary>
    public static async Task UntilAsync(Func<bool> isSo, string what)
    {
        using var limit = new CancellationTokenSource(Long);
        while (!isSo())
        {
            Assert.False(limit.IsCancellationRequested, $"Not so within {Long}: {what}");
            await Task.Delay(5);
        }
    }
}
