namespace MultiVenueMargin.Client.Calls;

/// <summary>How long to wait after the next failure: doubling from the first delay to the longest, of which the upper half is drawn. Not thread-safe.</summary>
internal sealed class BackOff(MarginClientOptions options, Jitter jitter)
{
    private const int MostDoublings = 20;

    /// <summary>In a row.</summary>
    public int Failures { get; private set; }

    /// <param name="atLeast">What the server asked for; no more than the longest delay of it is heeded.</param>
    public TimeSpan Next(TimeSpan? atLeast = null)
    {
        var whole = options.FirstDelay * (1 << Math.Min(Failures, MostDoublings));
        whole = Shorter(whole, options.LongestDelay);
        Failures++;
        var delay = (whole / 2) + (whole / 2 * jitter.Next());
        var asked = Shorter(atLeast ?? TimeSpan.Zero, options.LongestDelay);
        return delay > asked ? delay : asked;
    }

    public void Reset() => Failures = 0;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
